"""CompareTimer: a counter that runs through its modulus, with compare channels.

Integer arithmetic like `LimitTimer`'s: with f = frequency // divider, the counter takes its n-th step at
the first nanosecond t with (t - start) * f >= n * 10**9.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from vboard.builtin.machine.alarm import MOST_RATE, MOST_STEPS, Alarm, FlagSetting, Leg
from vboard.builtin.machine.clock import NANOSECONDS, VirtualClock
from vboard.builtin.machine.device_register import Count

WRAP = -1
"""Stands for the wrap where a channel's number does."""


class Match(NamedTuple):
    """What happens when the counter gets to a channel's value, or wraps.

    Attributes:
        restarts: the counter starts anew from 0.
    """

    flags: tuple[FlagSetting, ...] = ()
    restarts: bool = False


class CompareTimer:
    """Counts from 0 to `modulus` - 1 and wraps; `compared(n)` is called as it reaches channel n's value."""

    def __init__(
        self,
        clock: VirtualClock,
        frequency: int,
        modulus: int,
        channels: int,
        compared: Callable[[int], None],
        wrapped: Callable[[], None] | None = None,
        match: Callable[[int], Match | None] | None = None,
    ) -> None:
        """Create a stopped counter at 0, with no channel set.

        Args:
            frequency: Hz, before the divider.
            match: what `compared` of a channel, or `wrapped` (`WRAP`), does, as long as it is no more than a
                `Match` has; None for more. When the answer changes by something else than the timer, the
                model calls `settings_changed`.
        """
        self._clock = clock
        self._initial = frequency, modulus
        self._compared = compared
        self._wrapped = wrapped
        self._match = match
        self._alarm = Alarm(clock, self._on_event)
        self._steady = False  # nothing was set since the last event
        self._points: list[int] = []  # of the alarm's cycle: the count at each
        self._compares: list[int | None] = [None] * channels
        self._frequency, self._modulus = self._initial
        self._load_initial()

    def _load_initial(self) -> None:
        self._frequency, self._modulus = self._initial
        self._divider = 1
        self._enabled = False
        self._value = 0
        self._phase = 0
        self._origin = self._clock.now
        self._compares = [None] * len(self._compares)

    def reset(self) -> None:
        """Return to the state after creation."""
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
        self._value = value % self._modulus
        self._phase = 0
        self._schedule()

    def count(self) -> Count:
        """The count as it goes on until a match, a wrap that somebody waits for, or a setting."""
        self._run()
        return Count(self._value, self._origin, self._phase, self._rate(), self._modulus)

    @property
    def enabled(self) -> bool:
        """Whether the counter runs."""
        return self._enabled

    @enabled.setter
    def enabled(self, enabled: bool) -> None:
        self._run()
        self._enabled = enabled
        self._schedule()

    @property
    def frequency(self) -> int:
        """Hz, before the divider."""
        return self._frequency

    @frequency.setter
    def frequency(self, frequency: int) -> None:
        self._run()
        self._frequency = frequency
        self._schedule()

    @property
    def divider(self) -> int:
        """Prescaler of the frequency."""
        return self._divider

    @divider.setter
    def divider(self, divider: int) -> None:
        self._run()
        self._divider = divider
        self._schedule()

    @property
    def modulus(self) -> int:
        """Number of counts before the counter is 0 again."""
        return self._modulus

    @modulus.setter
    def modulus(self, modulus: int) -> None:
        self._run()
        self._modulus = modulus
        self._value %= modulus
        self._schedule()

    def compare(self, channel: int) -> int | None:
        """Value of a channel, None while it is off."""
        return self._compares[channel]

    def set_compare(self, channel: int, value: int | None) -> None:
        """Set a channel's value, or switch it off; values that the counter never has do not match."""
        self._run()
        self._compares[channel] = value
        self._schedule()

    def add(self, steps: int) -> None:
        """Count `steps` by hand (an external event)."""
        self._run()
        for _ in range(steps):
            self._step_to(1)
        self._schedule()

    def skip(self, steps: int) -> None:
        """Go on by `steps` at once; what matches on the way does not happen."""
        self._run()
        self._value = (self._value + steps) % self._modulus
        self._schedule()

    def settings_changed(self) -> None:
        """What `match` answers may have changed."""
        self._alarm.by_hand()
        self._steady = False

    def _rate(self) -> int:
        return self._frequency // self._divider if self._enabled else 0

    def _next_steps(self) -> int | None:
        """Steps to the next compare match or wrap that somebody waits for."""
        steps = [
            (value - self._value - 1) % self._modulus + 1
            for value in self._compares
            if value is not None and 0 <= value < self._modulus
        ]
        if self._wrapped is not None:
            steps.append(self._modulus - self._value)
        return min(steps, default=None)

    def _run(self) -> None:
        """Count up to now, with all matches on the way."""
        passed = self._alarm.take()
        if passed is not None:
            point, self._origin, self._phase = passed
            self._value = self._points[point]
        now = self._clock.now
        rate = self._rate()
        if rate == 0:
            self._origin = max(self._origin, now)
            return
        while now > self._origin:
            done = (now - self._origin) * rate + self._phase
            steps = self._next_steps()
            if steps is None or done < steps * NANOSECONDS:
                whole, self._phase = divmod(done, NANOSECONDS)
                self._value = (self._value + whole) % self._modulus
                self._origin = now
                return
            at = self._origin + -(-(steps * NANOSECONDS - self._phase) // rate)
            self._phase += (at - self._origin) * rate - steps * NANOSECONDS
            self._origin = at
            self._step_to(steps)
            rate = self._rate()
            if rate == 0:
                self._origin = max(self._origin, now)

    def _step_to(self, steps: int) -> None:
        self._alarm.by_hand()
        self._value = (self._value + steps) % self._modulus
        value = self._value
        if value == 0 and self._wrapped is not None:
            self._wrapped()
        for channel, compare in enumerate(self._compares):
            if compare == value:
                self._compared(channel)

    def _schedule(self) -> None:
        self._steady = False
        due = self._due()
        if due is None:
            self._alarm.cancel()
        else:
            self._alarm.schedule(due)

    def _due(self) -> int | None:
        rate = self._rate()
        steps = self._next_steps() if rate else None
        return None if steps is None else self._origin + -(-(steps * NANOSECONDS - self._phase) // rate)

    def _plan(self) -> None:
        """Leave to the alarm what it can do."""
        due, rate, steps = self._due(), self._rate(), self._next_steps()
        if due is None or steps is None or rate > MOST_RATE or self._modulus > MOST_STEPS:
            return
        matches = self._matches()
        if matches is None:
            return
        points = sorted(matches)
        start = points[-1] - self._modulus
        restart = next((point for point in points if matches[point].restarts), None)
        if restart is not None:
            points, start = [point for point in points if point <= restart], 0
            if self._value >= restart:
                return
        legs = []
        for point, before in zip(points, [start, *points], strict=False):
            legs.append(Leg(point - before, matches[point].restarts, matches[point].flags))
        following = next((n for n, point in enumerate(points) if point > self._value), 0)
        self._points = [0 if matches[p].restarts else p % self._modulus for p in points]
        self._points = self._points[following:] + self._points[:following]
        done = (due - self._origin) * rate + self._phase - steps * NANOSECONDS
        self._alarm.cycle(due, done, rate, legs[following:] + legs[:following])

    def _matches(self) -> dict[int, Match] | None:
        """By the count where it happens, the modulus for 0; None if one has to be done by the model."""
        if self._match is None:
            return None
        wanted = [(WRAP, 0)] if self._wrapped is not None else []
        wanted += [(n, value) for n, value in enumerate(self._compares) if value is not None]
        matches: dict[int, Match] = {}
        for channel, value in wanted:
            if not 0 <= value < self._modulus:
                continue
            match = self._match(channel)
            if match is None:
                return None
            point = value or self._modulus
            flags, restarts = matches.get(point, Match())
            matches[point] = Match(flags + match.flags, restarts or match.restarts)
        return matches

    def _on_event(self) -> None:
        steady = self._steady
        self._run()
        self._schedule()
        if steady:
            self._plan()
        self._steady = True
