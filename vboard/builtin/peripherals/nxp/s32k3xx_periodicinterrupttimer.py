"""Timers.S32K3XX_PeriodicInterruptTimer: PIT with real-time interrupt (S32K3xx reference manual, PIT).

As in Renode 1.16.1 a period has LDVAL steps and begins anew at each write of it, and MCR switches nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, reads, status, writes
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CHANNELS = 5
"""The one of the real-time interrupt, and channels 0 to 3."""
FIRST = 1
MOST = 0xFFFF_FFFF
RESET_CLOCK = 48_000_000
"""Hz of AIPS_SLOW_CLK as newer Renodes have it after reset: that of FIRC, undivided."""


@renode_type("Timers.S32K3XX_PeriodicInterruptTimer")
class S32K3XX_PeriodicInterruptTimer(TablePeripheral):
    """Output IRQ: a flag is set whose interrupt is enabled."""

    size = 0x4000
    IRQ: GPIO
    missing = "MCR, synchronisation of the real-time interrupt"
    table = f"""
        0x000      MCR     : FRZ 0 -, MDIS 1 -, MDIS_RTI 2 -
        0x0E0      LTMR64H : r
        0x0E4      LTMR64L : r
        0x0EC      RTI_LDVAL_STAT : RT_STAT 0 -
        0x0F0+0x10 LDVAL[{CHANNELS}] : rw
        0x0F4+0x10 CVAL[{CHANNELS}]  : r
        0x0F8+0x10 TCTRL[{CHANNELS}] : TEN 0, TIE 1, CHN 2
        0x0FC+0x10 TFLG[{CHANNELS}]  : TIF 0 rw1c
    """

    def __init__(
        self,
        env: Environment,
        oscillatorFrequency: ULong = RESET_CLOCK,
        hasRealTimeInterrupt: bool = False,
        hasLifetimeTimer: bool = False,
        supportsTimersChaining: bool = False,
    ) -> None:
        """Create the timers.

        Args:
            oscillatorFrequency: Hz of the counters; newer Renodes lack it, their clock generator sets
                `Frequency`.
            hasRealTimeInterrupt, hasLifetimeTimer, supportsTimersChaining: parts; here all are there.
        """
        super().__init__(env)
        self._timers = [
            LimitTimer(env.clock, oscillatorFrequency, MOST, self._end_of_period(n)) for n in range(CHANNELS)
        ]
        self._lifetime = 0

    @property
    def Frequency(self) -> ULong:
        """Hz of all counters."""
        return self._timers[0].frequency

    @Frequency.setter
    def Frequency(self, value: ULong) -> None:
        for timer in self._timers:
            timer.frequency = value

    def Reset(self) -> None:
        super().Reset()
        for timer in self._timers:
            timer.reset()

    def _is_chained(self, n: int) -> bool:
        return n > FIRST and bool(self.named[f"TCTRL{n}"]["CHN"])

    @status("LDVAL.LDVAL")
    def _start_value(self, n: int) -> int:
        return self._timers[n].limit

    @writes("LDVAL.LDVAL")
    def _load(self, n: int, value: int) -> None:
        self._timers[n].limit = value or 1
        self._timers[n].restart()

    @counts("CVAL.CVAL")
    def _count(self, n: int) -> Count:
        return self._timers[n].count()

    @changes("TCTRL.TEN", "TCTRL.CHN")
    def _switch(self, n: int, _: int) -> None:
        self._timers[n].enabled = bool(self.named[f"TCTRL{n}"]["TEN"]) and not self._is_chained(n)

    @writes("TCTRL.CHN")
    def _chain(self, n: int, _: int) -> None:
        if n <= FIRST:  # there is nothing before them
            self.named[f"TCTRL{n}"]["CHN"] = 0

    @changes("TCTRL.TIE", "TFLG.TIF")
    def _acknowledged(self, _: int, __: int) -> None:
        self._update()

    @reads("LTMR64H.LTMR64H")
    def _life_high(self) -> int:
        low, high = self._timers[FIRST], self._timers[FIRST + 1]
        self._lifetime = ~(high.value << 32 | low.value) & (1 << 64) - 1
        return self._lifetime >> 32

    @status("LTMR64L.LTMR64L")
    def _life_low(self) -> int:
        return self._lifetime & MOST

    def _end_of_period(self, n: int) -> Callable[[], None]:
        def reached() -> None:
            self._expire(n)

        return reached

    def _expire(self, n: int) -> None:
        self.named[f"TFLG{n}"]["TIF"] = 1
        following = n + 1
        if following < CHANNELS and self._is_chained(following) and self.named[f"TCTRL{following}"]["TEN"]:
            timer = self._timers[following]
            if timer.value > 1:
                timer.value -= 1
            else:
                timer.restart()
                self._expire(following)
        self._update()

    def _update(self) -> None:
        self.IRQ.Set(
            any(self.named[f"TFLG{n}"]["TIF"] and self.named[f"TCTRL{n}"]["TIE"] for n in range(CHANNELS))
        )
