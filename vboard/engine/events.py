"""What happens on a board, as both engines report it."""

from __future__ import annotations

from dataclasses import dataclass

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
class LogMessage:
    """A warning or an error of the engine's log (virtual ns)."""

    time: int
    level: str
    text: str


Event = UartLine | LedChange | LogMessage


def decode(data: bytes) -> str:
    """Text of transmitted bytes; what is no UTF-8 and what would move a cursor shows as `\\xNN`."""
    text = data.decode("utf-8", errors="backslashreplace")
    return "".join(c if c == "\t" or c.isprintable() else f"\\x{ord(c):02x}" for c in text)
