"""The log tester behind `Wait For Log Entry` and `Should Not Be In Log`. Times are virtual."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogEntry, LogLevel
from vboard.builtin.terminals.failing_strings import FailingStrings
from vboard.builtin.terminals.pattern import Pattern
from vboard.builtin.terminals.waiting import milliseconds, wait

MOST_ENTRIES = 1_000_000
"""Entries that a tester keeps by default."""


@dataclass(frozen=True)
class LogMatch:
    """The text of an entry, `source: message`, and whether a failing string matched it."""

    text: str
    is_failing_string: bool = False


@dataclass(frozen=True)
class _Wanted:
    pattern: Pattern
    level: LogLevel | None

    def matches(self, entry: LogEntry) -> bool:
        return self.level in (None, entry.level) and self.pattern.search(entry.text) is not None


class LogTester:
    """Keeps log entries and waits for one. Register `take` as a sink of the emulation's log.

    Args:
        emulation: runs while a wait lasts.
        default_timeout: of the waits, seconds.
        most: how many entries are kept, the newest.

    Attributes:
        failing: strings that end every wait at an entry with one of them in it.
    """

    def __init__(self, emulation: Emulation, default_timeout: float, most: int = MOST_ENTRIES) -> None:
        self.default_timeout = default_timeout
        self._emulation = emulation
        self._entries: deque[LogEntry] = deque(maxlen=max(most, 0))
        self.failing = FailingStrings()
        self._wanted: _Wanted | None = None
        self._triggered = False

    def take(self, entry: LogEntry) -> None:
        """Take one entry."""
        self._entries.append(entry)
        if self._wanted is None or self._triggered:
            return
        if self._is_failing(entry) or self._wanted.matches(entry):
            self._triggered = True
            self._emulation.request_stop()

    def move_to(self, emulation: Emulation) -> None:
        """Wait in another emulation from now on; the entries stay."""
        self._emulation = emulation

    def wait_for_entry(
        self,
        text: str,
        timeout: float | None = None,
        keep: bool = False,
        regex: bool = False,
        pause: bool = False,
        level: LogLevel | None = None,
    ) -> LogMatch | None:
        """Wait for an entry with `text` in it; entries that are already there count.

        Args:
            text: substring or regular expression, searched in `source: message`.
            timeout: seconds; 0 only looks at what is there.
            keep: leave the entries; otherwise the match and all before it are dropped.
            regex: `text` is a .NET regular expression.
            pause: pause the emulation where the wait ends, also at the timeout.
            level: only entries of this level.

        Returns:
            The match (also of a failing string), or None after the timeout.
        """
        seconds = self.default_timeout if timeout is None else timeout
        wanted = _Wanted(Pattern(text, regex), level)
        index = self._find(wanted)
        if index is None and seconds > 0:
            self._wanted, self._triggered = wanted, False
            self._emulation.log.waiting += 1
            try:
                wait(self._emulation, milliseconds(seconds), lambda: self._triggered)
            finally:
                self._emulation.log.waiting -= 1
                self._wanted = None
            if pause:
                self._emulation.started = False
            index = self._find(wanted)
        if index is None:
            return None
        match = LogMatch(self._entries[index].text, self._is_failing(self._entries[index]))
        if not keep:
            for _ in range(index + 1):
                self._entries.popleft()
        return match

    def buffered(self) -> list[str]:
        """Texts of the entries that no match has consumed."""
        return [entry.text for entry in self._entries]

    def clear(self) -> None:
        """Forget all entries."""
        self._entries.clear()

    def _find(self, wanted: _Wanted) -> int | None:
        """Index of the first entry with a failing string, else of the first wanted one."""
        for test in (self._is_failing, wanted.matches):
            for index, entry in enumerate(self._entries):
                if test(entry):
                    return index
        return None

    def _is_failing(self, entry: LogEntry) -> bool:
        return self.failing.match(entry.text)
