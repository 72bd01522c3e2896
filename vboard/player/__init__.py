"""Recordings played into a board, at virtual time or at the pace of the host."""
