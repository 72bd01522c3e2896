"""Renode's own monitor in this terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from vboard.errors import VBoardError
from vboard.renode.locate import Renode

OPTIONS = ("--disable-xwt", "--console")
"""Monitor on standard input and output, no window; it ends with the input."""


def monitor_command(renode: Renode, lines: Sequence[str]) -> list[str]:
    """The command line of a Renode that executes monitor commands before it reads more of them."""
    # Renode joins several -e itself: one line, which the first failing command ends.
    return [str(renode.program), *OPTIONS, *(["-e", "; ".join(lines)] if lines else [])]


def replace_process(renode: Renode, lines: Sequence[str]) -> NoReturn:
    """Become that Renode: terminal, signals and exit status are its own from here on.

    Raises:
        VBoardError: it cannot be executed.
    """
    command = monitor_command(renode, lines)
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        os.execv(command[0], command)
    except OSError as error:
        raise VBoardError(f"{command[0]}: {error.strerror}") from error
