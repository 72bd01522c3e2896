"""What rich prints to: a terminal as wide as it is, or plain text."""

from __future__ import annotations

import os
import sys
from typing import IO, NoReturn

from rich.console import Console

PLAIN_WIDTH = 100
"""Columns of output that does not go to a terminal."""


class _Console(Console):
    def on_broken_pipe(self) -> NoReturn:
        """Tell the command line, which ends quietly; rich would end the process as a failure."""
        raise BrokenPipeError


def open_console(stream: IO[str] | None = None) -> Console:
    """A console: colours and the terminal's width on a terminal, plain fixed-width text elsewhere."""
    stream = stream or sys.stdout
    if stream.isatty() and os.environ.get("TERM") != "dumb":
        return _Console(file=stream, highlight=False)
    return _Console(
        file=stream,
        width=PLAIN_WIDTH,
        color_system=None,
        highlight=False,
        force_terminal=False,
        legacy_windows=False,
    )
