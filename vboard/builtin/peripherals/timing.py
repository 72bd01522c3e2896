"""LimitTimer: the counter with a limit that timer models are built on.

Renode's `Timers.LimitTimer` in integer arithmetic. With effective frequency f = frequency // divider
(a division without remainder, as in Renode) the counter takes its n-th step at the first nanosecond t
with (t - start) * f >= n * 10**9; the fraction is carried, so periods do not drift.
"""

from __future__ import annotations

import enum
from collections.abc import Callable

from vboard.builtin.machine.alarm import MOST_RATE, MOST_STEPS, Alarm, FlagSetting, Leg
from vboard.builtin.machine.clock import NANOSECONDS, VirtualClock
from vboard.builtin.machine.device_register import Count


class Direction(enum.Enum):
    """Counting direction."""

    ASCENDING = enum.auto()
    DESCENDING = enum.auto()


class LimitTimer:
    """A counter from 0 to `limit` (ascending) or from `limit` to 0, calling `reached` at the end.

    Reaching the limit reloads the counter at once, so the period is `limit` steps. A counter put
    at or behind its limit reaches it at once.
    """

    def __init__(
        self,
        clock: VirtualClock,
        frequency: int,
        limit: int,
        reached: Callable[[], None],
        direction: Direction = Direction.DESCENDING,
        one_shot: bool = False,
        divider: int = 1,
        reload_on_limit: bool = False,
        flags: Callable[[], tuple[FlagSetting, ...] | None] | None = None,
    ) -> None:
        """Create a stopped timer.

        Args:
            frequency: Hz, before the divider.
            reload_on_limit: whether setting `limit` restarts the count.
            flags: what `reached` does, as long as it only sets flags; None for more than that. When the
                answer changes by something else than the timer, the model calls `settings_changed`.

        Raises:
            ValueError: `frequency`, `limit` or `divider` is 0.
        """
        for name, value in (("Limit", limit), ("Divider", divider), ("Frequency", frequency)):
            if value <= 0:
                raise ValueError(f"{name} must be greater than 0")
        self._clock = clock
        self._reached = reached
        self._initial = (frequency, limit, direction, one_shot, divider)
        self._reload_on_limit = reload_on_limit
        self._flags = flags
        self._alarm = Alarm(clock, self._on_event)
        self._steady = False  # nothing was set since the last event
        self._origin = 0  # ns at which _value and _phase were valid
        self._phase = 0  # part of a step done, in 1/10**9
        self._busy = False
        self._load_initial()

    def _load_initial(self) -> None:
        self._frequency, self._limit, self._direction, self._one_shot, self._divider = self._initial
        self._enabled = False
        self._value = self._start_value()
        self._phase = 0

    def _start_value(self) -> int:
        return 0 if self._direction is Direction.ASCENDING else self._limit

    def reset(self) -> None:
        """Return to the state after creation: stopped."""
        self._load_initial()
        self._schedule()

    @property
    def value(self) -> int:
        """Current count."""
        self._run()
        return self._value

    @value.setter
    def value(self, value: int) -> None:
        self._run()
        self._value = value
        self._settle()

    def count(self) -> Count:
        """The count as it goes on until the limit is reached or something is set."""
        self._run()
        rate = self._rate() if self._enabled else 0
        down = self._direction is Direction.DESCENDING
        return Count(self._value, self._origin, self._phase, rate, down=down)

    def restart(self) -> None:
        """Put the count at the beginning of a period."""
        self.value = self._start_value()

    @property
    def reload_on_limit(self) -> bool:
        """Whether setting `limit` restarts the count."""
        return self._reload_on_limit

    @property
    def limit(self) -> int:
        """Steps of a period."""
        return self._limit

    @limit.setter
    def limit(self, limit: int) -> None:
        self._run()
        self._limit = limit
        if self._reload_on_limit:
            self._value = self._start_value()
        self._settle()

    @property
    def frequency(self) -> int:
        """Hz, before the divider."""
        return self._frequency

    @frequency.setter
    def frequency(self, frequency: int) -> None:
        if frequency == self._frequency:
            return
        self._run()
        self._frequency = frequency
        self._phase = 0
        self._settle()

    @property
    def divider(self) -> int:
        """Prescaler of the frequency."""
        return self._divider

    @divider.setter
    def divider(self, divider: int) -> None:
        if divider == self._divider:
            return
        self._run()
        self._divider = divider
        self._phase = 0
        self._settle()

    @property
    def enabled(self) -> bool:
        """Whether the counter runs."""
        self._run()
        return self._enabled

    @enabled.setter
    def enabled(self, enabled: bool) -> None:
        self._run()
        self._enabled = enabled
        self._settle()

    @property
    def direction(self) -> Direction:
        """Counting direction."""
        return self._direction

    @direction.setter
    def direction(self, direction: Direction) -> None:
        self._run()
        self._direction = direction
        self._settle()

    @property
    def one_shot(self) -> bool:
        """Whether the counter stops at its limit."""
        return self._one_shot

    @one_shot.setter
    def one_shot(self, one_shot: bool) -> None:
        self._run()
        self._one_shot = one_shot
        self._settle()

    def follow(self, enabled: bool, value: int, direction: Direction) -> None:
        """Set these three at once; a timer that is to stop keeps its count."""
        self._run()
        self._enabled = enabled
        if enabled:
            self._value = value
        self._direction = direction
        self._settle()

    def is_idle(self, direction: Direction) -> bool:
        """Whether the timer stands and counts in this direction: no work for `follow(False, ...)`."""
        return not self._enabled and self._direction is direction

    def _rate(self) -> int:
        return self._frequency // self._divider

    def _due(self) -> int | None:
        """Time at which the limit is reached, or None for never."""
        rate = self._rate()
        if not self._enabled or rate == 0:
            return None
        ascending = self._direction is Direction.ASCENDING
        steps = self._limit - self._value if ascending else self._value
        if steps <= 0:
            return self._origin if self._limit > 0 or self._one_shot else None
        return self._origin + -(-(steps * NANOSECONDS - self._phase) // rate)

    def settings_changed(self) -> None:
        """What `flags` answers may have changed."""
        self._alarm.by_hand()
        self._steady = False

    def _run(self) -> None:
        """Count up to now, calling `reached` for each limit on the way."""
        if self._busy:
            return  # inside `reached` it is the time of the limit
        passed = self._alarm.take()
        if passed is not None:
            _, self._origin, self._phase = passed
            self._value = self._start_value()
        now = self._clock.now
        if not self._enabled:
            self._origin = max(self._origin, now)
            return
        self._busy = True
        try:
            while (due := self._due()) is not None and due <= now:
                self._count(due)
                self._value = self._start_value()
                self._enabled = self._enabled and not self._one_shot
                self._alarm.by_hand()
                self._reached()
        finally:
            self._busy = False
        self._count(now)

    def _count(self, time: int) -> None:
        """Move `_origin` to `time`."""
        if time <= self._origin:
            return
        if self._enabled:
            steps, self._phase = divmod((time - self._origin) * self._rate() + self._phase, NANOSECONDS)
            self._value += steps if self._direction is Direction.ASCENDING else -steps
        self._origin = time

    def _settle(self) -> None:
        """After a change: reach a limit that is already passed, then plan the next event."""
        if self._busy:
            return  # `_run` goes on from here when `reached` returns
        if self._enabled:
            self._run()
        self._schedule()

    def _schedule(self) -> None:
        self._steady = False
        due = self._due()
        if due is None:
            self._alarm.cancel()
        else:
            self._alarm.schedule(due)

    def _plan(self) -> None:
        """Leave to the alarm what it can do."""
        due, rate = self._due(), self._rate()
        if self._flags is None or due is None or self._one_shot or rate > MOST_RATE:
            return
        flags = self._flags()
        if flags is not None and 0 < self._limit <= MOST_STEPS:
            steps = self._limit - self._value if self._direction is Direction.ASCENDING else self._value
            done = (due - self._origin) * rate + self._phase - max(steps, 0) * NANOSECONDS
            self._alarm.cycle(due, done, rate, [Leg(self._limit, False, flags)])

    def _on_event(self) -> None:
        steady = self._steady
        self._run()
        self._schedule()
        if steady:
            self._plan()
        self._steady = True
