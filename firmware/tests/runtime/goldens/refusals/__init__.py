"""Models that the runtime must refuse, with the text of the message."""
