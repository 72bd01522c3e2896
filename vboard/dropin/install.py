"""Programs `renode` and `renode-test` for the search path, which run the built-in engine."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from vboard.errors import VBoardError
from vboard.renode.locate import STAND_IN, is_stand_in

_PROGRAMS = ("renode", "renode-test")


def install(folder: Path) -> list[Path]:
    """Write the programs into a folder, which is made when it is not there.

    Returns:
        Their paths.

    Raises:
        VBoardError: a program of that name is there that was not made here, or the folder cannot be written.
    """
    paths = [folder / name for name in _PROGRAMS]
    for path in paths:
        if (path.exists() or path.is_symlink()) and not is_stand_in(path):
            raise VBoardError(f"{path}: exists and is not vboard's; choose another folder or remove it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            path.write_text(_script(path.name), encoding="utf-8")
            path.chmod(0o755)
    except OSError as error:
        raise VBoardError(f"{error.filename or folder}: {error.strerror}") from error
    return paths


def _script(name: str) -> str:
    # An absolute path, but not that behind a virtual environment's link: it would lose the environment.
    python = shlex.quote(os.path.abspath(sys.executable))
    return f'#!/bin/sh\n# {STAND_IN.decode()}\nexec {python} -m vboard {name} "$@"\n'
