"""Timers.PeriodicInterruptTimer: PIT (Vybrid reference manual VYBRIDRM rev 7, chapter 38; Kinetis alike).

As Renode 1.16.1 models it: the bus clock is 66 MHz, a period is LDVAL steps and begins anew at each write of
it; MCR and the lifetime timer have no effect; the timers share a line, which falls as any flag is cleared.
"""

from __future__ import annotations

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, writes
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type

FREQUENCY = 66_000_000
"""Hz of the bus clock."""

TIMERS = 8
LARGEST = 0xFFFF_FFFF


@renode_type("Timers.PeriodicInterruptTimer")
class PeriodicInterruptTimer(TablePeripheral):
    """Output IRQ: a timer with TIE reached 0."""

    size = None
    IRQ: GPIO
    missing = "MCR, lifetime timer, chained timers"
    table = """
        0x000       MCR[64]                  : w
        0x100+0x10  LDVAL[8]    = 0xFFFFFFFF : rw
        0x104+0x10  CVAL[8]     = 0xFFFFFFFF : r
        0x108+0x10  TCTRL[8]    = 0x2        : TEN 0, TIE 1, CHN 2, KEPT 31:3
        0x10C+0x10  TFLG[8]                  : TIF 0 r, ANY 31:1 w
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)

        def timer(number: int) -> LimitTimer:
            return LimitTimer(
                env.clock, FREQUENCY, LARGEST, lambda: self._reached(number), reload_on_limit=True
            )

        self._timers = [timer(number) for number in range(TIMERS)]

    def Reset(self) -> None:
        super().Reset()
        for timer in self._timers:
            timer.reset()

    @writes("LDVAL.LDVAL")
    def _load(self, number: int, value: int) -> None:
        self._timers[number].limit = value

    @counts("CVAL.CVAL")
    def _value(self, number: int) -> Count:
        return self._timers[number].count()

    @changes("TCTRL.TEN")
    def _enable(self, number: int, on: int) -> None:
        self._timers[number].enabled = bool(on)

    @writes("TFLG.TIF")
    def _acknowledge(self, number: int, _: int) -> None:
        self.named[f"TFLG{number}"]["TIF"] = 0
        self.IRQ.Unset()

    def _reached(self, number: int) -> None:
        self.named[f"TFLG{number}"]["TIF"] = 1
        if self.named[f"TCTRL{number}"]["TIE"]:
            self.IRQ.Set(True)
