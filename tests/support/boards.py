"""Boards by what tests want of them."""

from __future__ import annotations

from vboard.boards.table import BOARDS

FIRST_OF_CORE = list({board.core: name for name, board in reversed(BOARDS.items())}.values())
"""A board of each core: what depends on nothing but the code that is compiled for it is tested once."""
