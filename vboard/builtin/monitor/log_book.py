"""What the monitor keeps of the log: the newest entries, and files that it is written to."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from vboard.builtin.machine.log import Log, LogEntry
from vboard.builtin.terminals.log_file import LogFile, format_entry

_KEPT = 10_000


class LogBook:
    """The log of one monitor's emulation."""

    def __init__(self) -> None:
        self._log: Log | None = None
        self._history: deque[LogEntry] = deque(maxlen=_KEPT)
        self._files: list[LogFile] = []

    def follow(self, log: Log) -> None:
        """Keep the entries of another emulation's log from now on."""
        self._history.clear()
        self._log = log
        log.sinks.append(self._history.append)

    def recent(self, count: int) -> list[str]:
        """The newest `count` entries as lines."""
        entries = list(self._history)
        return [format_entry(entry) for entry in entries[max(0, len(entries) - count) :]]

    def write_to(self, path: str, flush: bool) -> None:
        """Write the log to a file until the emulation ends. Raises OSError."""
        assert self._log is not None
        file = LogFile(Path(path), flush)
        self._files.append(file)
        self._log.sinks.append(file.take)

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()
        self._files.clear()
