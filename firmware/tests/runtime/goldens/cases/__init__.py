"""Models with answers, a file a family of operators."""
