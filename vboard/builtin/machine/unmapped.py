"""Accesses that no peripheral takes: what they read, and what is reported of them."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace

from vboard.builtin.machine.access_reports import Access, AccessReports, EmptyRange, ReportTexts, Telling
from vboard.builtin.machine.log import LaterEntries, LogLevel

WIDTH_NAMES = {1: "Byte", 2: "Word", 4: "DoubleWord", 8: "QuadWord"}

_TOP = 1 << 32
_SUBTAG = "Currently subtag has to be completely contained in other tag."


class UnhandledAccessBehaviour(enum.Enum):
    """What is reported of accesses that no peripheral takes."""

    Report = 0
    ReportIfTagged = 1
    ReportIfNotTagged = 2
    DoNotReport = 3


@dataclass(frozen=True)
class Tag:
    """A named address range without a model that reads a constant.

    Attributes:
        pausing: an access pauses the machine.
        silent: accesses are logged at level Debug.
        overrides: it also answers for a peripheral that is there.
    """

    start: int
    end: int
    name: str
    value: int
    pausing: bool = False
    silent: bool = False
    overrides: bool = False


class Unmapped:
    """Tags, silenced ranges and reports of one bus.

    Args:
        log: writes to the log in the bus's name.
        log_later: the same of what happened before; see `Log.write_later`.
        is_logged: tells whether anybody takes an entry of a level.

    Attributes:
        behaviour: what is reported.
        counts: numbers of accesses by kind, `Read` and `Write`.
        pause: pauses the machine at a pausing tag.
        ranges: what a core sees where nothing is mapped, in order; see `find_ranges`.
    """

    def __init__(
        self,
        log: Callable[[LogLevel, str], None],
        is_logged: Callable[[LogLevel], bool],
        log_later: Callable[[LogLevel, LaterEntries], None],
    ) -> None:
        self._log = log
        self._is_logged = is_logged
        self._log_later = log_later
        self.ranges: list[EmptyRange] = []
        self._tag_of_range: list[Tag | None] = []
        self._texts = ReportTexts(self._text_of)
        self._tags: list[Tag] = []
        self._silenced: list[tuple[int, int]] = []
        self.overriding: list[Tag] = []
        self.behaviour = UnhandledAccessBehaviour.Report
        self.counts = {"Read": 0, "Write": 0}
        self.pause: Callable[[], None] = lambda: None

    def add(self, tag: Tag) -> None:
        """Name a range; within another tag it is a part of that one, which keeps the rest.

        Raises:
            ValueError: it is partly in another tag, or in several.
        """
        others = [other for other in self._tags if other.start < tag.end and tag.start < other.end]
        if len(others) > 1:
            names = ", ".join(other.name for other in others)
            raise ValueError(f"{_SUBTAG} Given one intersects with tags: {names}")
        for outer in others:
            if not (outer.start <= tag.start and tag.end <= outer.end):
                raise ValueError(f"{_SUBTAG[:-1]}, in this case {outer.name}.")
            self._tags.remove(outer)
            rests = replace(outer, end=tag.start), replace(outer, start=tag.end)
            self._tags += [rest for rest in rests if rest.start < rest.end]
            tag = replace(tag, name=f"{outer.name}->{tag.name}")
        self._tags.append(tag)
        self._find_overriding()

    def remove(self, address: int) -> bool:
        """Remove the tags that hold `address`; tells whether there were any."""
        kept = [tag for tag in self._tags if not tag.start <= address < tag.end]
        removed = len(kept) < len(self._tags)
        self._tags = kept
        self._find_overriding()
        return removed

    def _find_overriding(self) -> None:
        self.overriding = [tag for tag in self._tags if tag.overrides]

    def silence(self, start: int, end: int) -> None:
        """Stop reports of accesses in [start, end]."""
        self._silenced.append((start, end))

    def overrides(self, address: int) -> bool:
        """Whether a tag answers for the peripheral at `address`."""
        return any(tag.start <= address < tag.end for tag in self.overriding)

    def access(self, kind: str, address: int, width: int, value: int | None, where: Callable[[], str]) -> int:
        """Report an access; returns what a read reads.

        Args:
            kind: `Read` or `Write`.
            address: the address.
            width: bytes.
            value: what is written, None for a read.
            where: tells core and PC in brackets with a space behind them, or nothing.
        """
        tag = self._tag_at(address)
        result = tag.value & ((1 << 8 * width) - 1) if tag is not None else 0
        for start, end in self._silenced:
            if start <= address <= end:
                return result
        self.counts[kind] += 1
        if tag is not None and tag.pausing:
            self.pause()
        level = self._level(tag)
        if level is not None:
            self._log(level, where() + _text(kind, address, width, value, tag, result))
        return result

    def _level(self, tag: Tag | None) -> LogLevel | None:
        """Level of a report, None where nobody reads it."""
        if self._is_quiet(tag):
            return None
        level = LogLevel.DEBUG if tag is not None and tag.silent else LogLevel.WARNING
        return level if self._is_logged(level) else None

    # -- what cores do by themselves ----------------------------------------------------------

    def find_ranges(self) -> None:
        """Bring `ranges` up to date: all addresses of a core, cut where tags and silence begin and end."""
        cuts = {0, _TOP}
        for tag in self._tags:
            cuts |= {tag.start, tag.end}
        for start, end in self._silenced:
            cuts |= {start, end + 1}
        edges = sorted(cut for cut in cuts if cut <= _TOP)
        self.ranges, self._tag_of_range = [], []
        self._texts.forget()
        for start, end in itertools.pairwise(edges):
            here = self._tag_at(start)
            telling = Telling.LATER
            if any(first <= start <= last for first, last in self._silenced):
                telling = Telling.NOBODY
            elif here is not None and here.pausing:
                telling = Telling.AT_ONCE
            value = here.value & 0xFFFF_FFFF if here is not None else 0
            self.ranges.append(EmptyRange(start, end - 1, value, telling))
            self._tag_of_range.append(here)

    def report(self, records: bytes, core: str) -> None:
        """Count and log what a core recorded.

        Args:
            records: as `AccessReports` takes them.
            core: the core's name.
        """
        reports = AccessReports(records)
        self.counts["Read"] += len(reports) - reports.writes
        self.counts["Write"] += reports.writes
        levels = [self._level(tag) for tag in self._tag_of_range]
        for level, first, end in reports.runs(levels):
            self._log_later(level, self._texts.entries(reports, core, first, end))

    def _text_of(self, core: str, access: Access) -> str:
        kind, value = ("Write", access.value) if access.write else ("Read", None)
        result = self.ranges[access.row].value & ((1 << 8 * access.width) - 1)
        tag = self._tag_of_range[access.row]
        where = f"[{core}: 0x{access.pc:X}] "
        return where + _text(kind, access.address, access.width, value, tag, result)

    def _tag_at(self, address: int) -> Tag | None:
        for tag in self._tags:  # a generator would take longer than all tags
            if tag.start <= address < tag.end:
                return tag
        return None

    def _is_quiet(self, tag: Tag | None) -> bool:
        if self.behaviour is UnhandledAccessBehaviour.ReportIfTagged:
            return tag is None
        if self.behaviour is UnhandledAccessBehaviour.ReportIfNotTagged:
            return tag is not None
        return self.behaviour is UnhandledAccessBehaviour.DoNotReport


def _text(kind: str, address: int, width: int, value: int | None, tag: Tag | None, result: int) -> str:
    name = f"(tag: '{tag.name}') " if tag is not None else ""
    what = "overriding tag" if tag is not None and tag.overrides else "non existing peripheral"
    direction = "from" if kind == "Read" else "to"
    end = "."
    if value is not None:
        end = f", value 0x{value:X}."
    elif tag is not None:
        end = f", returning 0x{result:0{2 * width}X}."
    return f"{name}{kind}{WIDTH_NAMES[width]} {direction} {what} at 0x{address:X}{end}"
