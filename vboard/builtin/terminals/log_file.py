"""Writes log entries to a file, with virtual time where Renode has the host's."""

from __future__ import annotations

import functools
from pathlib import Path

from vboard.builtin.machine.log import LogEntry, LogLevel

_TICK = 100_000
"""What is shown of a time, ns."""


def format_entry(entry: LogEntry) -> str:
    """An entry as text: `HH:MM:SS.ffff [LEVEL] source: text`; a script's entry has no source.

    Further lines of a message are indented.
    """
    return _head(entry.time // _TICK, entry.level) + format_message(entry)


@functools.lru_cache(maxsize=64)
def _head(ticks: int, level: LogLevel) -> str:
    """Time and level: entries that follow each other often have the same."""
    seconds, fraction = divmod(ticks, 10_000)
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds % 60:02d}.{fraction:04d} [{level.name}] "


def format_message(entry: LogEntry) -> str:
    """Source and message; the machine's name is there when there are several."""
    machine = f"{entry.machine}/" if entry.machine and entry.source else ""
    source = f"{machine}{entry.source}: " if entry.source else ""
    return source + entry.message.replace("\n", "\n    ")


class LogFile:
    """A sink of the emulation's log.

    Args:
        path: created or emptied.
        flush: write every entry through.

    Raises:
        OSError: the file cannot be written.
    """

    def __init__(self, path: Path, flush: bool = False) -> None:
        self._flush = flush
        self._file = path.open("w+", encoding="utf-8")

    def take(self, entry: LogEntry) -> None:
        """Write one entry."""
        self._file.write(format_entry(entry) + "\n")
        if self._flush:
            self._file.flush()

    def contents(self) -> str:
        """Everything written so far."""
        self._file.flush()
        self._file.seek(0)
        return self._file.read()

    def clear(self) -> None:
        """Empty the file."""
        self._file.seek(0)
        self._file.truncate()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
