"""How text is laid out for people, whatever is told."""
