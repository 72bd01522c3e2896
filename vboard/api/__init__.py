"""Virtual boards in Python programs and in pytest (docs/python.md)."""
