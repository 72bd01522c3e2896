"""Timers.LPC_CTimer: standard counter/timer (LPC55S6x user manual UM11126, chapter 23).

As Renode 1.16.1 models it, match register 0 alone does something: it ends the period, has the counter start
anew and raises the interrupt.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, status, writes
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

MOST = 0xFFFF_FFFF


@renode_type("Timers.LPC_CTimer")
class LPC_CTimer(TablePeripheral):
    """Output IRQ: the counter reached MR0, while MR0I is set."""

    size = 0x100
    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "IR.MR0INT & MCR.MR0I"}
    missing = "match registers 1 to 3, counting on after a match, capture, PWM, external matches"
    table = """
        0x00    IR                 : MR0INT 0 rw1c, MRINT 3:1 -, CRINT 7:4 -
        0x04    TCR                : CEN 0, CRST 1
        0x08    TC                 : r
        0x0C    PR                 : rw
        0x10    PC                 : PCVAL 31:0 -
        0x14    MCR                : MR0I 0, MR0R 1, MR0S 2 -, OTHERS 11:3 -, RELOAD 27:24 -
        0x18    MR0   = 0xFFFFFFFF : rw
        0x1C+4  MRX[3]             : MATCH 31:0 -
        0x28    CCR                : CAPTURE 11:0 -
        0x2C+4  CR[4]              : CAP 31:0 -
        0x3C    EMR                : EM 11:0 -
        0x70    CTCR               : CTMODE 1:0 -, CINSEL 3:2 -, ENCC 4 -, SELCC 7:5 -
        0x74    PWMC               : PWMEN 3:0 -
        0x78+4  MSR[4]             : SHADOW 31:0 -
    """

    def __init__(self, env: Environment, frequency: ULong = 10_000_000) -> None:
        """Create the timer.

        Args:
            frequency: Hz before the prescaler.
        """
        super().__init__(env)
        self._timer = LimitTimer(env.clock, frequency, MOST, self._matched, Direction.ASCENDING)

    @status("TCR.CEN")
    def _enabled(self) -> int:
        return int(self._timer.enabled)

    @changes("TCR.CEN")
    def _enable(self, on: int) -> None:
        self._timer.enabled = bool(on)

    @changes("TCR.CRST")
    def _hold(self, on: int) -> None:
        if on:
            self._timer.value = 0
        self._timer.enabled = not on

    @counts("TC.TC")
    def _count(self) -> Count:
        return self._timer.count()

    @status("PR.PR")
    def _prescale(self) -> int:
        return self._timer.divider - 1

    @changes("PR.PR")
    def _divide(self, value: int) -> None:
        self._timer.divider = value + 1

    @writes("MCR.MR0R")
    def _restarts(self, on: int) -> None:
        if not on:
            self.log(LogLevel.WARNING, "MCR.MR0R is 0; the counter starts anew at MR0 all the same")

    @status("MR0.MR0")
    def _limit(self) -> int:
        return self._timer.limit

    @changes("MR0.MR0")
    def _set_limit(self, value: int) -> None:
        self._timer.limit = value or 1

    def _matched(self) -> None:
        self.named["IR"]["MR0INT"] = 1
        self.interrupt_lines.update()
