"""A board and the image that runs on it."""
