"""The emulation's log: entries of (level, source, message), as Renode writes them."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass


class LogLevel(enum.IntEnum):
    """Renode's log levels with the numbers that `logLevel` takes; scripts use its spelling."""

    NOISY = -1
    DEBUG = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    Noisy = NOISY
    Debug = DEBUG
    Info = INFO
    Warning = WARNING
    Error = ERROR


RENODE_FAULT = "Renode 1.16.1 fails here: "
"""How a warning begins that tells of a fault of Renode's own: the engine does what the manual says."""


def renode_fault(what: str) -> str:
    """Message of a warning (level WARNING) about a place where Renode 1.16.1 itself fails.

    Args:
        what: what Renode does there, e.g. `a write to DR throws NullReferenceException`.
    """
    return RENODE_FAULT + what


@dataclass(frozen=True)
class LogEntry:
    """One entry; `time` is virtual, in nanoseconds; `source` has no `sysbus.` prefix."""

    time: int
    level: LogLevel
    source: str
    message: str

    @property
    def text(self) -> str:
        """`source: message`, which is what log testers match against."""
        return f"{self.source}: {self.message}"


class Log:
    """Distributes entries to sinks and keeps levels, global and by source."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self.sinks: list[Callable[[LogEntry], None]] = []
        self.level = LogLevel.INFO
        self.source_levels: dict[str, LogLevel] = {}

    def write(self, level: LogLevel, source: str, message: str) -> None:
        """Write one entry if `level` reaches the level of `source`."""
        source = source.removeprefix("sysbus.")
        if level < self.source_levels.get(source, self.level):
            return
        entry = LogEntry(self._now(), level, source, message)
        for sink in tuple(self.sinks):
            sink(entry)
