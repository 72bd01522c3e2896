"""The .repl platform description language."""
