"""The SysTick timer as Renode 1.16.1 has it (ARMv7-M B3.3 with these differences).

The period is LOAD, not LOAD + 1; the counter runs at `systickFrequency` whatever CLKSOURCE says
(which reads 1); a write to VAL loads LOAD at once.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.clock import NANOSECONDS, Event, VirtualClock

_ENABLE, _TICKINT, _CLKSOURCE, _COUNTFLAG = 1 << 0, 1 << 1, 1 << 2, 1 << 16
_MAX = 0xFFFFFF


class SysTick:
    """24-bit down counter. Between writes its value is arithmetic; only wraps are events."""

    def __init__(self, clock: VirtualClock, frequency: int, pend: Callable[[], None]) -> None:
        self._clock = clock
        self._frequency = frequency
        self._pend = pend
        self._event: Event | None = None
        self.reset()

    def reset(self) -> None:
        """Stopped; VAL reads 0xFFFFFF, as Renode has it."""
        self._cancel()
        self._control = 0
        self._load = 0
        self._period = _MAX
        self._left = _MAX
        """Counts until the next wrap, at `_origin`."""
        self._origin = 0
        self._wraps = 0
        """Wraps since `_origin` that COUNTFLAG has been cleared for."""
        self._countflag = False

    def _elapsed(self) -> int:
        """Whole counts since `_origin`."""
        return (self._clock.now - self._origin) * self._frequency // NANOSECONDS

    def _wrapped(self) -> int:
        """Wraps since `_origin`."""
        if not self._control & _ENABLE:
            return 0
        elapsed = self._elapsed()
        return 0 if elapsed < self._left else 1 + (elapsed - self._left) // self._period

    def _value(self) -> int:
        if not self._control & _ENABLE:
            return self._left
        elapsed = self._elapsed()
        if elapsed < self._left:
            return self._left - elapsed
        return self._period - (elapsed - self._left) % self._period

    def _rebase(self, value: int) -> None:
        """Continue from `value` at the present time."""
        self._countflag = self._countflag or self._wrapped() > self._wraps
        self._left = value
        self._origin = self._clock.now
        self._wraps = 0

    def _cancel(self) -> None:
        if self._event is not None:
            self._event.cancel()
            self._event = None

    def _schedule(self, number: int) -> None:
        """Set the event of the `number`-th wrap since `_origin` (from 1), rounded up to whole ns."""
        self._cancel()
        if self._control & (_ENABLE | _TICKINT) != _ENABLE | _TICKINT or self._period == 0:
            return
        counts = self._left + (number - 1) * self._period
        at = self._origin - (-counts * NANOSECONDS // self._frequency)

        def wrap() -> None:
            self._event = None
            self._pend()
            self._schedule(number + 1)

        self._event = self._clock.schedule(at, wrap)

    def read_control(self) -> int:
        """SYST_CSR; reading clears COUNTFLAG."""
        wraps = self._wrapped()
        flag = self._countflag or wraps > self._wraps
        self._countflag, self._wraps = False, wraps
        return self._control | _CLKSOURCE | (_COUNTFLAG if flag else 0)

    def write_control(self, value: int) -> None:
        """SYST_CSR: ENABLE and TICKINT."""
        self._rebase(self._value() or self._period)
        self._control = value & (_ENABLE | _TICKINT)
        if self._period == 0:
            self._control &= ~_ENABLE
        self._schedule(1)

    def read_load(self) -> int:
        """SYST_RVR."""
        return self._load

    def write_load(self, value: int) -> None:
        """SYST_RVR: the period from the next wrap on; 0 stops the counter there."""
        self._rebase(self._value())
        self._load = self._period = value & _MAX
        if self._period == 0:
            self._control &= ~_ENABLE
        self._schedule(1)

    def read_value(self) -> int:
        """SYST_CVR."""
        return self._value() & _MAX

    def write_value(self) -> None:
        """SYST_CVR: any write loads LOAD and clears COUNTFLAG."""
        self._rebase(self._load)
        self._countflag = False
        self._schedule(1)

    @property
    def calibration(self) -> int:
        """SYST_CALIB: NOREF, and the counts of 10 ms."""
        return 1 << 31 | self._frequency // 100 & _MAX
