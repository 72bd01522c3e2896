"""What rich prints to: a terminal as wide as it is, or plain text."""

from __future__ import annotations

import os
import sys
from typing import IO, Any, NoReturn

from rich.console import Console

PLAIN_WIDTH = 100
"""Columns of output that does not go to a terminal."""


class _Console(Console):
    def print(self, *objects: Any, **options: Any) -> None:
        """Print; what is wider than the terminal goes on in the next line instead of being cut off."""
        super().print(*objects, **{"crop": False, **options})

    def on_broken_pipe(self) -> NoReturn:
        """Tell the command line, which ends quietly; rich would end the process as a failure."""
        raise BrokenPipeError


def open_console(stream: IO[str] | None = None) -> Console:
    """A console: colours and the terminal's width on a terminal, plain text of fixed width elsewhere.

    `COLUMNS` is the width of either. What is printed is data: brackets and colons mean nothing.
    """
    stream = stream or sys.stdout
    if stream.isatty() and os.environ.get("TERM") != "dumb":
        return _Console(file=stream, highlight=False, markup=False, emoji=False)
    return _Console(
        file=stream,
        width=_columns() or PLAIN_WIDTH,
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=False,
        legacy_windows=False,
    )


def _columns() -> int:
    """What `COLUMNS` says; 0 where it says nothing."""
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isdecimal() else 0
