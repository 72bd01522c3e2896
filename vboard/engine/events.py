"""What happens on a board, as both engines report it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import sub

MILLISECOND = 1_000_000
SECOND = 1_000_000_000


@dataclass(frozen=True)
class UartLine:
    """A line that a guest transmitted; `time` is that of the byte that ended it (virtual ns)."""

    time: int
    uart: str
    text: str


@dataclass(frozen=True)
class LedChange:
    """A LED went on or off (virtual ns). The first change of a LED gives its state at the start."""

    time: int
    led: str
    on: bool


@dataclass(frozen=True)
class LedChanges:
    """Several changes of a LED in a row, each to the opposite of the one before; `on` is the first's.

    `times` are virtual ns.
    """

    times: Sequence[int]
    led: str
    on: bool

    @property
    def time(self) -> int:
        """Time of the first change."""
        return self.times[0]

    def each(self) -> Iterator[LedChange]:
        """The changes one by one."""
        for i, time in enumerate(self.times):
            yield LedChange(time, self.led, self.on != bool(i & 1))


@dataclass(frozen=True)
class LogMessage:
    """An entry of the engine's log (virtual ns); which there are is up to `logLevel` in the scripts.

    Attributes:
        level: `noisy`, `debug`, `info`, `warning` or `error`.
    """

    time: int
    level: str
    text: str

    @property
    def is_problem(self) -> bool:
        """Whether it is a warning or an error."""
        return self.level in ("warning", "error")


Event = UartLine | LedChange | LedChanges | LogMessage


def led_changes(events: Iterable[Event], led: str) -> Iterator[LedChange]:
    """The changes of a LED one by one."""
    for event in events:
        if isinstance(event, LedChanges) and event.led == led:
            yield from event.each()
        elif isinstance(event, LedChange) and event.led == led:
            yield event


class LedTimes:
    """When a LED went on and off, for sums over many changes.

    Attributes:
        observed: whether anything is known.
        starts_on: the state at the start.
        count: changes after that.
        edges: times (ns); the LED is on from the first to the second, and so on.
    """

    def __init__(self, events: Iterable[Event], led: str) -> None:
        self.edges = array("Q")
        self.observed = self.starts_on = False
        on, seen = False, 0
        for event in events:
            if not isinstance(event, LedChange | LedChanges) or event.led != led:
                continue
            times = event.times if isinstance(event, LedChanges) else (event.time,)
            if not self.observed:
                self.observed, self.starts_on = True, event.on
            seen += len(times)
            self.edges.extend(times if event.on != on else times[1:])
            on = bool(len(self.edges) & 1)
        self.count = max(seen - 1, 0)

    def lit(self, start: int, end: int) -> int:
        """Time (ns) for which the LED was on within [start, end)."""
        first, last = bisect_left(self.edges, start), bisect_left(self.edges, end)
        part = self.edges[first:last]
        ons, offs = part[first & 1 :: 2], part[1 - (first & 1) :: 2]
        return sum(offs) - sum(ons) + end * (last & 1) - start * (first & 1)

    def changes(self, start: int, end: int) -> int:
        """Number of changes within (start, end)."""
        return bisect_left(self.edges, end) - bisect_right(self.edges, start)

    def longest(self, end: int) -> tuple[int, int]:
        """Begin and length (ns) of the first of the longest times for which the LED was on up to `end`."""
        ons, offs = self.edges[0::2], self.edges[1::2]
        if len(ons) > len(offs):
            offs.append(end)
        lengths = list(map(sub, offs, ons))
        length = max(lengths)
        return ons[lengths.index(length)], length


def decode(data: bytes) -> str:
    """Text of transmitted bytes; what is no UTF-8 and what would move a cursor shows as `\\xNN`."""
    text = data.decode("utf-8", errors="backslashreplace")
    return "".join(c if c == "\t" or c.isprintable() else f"\\x{ord(c):02x}" for c in text)
