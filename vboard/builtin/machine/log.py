"""The emulation's log: entries of (level, source, message), as Renode writes them."""

from __future__ import annotations

import enum
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


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


class LogEntry(NamedTuple):
    """One entry; `time` is virtual, in nanoseconds; `source` has no `sysbus.` prefix.

    `machine` names the machine of the source where the emulation has several, else it is empty.
    """

    time: int
    level: LogLevel
    source: str
    message: str
    machine: str = ""

    @property
    def text(self) -> str:
        """`source: message`, which is what log testers match against."""
        return f"{self.source}: {self.message}"


@dataclass(frozen=True)
class LaterEntries:
    """Entries about what happened before now, made when somebody reads them.

    Attributes:
        count: how many there are.
        since: times (ns) and messages from a number on.
    """

    count: int
    since: Callable[[int], Iterator[tuple[int, str]]]


Take = Callable[[LogEntry], None]
MEMORY = "memory"
"""The backend that is always there; plain sinks have its levels."""


@dataclass
class LogBackend:
    """Something that entries go to.

    Attributes:
        name: as `logLevel` shows it.
        take: takes an entry.
        level: lowest level that it takes, of sources without a level of their own.
        sources: levels of single sources, by `machine:source`.
    """

    name: str
    take: Take
    level: LogLevel = LogLevel.INFO
    sources: dict[str, LogLevel] = field(default_factory=dict)

    def wants(self, level: LogLevel, key: str) -> bool:
        """Whether an entry of a level reaches the source's."""
        return level >= self.sources.get(key, self.level)


class Log:
    """Distributes entries to backends, each with levels of its own.

    Attributes:
        sinks: get what reaches the levels of the backend `memory`.
        histories: the same for those who keep the newest entries alone.
        waiting: how many wait for an entry: the next one is wanted at once.
        several_machines: tells whether entries have to name machines.
    """

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self.sinks: list[Take] = []
        self.histories: list[deque[LogEntry]] = []
        self.waiting = 0
        self.several_machines: Callable[[], bool] = lambda: False
        self.backends = {MEMORY: LogBackend(MEMORY, self._to_sinks)}

    def add_backend(self, name: str, take: Take) -> LogBackend:
        """Add a backend; one of the same name is replaced."""
        self.backends[name] = LogBackend(name, take)
        return self.backends[name]

    def remove_backend(self, name: str) -> None:
        """Remove a backend, if it is there."""
        self.backends.pop(name, None)

    def write(self, level: LogLevel, source: str, message: str, machine: str = "") -> None:
        """Write one entry where its level is wanted."""
        key = f"{machine}:{source}"
        wanting = [backend for backend in self.backends.values() if backend.wants(level, key)]
        if not wanting:
            return
        shown = machine if self.several_machines() else ""
        entry = LogEntry(self._now(), level, source.removeprefix("sysbus."), message, shown)
        for backend in wanting:
            backend.take(entry)

    def write_later(self, level: LogLevel, source: str, entries: LaterEntries, machine: str = "") -> None:
        """Write entries of the past, one level and source, in the order of their times.

        Of what only a history keeps the older ones are never made.
        """
        key = f"{machine}:{source}"
        wanting = [backend for backend in self.backends.values() if backend.wants(level, key)]
        takes = [backend.take for backend in wanting if backend.name != MEMORY]
        histories: list[deque[LogEntry]] = []
        if len(takes) < len(wanting):
            takes += self.sinks
            histories = self.histories
        first = 0 if takes else entries.count - max((_length(each) for each in histories), default=0)
        shown = machine if self.several_machines() else ""
        name = source.removeprefix("sysbus.")
        for time, message in entries.since(max(0, first)):
            entry = LogEntry(time, level, name, message, shown)
            for history in histories:
                history.append(entry)
            for take in takes:
                take(entry)

    def is_wanted(self, level: LogLevel, source: str, machine: str = "") -> bool:
        """Whether anybody takes an entry of a level."""
        key = f"{machine}:{source}"
        return any(backend.wants(level, key) for backend in self.backends.values())

    def _to_sinks(self, entry: LogEntry) -> None:
        for history in self.histories:
            history.append(entry)
        for sink in tuple(self.sinks):
            sink(entry)


def _length(history: deque[LogEntry]) -> int:
    """How many entries a history keeps, of an unlimited one more than there ever are."""
    return sys.maxsize if history.maxlen is None else history.maxlen
