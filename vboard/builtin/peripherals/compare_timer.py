"""CompareTimer: a counter that runs through its modulus, with compare channels.

Integer arithmetic like `LimitTimer`'s: with f = frequency // divider, the counter takes its n-th step at
the first nanosecond t with (t - start) * f >= n * 10**9.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.clock import NANOSECONDS, Event, VirtualClock
from vboard.builtin.machine.device_register import Count


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
    ) -> None:
        """Create a stopped counter at 0, with no channel set.

        Args:
            frequency: Hz, before the divider.
        """
        self._clock = clock
        self._initial = frequency, modulus
        self._compared = compared
        self._wrapped = wrapped
        self._event: Event | None = None
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
        now = self._clock.now
        rate = self._rate()
        if rate == 0:
            self._origin = max(self._origin, now)
            return
        while now > self._origin:
            done = (now - self._origin) * rate + self._phase
            steps = self._next_steps()
            if steps is None or done < steps * NANOSECONDS:
                passed, self._phase = divmod(done, NANOSECONDS)
                self._value = (self._value + passed) % self._modulus
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
        self._value = (self._value + steps) % self._modulus
        value = self._value
        if value == 0 and self._wrapped is not None:
            self._wrapped()
        for channel, compare in enumerate(self._compares):
            if compare == value:
                self._compared(channel)

    def _schedule(self) -> None:
        if self._event is not None:
            self._event.cancel()
            self._event = None
        rate = self._rate()
        steps = self._next_steps() if rate else None
        if steps is not None:
            due = self._origin + -(-(steps * NANOSECONDS - self._phase) // rate)
            self._event = self._clock.schedule(due, self._on_event)

    def _on_event(self) -> None:
        self._event = None
        self._run()
        self._schedule()
