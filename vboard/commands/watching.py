"""Does something again whenever a file has changed: `vboard run --watch`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from vboard.errors import VBoardError

INTERVAL = 0.25
"""Seconds of the host between two looks. A file counts as written when two looks find it the same."""

State = dict[Path, tuple[int, int] | None]


def look(paths: Iterable[Path]) -> State:
    """Time of the last change (ns) and size of each file, None for one that is not there."""
    found: State = {}
    for path in paths:
        try:
            status = path.stat()
            found[path] = status.st_mtime_ns, status.st_size
        except OSError:
            found[path] = None
    return found


def wait_for_change(before: State, sleep: Callable[[float], None] = time.sleep) -> None:
    """Wait until the files are others than `before`, all of them there and no longer written to."""
    seen = look(before)
    while True:
        sleep(INTERVAL)
        now = look(before)
        if now == seen != before and None not in now.values():
            return
        seen = now


Note = Callable[[Iterable[Path]], None]
"""Tells which files an action reads, as soon as it knows."""


def repeat(action: Callable[[Note], None], wait: Callable[[State], None] = wait_for_change) -> None:
    """Do it, then again after each change of what it read, until Ctrl-C.

    Args:
        action: what to do; a failure is told, and does not end the repetition.
        wait: returns when files are no longer as they were.

    Raises:
        VBoardError: the first time failed before it was known what it reads.
    """
    state: State = {}

    def note(paths: Iterable[Path]) -> None:
        state.clear()
        state.update(look(paths))

    try:
        while True:
            try:
                action(note)
            except VBoardError as error:
                if not state:
                    raise
                sys.stdout.flush()
                print(f"vboard: {' '.join(str(error).split())}", file=sys.stderr)
            names = ", ".join(path.name for path in state)
            print(f"vboard: waiting for a change of {names}; Ctrl-C ends", file=sys.stderr, flush=True)
            wait(state)
    except KeyboardInterrupt:
        return
