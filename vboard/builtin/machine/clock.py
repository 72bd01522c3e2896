"""Virtual time: an injected clock with an ordered event queue.

Time is an integer number of nanoseconds (Renode's tick). Nothing here reads the host's clock.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.native.core import Clock, Event

NANOSECONDS = 1_000_000_000

__all__ = ["NANOSECONDS", "Event", "VirtualClock"]


class VirtualClock(Clock):
    """Virtual clock of one emulation.

    `now` is exact to the instruction that a core executes, also inside a register access; events of the
    same time run in the order in which they were scheduled.
    """

    def __init__(self) -> None:
        self.running = False
        """Whether time passes: the emulation is started or a run is in progress (set by it)."""
        self._deferred: list[Callable[[], None]] = []

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
