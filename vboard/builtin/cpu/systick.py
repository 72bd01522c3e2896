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
        self._enabled = False
        self._interrupt = False
        self._counting = False
        """Whether the counter runs: not with LOAD 0, and not in deep sleep."""
        self._load = 0
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
        """Wraps since `_origin`; with LOAD 0 the first one stops the counter."""
        if not self._counting:
            return 0
        elapsed = self._elapsed()
        if elapsed < self._left:
            return 0
        return 1 + (elapsed - self._left) // self._load if self._load else 1

    def _value(self) -> int:
        if not self._counting:
            return self._left
        elapsed = self._elapsed()
        if elapsed < self._left:
            return self._left - elapsed
        return self._load - (elapsed - self._left) % self._load if self._load else _MAX

    def _rebase(self, value: int) -> None:
        """Continue from `value` at the present time."""
        wraps = self._wrapped()
        self._countflag = self._countflag or wraps > self._wraps
        if wraps and not self._load:
            self._counting = False
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
        if not (self._counting and self._interrupt) or (number > 1 and not self._load):
            return
        counts = self._left + (number - 1) * self._load
        at = self._origin - (-counts * NANOSECONDS // self._frequency)

        def wrap() -> None:
            self._event = None
            self._pend()
            self._schedule(number + 1)

        self._event = self._clock.schedule(at, wrap)

    def _run(self, counting: bool) -> None:
        """Let the counter run or stop from the present value."""
        self._rebase(self._value())
        self._counting = counting
        self._schedule(1)

    def read_control(self) -> int:
        """SYST_CSR; reading clears COUNTFLAG."""
        wraps = self._wrapped()
        flag = self._countflag or wraps > self._wraps
        self._countflag, self._wraps = False, wraps
        value = (_ENABLE if self._enabled else 0) | (_TICKINT if self._interrupt else 0)
        return value | _CLKSOURCE | (_COUNTFLAG if flag else 0)

    def write_control(self, value: int) -> None:
        """SYST_CSR: ENABLE and TICKINT."""
        self._interrupt = bool(value & _TICKINT)
        if self._enabled != bool(value & _ENABLE):
            self.enable(not self._enabled)
        else:
            self._run(self._counting)

    def enable(self, value: bool) -> None:
        """ENABLE as software or deep sleep sets it; LOAD 0 keeps the counter as it is."""
        self._enabled = value
        self._run(value and (self._load != 0 or self._counting))

    @property
    def enabled(self) -> bool:
        """ENABLE."""
        return self._enabled

    def read_load(self) -> int:
        """SYST_RVR."""
        return self._load

    def write_load(self, value: int) -> None:
        """SYST_RVR: the period from the next wrap on; 0 stops the counter there."""
        value &= _MAX
        waits = self._enabled and self._load == 0 and not self._counting_now
        self._rebase(value if waits else self._value())
        self._counting = self._counting or waits
        self._load = value
        self._schedule(1)

    @property
    def _counting_now(self) -> bool:
        return self._counting and not (self._wrapped() and not self._load)

    def read_value(self) -> int:
        """SYST_CVR."""
        return self._value() & _MAX

    def write_value(self) -> None:
        """SYST_CVR: any write loads LOAD (unless it is 0) and clears COUNTFLAG."""
        self._rebase(self._load or self._value())
        self._countflag = False
        self._schedule(1)

    @property
    def calibration(self) -> int:
        """SYST_CALIB: NOREF, SKEW, and the counts of 10 ms."""
        skew = 1 << 30 if self._frequency % 100 else 0
        return 1 << 31 | skew | self._frequency // 100 & _MAX
