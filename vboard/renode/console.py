"""Renode's own monitor in this terminal."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import NoReturn

from vboard.boards import Board
from vboard.errors import VBoardError
from vboard.renode.locate import Renode

OPTIONS = ("--disable-xwt", "--console")
"""Monitor on standard input and output, no window; it ends with the input."""


def monitor_command(renode: Renode, board: Board, image: Path | None) -> list[str]:
    """The command line of a Renode that has loaded a board's script.

    Args:
        renode: the installation.
        board: its `.resc` is included.
        image: ELF file; None for the script's own default.
    """
    commands = [f"$bin={_argument(image)}"] if image is not None else []
    commands.append(f"include {_argument(board.script)}")
    return [str(renode.program), *OPTIONS, "-e", "; ".join(commands)]


def replace_process(renode: Renode, board: Board, image: Path | None) -> NoReturn:
    """Become that Renode: terminal, signals and exit status are its own from here on.

    Raises:
        VBoardError: it cannot be executed.
    """
    command = monitor_command(renode, board, image)
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        os.execv(command[0], command)
    except OSError as error:
        raise VBoardError(f"{command[0]}: {error.strerror}") from error


def _argument(path: Path) -> str:
    return "@" + re.sub(r"([ ;])", r"\\\1", str(path.resolve()))
