"""Virtual time: an injected clock with an ordered event queue.

Time is an integer number of nanoseconds (Renode's tick). Nothing here reads the host's clock.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field

NANOSECONDS = 1_000_000_000


@dataclass(order=True)
class Event:
    """A scheduled call; events of the same time run in the order in which they were scheduled."""

    at: int
    order: int
    action: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Make the event do nothing when its time comes."""
        self.cancelled = True


class VirtualClock:
    """Virtual clock of one emulation.

    The run loop moves the clock with `advance_to`; while a core executes, `time_source` (set by
    the run loop) tells the exact time of the current instruction, so that `now` is right inside a
    register access.
    """

    def __init__(self) -> None:
        self._now = 0
        self._order = 0
        self._queue: list[Event] = []
        self.time_source: Callable[[], int] | None = None
        self.on_schedule: Callable[[int], None] | None = None
        self.running = False
        """Whether time passes: the emulation is started or a run is in progress (set by it)."""
        self._deferred: list[Callable[[], None]] = []

    @property
    def now(self) -> int:
        """Virtual time in nanoseconds since the emulation was created."""
        return self._now if self.time_source is None else max(self._now, self.time_source())

    def schedule(self, at: int, action: Callable[[], None]) -> Event:
        """Call `action` when the clock reaches `at` (ns; the past means as soon as possible)."""
        self._order += 1
        event = Event(max(at, self._now), self._order, action)
        heapq.heappush(self._queue, event)
        if self.on_schedule is not None:
            self.on_schedule(event.at)
        return event

    def schedule_in(self, delay: int, action: Callable[[], None]) -> Event:
        """Call `action` `delay` nanoseconds from now."""
        return self.schedule(self.now + delay, action)

    def when_running(self, action: Callable[[], None]) -> None:
        """Call `action` now, or when time next advances if the emulation is paused."""
        if self.running:
            self._run_deferred()
            action()
            return
        self._deferred.append(action)
        if len(self._deferred) == 1:
            self.schedule(self.now, self._run_deferred)

    def _run_deferred(self) -> None:
        deferred, self._deferred = self._deferred, []
        for action in deferred:
            action()

    def next_event(self) -> int | None:
        """Return the time of the earliest live event, or None."""
        while self._queue and self._queue[0].cancelled:
            heapq.heappop(self._queue)
        return self._queue[0].at if self._queue else None

    def advance_to(self, time: int) -> None:
        """Move to `time`, running the events that are due, each at its own time."""
        while True:
            at = self.next_event()
            if at is None or at > time:
                break
            event = heapq.heappop(self._queue)
            self._now = max(self._now, event.at)
            event.action()
        self._now = max(self._now, time)
