"""A server for GDB's remote serial protocol (GDB manual, appendix E)."""
