"""Writes what a user does as a script that does it again at the same virtual times."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vboard.engine.interaction import Timed
from vboard.errors import VBoardError

_NOT_REPLAYED = frozenset({"start", "s", "pause", "p", "quit", "q"})
"""Time passes in a replay by `RunFor` alone."""


def check_recordable(path: Path) -> None:
    """Refuse a file that cannot be written, before anything runs; what is in it stays.

    Raises:
        VBoardError: the file cannot be written.
    """
    try:
        path.open("a", encoding="utf-8").close()
    except OSError as error:
        raise VBoardError(f"{path}: cannot write: {error.strerror}") from error


class Recorder:
    """Appends to a `.resc` file, line by line, so that a crash loses nothing."""

    def __init__(self, path: Path, setup: Sequence[str] = ()) -> None:
        """Begin the file with the commands that were run before.

        Raises:
            VBoardError: the file cannot be written.
        """
        try:
            self._file = path.open("w", encoding="utf-8")
        except OSError as error:
            raise VBoardError(f"{path}: cannot write: {error.strerror}") from error
        self._time = 0
        self._write(":name: Recorded session", *setup)

    def _write(self, *lines: str) -> None:
        self._file.writelines(f"{line}\n" for line in lines)
        self._file.flush()

    def pass_time(self, now: int) -> None:
        """Write the time that has passed since the last line."""
        if now > self._time:
            passed = now - self._time
            self._write(f'emulation RunFor "{passed // 10**9}.{passed % 10**9:09}"')
        self._time = now

    def command(self, line: str, time: Timed) -> None:
        """Write a command that was run just now; call `pass_time` before it ran."""
        if line.split(maxsplit=1)[0] in _NOT_REPLAYED:
            return
        self._write(line)
        if time.started:
            self._write("pause")  # RunFor refuses to run a started emulation
        self._time = time.now

    def action(self, line: str, time: Timed) -> None:
        """Write what a key did (a button, a character for a UART)."""
        self.pass_time(time.now)
        self._write(line)

    def close(self, now: int) -> None:
        """Let the rest of the time pass and close the file."""
        self.pass_time(now)
        self._file.close()
