"""Build tools that projects are written for: a file each."""
