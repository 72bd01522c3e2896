"""Accesses at which nothing acts, which a core tells of later: they need a line of the log, no more."""

from __future__ import annotations

import enum
import struct
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from vboard.builtin.machine.log import LaterEntries, LogLevel

_RECORD = struct.Struct("=QIIIIBB6x")
_MOST_TEXTS = 4096
_ROW, _ROW_PLACE = 4, 20
"""Where a record tells its row: as an item, and in bytes."""
_WRITE = 25
"""Where a record tells whether it was a write."""


class Telling(enum.IntEnum):
    """Who is told of an access; numbers as in `vboard/native/memory/empty_space.h`."""

    NOBODY = 0
    LATER = 1
    AT_ONCE = 2


class EmptyRange(NamedTuple):
    """Addresses at which nothing acts: `last` is inside, `value` is what is read."""

    start: int
    last: int
    value: int
    telling: Telling


class Access(NamedTuple):
    """An access of a core.

    Attributes:
        time: ns.
        pc: of the instruction.
        value: what was written, 0 of a read.
        row: number of the range.
        width: bytes.
        write: 1 of a write.
    """

    time: int
    pc: int
    address: int
    value: int
    row: int
    width: int
    write: int


class AccessReports:
    """What a core recorded, in order."""

    def __init__(self, records: bytes) -> None:
        self._records = records
        self.writes = records[_WRITE :: _RECORD.size].count(1)

    def __len__(self) -> int:
        return len(self._records) // _RECORD.size

    def each(self, first: int, end: int) -> Iterator[tuple[int, ...]]:
        """The accesses from `first` to the one before `end`, as plain tuples."""
        return _RECORD.iter_unpack(self._records[first * _RECORD.size : end * _RECORD.size])

    def runs(self, levels: list[LogLevel | None]) -> list[tuple[LogLevel, int, int]]:
        """Runs of accesses of one level: it, the first and the one behind the last; `levels` is by range."""
        row = self._only_row()
        level = levels[0] if row is None else levels[row]
        if row is not None or len(set(levels)) == 1:
            return [] if level is None else [(level, 0, len(self))]
        found: list[tuple[LogLevel, int, int]] = []
        for number, access in enumerate(self.each(0, len(self))):
            level = levels[access[_ROW]]
            if level is None:
                continue
            if found and found[-1][0] == level and found[-1][2] == number:
                found[-1] = level, found[-1][1], number + 1
            else:
                found.append((level, number, number + 1))
        return found

    def _only_row(self) -> int | None:
        """The row of all accesses; None: there are several."""
        row = self._records[_ROW_PLACE : _ROW_PLACE + 4]
        planes = (self._records[_ROW_PLACE + i :: _RECORD.size] for i in range(4))
        one = all(plane.count(row[i]) == len(self) for i, plane in enumerate(planes))
        return int.from_bytes(row, sys.byteorder) if one else None


class ReportTexts:
    """Entries of the log about recorded accesses.

    Args:
        text: the message about an access, by the name of the core. A loop reports the same accesses again:
            messages are kept.
    """

    def __init__(self, text: Callable[[str, Access], str]) -> None:
        self._text = text
        self._kept: dict[str, dict[tuple[int, ...], str]] = {}

    def entries(self, reports: AccessReports, core: str, first: int, end: int) -> LaterEntries:
        """Entries about the accesses from `first` to the one before `end`."""
        texts = self._kept.setdefault(core, {})

        def since(number: int) -> Iterator[tuple[int, str]]:
            for time, *access in reports.each(first + number, end):
                key = tuple(access)
                text = texts.get(key)
                if text is None:
                    if len(texts) > _MOST_TEXTS:
                        texts.clear()
                    text = texts[key] = self._text(core, Access(time, *access))
                yield time, text

        return LaterEntries(end - first, since)

    def forget(self) -> None:
        """Messages may be others from now on."""
        self._kept.clear()
