"""Timers.MAX32650_Timer: 32-bit timer (MAX32650 user guide, chapter timers).

It counts up at half the system clock from 1 to the compare value. As in Renode 1.16.1 a write of anything to
INTR ends the interrupt.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.limit_timer_members import LimitTimerMembers
from vboard.builtin.peripherals.max32.max32650_gcr import MAX32650_GCR
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, status, writes
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type

ONE_SHOT, CONTINUOUS = 0, 1
MOST = 0xFFFF_FFFF
START = 1


@renode_type("Timers.MAX32650_Timer")
class MAX32650_Timer(LimitTimerMembers, TablePeripheral):
    """Output IRQ: the compare value was reached."""

    size = 0x400
    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "INTR"}
    missing = "modes but one-shot and continuous, PWM, pins"
    table = """
        0x00  CNT          : rw
        0x04  CMP          : rw
        0x08  PWM          : PWM 31:0 -
        0x0C  INTR         : IRQ 0 rwc
        0x10  CN  = 0x1000 : TMODE 2:0, PRES 5:3, TPOL 6 -, TEN 7, PRES3 8, PWMSYNC 9 -, NOLHPOL 10 -,
                NOLLPOL 11 -,
                PWMCKBD 12
        0x14  NOLCMP       : NOLCMP 31:0 -
    """

    def __init__(self, env: Environment, gcr: MAX32650_GCR) -> None:
        """Create the timer.

        Args:
            gcr: global control registers, which have the system clock.
        """
        super().__init__(env)
        self._counter = LimitTimer(env.clock, gcr.SysClk // 2, MOST, self._reached, Direction.ASCENDING)
        gcr.follow_clock(self._set_clock)

    def Reset(self) -> None:
        super().Reset()
        self._counter.reset()

    def _set_clock(self, frequency: int) -> None:
        self._counter.frequency = frequency // 2

    @counts("CNT.CNT")
    def _count(self) -> Count:
        return self._counter.count()

    @changes("CNT.CNT")
    def _set_count(self, value: int) -> None:
        self._counter.value = value

    @status("CMP.CMP")
    def _compare(self) -> int:
        return self._counter.limit

    @changes("CMP.CMP")
    def _set_compare(self, value: int) -> None:
        self._counter.limit = value or 1
        self._start_over()

    def _start_over(self) -> None:
        self._counter.value = min(START, self._counter.limit - 1)

    @changes("CN.TMODE")
    def _mode(self, mode: int) -> None:
        if mode in (ONE_SHOT, CONTINUOUS):
            self._counter.one_shot = mode == ONE_SHOT
        else:
            self.log(LogLevel.WARNING, f"Mode {mode} is not modelled; the timer keeps its mode")

    @writes("CN.PRES", "CN.PRES3")
    def _divide(self, _: int) -> None:
        control = self.named["CN"]
        self._counter.divider = 1 << (control["PRES3"] << 3 | control["PRES"])

    @status("CN.TEN")
    def _enabled(self) -> int:
        return int(self._counter.enabled)

    @changes("CN.TEN")
    def _enable(self, on: int) -> None:
        self._counter.enabled = bool(on)
        self._start_over()

    def _reached(self) -> None:
        self._start_over()
        self.named["INTR"]["IRQ"] = 1
        self.interrupt_lines.update()
