"""Sound that is fed as virtual time passes, whoever lets it pass: a debugger, a person at a monitor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from vboard.engine.events import Event
from vboard.player.feed import Feed, Lines, Listener, extend
from vboard.player.sounds import STEP, Sound


class Scheduler(Listener, Protocol):
    """What can be listened to, and calls back as time passes."""

    def schedule_in(self, duration: int, action: Callable[[], None]) -> None:
        """Call `action` after `duration` ns of virtual time."""


class ClockedFeed:
    """Feeds a UART from now on; it begins when the firmware listens."""

    def __init__(self, session: Scheduler, uart: str, sound: Sound) -> None:
        self._session = session
        self._feed = Feed(session, uart, sound)
        self._lines: Lines = None
        self._ended = False
        self._step()

    def note(self, events: Sequence[Event]) -> None:
        """Note lines of the console, which tell when the firmware listens."""
        self._lines = extend(self._lines, events)

    def end(self) -> None:
        """Feed no more."""
        self._ended = True

    def _step(self) -> None:
        if not self._ended:
            self._feed.step(self._lines)
            self._session.schedule_in(STEP, self._step)
