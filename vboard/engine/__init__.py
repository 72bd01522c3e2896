"""What an engine offers, and choosing one of the two."""
