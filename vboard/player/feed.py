"""Brings sound to a board's audio UART: when it listens, and a step of sound each step of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from vboard.engine.events import Event, UartLine
from vboard.player.sounds import STEP, STEP_BYTES, Sound

SETTLING = 10
"""Steps after its first line, or without any line after it listens, within which a firmware gets its sound
all the same."""

Lines = tuple[UartLine, UartLine] | None
"""The first and the last line of a console so far."""


def extend(lines: Lines, events: Sequence[Event]) -> Lines:
    """The same after some more events."""
    for event in events:
        if isinstance(event, UartLine):
            lines = (lines[0] if lines else event, event)
    return lines


class Listener(Protocol):
    """What a feed needs of a session."""

    @property
    def now(self) -> int:
        """Virtual time (ns)."""

    def is_receiving(self, path: str) -> bool:
        """Whether the guest has switched a UART's receiver on."""

    def feed(self, path: str, data: bytes) -> None:
        """Put bytes on the receive wire of a UART, now."""


class Feed:
    """One sound for one UART.

    Attributes:
        start: virtual time (ns) at which the sound began; None before.
    """

    def __init__(self, session: Listener, uart: str, sound: Sound) -> None:
        self._session = session
        self._uart = uart
        self._sound = sound
        self._listening_since: int | None = None
        self.start: int | None = None

    @property
    def what(self) -> str:
        """What the sound waits for, for messages."""
        return f"the receiver of the audio UART ({self._uart.rpartition('.')[2]})"

    @property
    def end(self) -> int | None:
        """Virtual time (ns) at which the sound ends; None before its start or where nobody knows."""
        if self.start is None or self._sound.duration is None:
            return None
        return self.start + self._sound.duration

    def step(self, lines: Lines) -> None:
        """Feed the sound of one `STEP`, if the board listens."""
        if self.start is None and self._is_ready(lines):
            self.start = self._session.now
        if self.start is not None:
            self._session.feed(self._uart, self._sound.read(STEP_BYTES))

    def _is_ready(self, lines: Lines) -> bool:
        """The receiver is on, and the firmware has said all that it says at its start."""
        now = self._session.now
        if not self._session.is_receiving(self._uart):
            self._listening_since = None
            return False
        if self._listening_since is None:
            self._listening_since = now
        if lines is None:
            return now - self._listening_since >= SETTLING * STEP
        first, last = lines
        return now - last.time >= STEP or now - first.time >= SETTLING * STEP
