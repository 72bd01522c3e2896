"""What the monitor keeps of the log: the newest entries, and files that it is written to."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from vboard.builtin.machine.log import Log, LogEntry, LogLevel, Take
from vboard.builtin.sequenced_file import move_away
from vboard.builtin.terminals.log_file import LogFile, format_entry

FILE = "file"
"""Name of the backend behind `logFile`."""


class LogBook:
    """The log of one monitor's emulations.

    Attributes:
        KEPT: number of entries that `lastLog` can show, as in Renode.
        backends: further receivers by name, which follow the monitor to each new emulation.
    """

    KEPT = 1000

    def __init__(self) -> None:
        self._log: Log | None = None
        self._history: deque[LogEntry] = deque(maxlen=self.KEPT)
        self._file: LogFile | None = None
        self.backends: dict[str, Take] = {}

    def follow(self, log: Log) -> None:
        """Go on with another emulation's log, whose levels are the default ones."""
        self._log = log
        log.histories.append(self._history)
        for name, take in self.backends.items():
            log.add_backend(name, take)

    def add(self, name: str, take: Take) -> None:
        """Send entries to `take` from now on; a backend of the same name is replaced."""
        self.backends[name] = take
        if self._log is not None:
            self._log.add_backend(name, take)

    def remove(self, name: str) -> None:
        """Undo `add`."""
        self.backends.pop(name, None)
        if self._log is not None:
            self._log.remove_backend(name)

    def recent(self, count: int) -> list[str]:
        """The newest `count` entries as texts; none for a negative number."""
        entries = list(self._history)
        return [format_entry(entry) for entry in entries[max(0, len(entries) - max(0, count)) :]]

    def write_to(self, path: str, flush: bool) -> None:
        """Write the log to a file from now on; an older one of that name is kept. Raises OSError."""
        self.close()
        moved = move_away(Path(path))
        if moved is not None and self._log is not None:
            self._log.write(LogLevel.INFO, "", f"Old file {path} moved to {moved}")
        self._file = LogFile(Path(path), flush)
        self.add(FILE, self._file.take)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self.remove(FILE)
            self._file.close()
            self._file = None
