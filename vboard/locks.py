"""Folders that one process at a time may change."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vboard.errors import VBoardError
from vboard.paths import shown


@contextmanager
def exclusive(folder: Path, busy: str = "") -> Iterator[None]:
    """Keep others out of a folder that exists, in this process and in all others of the machine.

    Windows cannot lock a folder: there nobody waits.

    Args:
        busy: what to tell when another is in it; empty: wait for its end.

    Raises:
        VBoardError: `busy`.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (fcntl.LOCK_NB if busy else 0))
        except BlockingIOError as error:
            raise VBoardError(f"{shown(folder.resolve())}: {busy}") from error
        yield
    finally:
        os.close(descriptor)
