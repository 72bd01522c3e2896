"""Timers.ARM_SP804_Timer: dual timer (Arm DDI 0271, chapter 3).

As Renode 1.16.1 models it, SIZE and MODE read 0 and a counter has 32 bits. A one-shot counter stops at its
load value.
"""

from __future__ import annotations

import functools

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, counts, writes, written
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

TIMERS, STEP = 2, 0x20
FREE_LIMIT = 0xFFFF_FFFF
DIVIDERS = (1, 16, 256)


@renode_type("Timers.ARM_SP804_Timer")
class ARM_SP804_Timer(TablePeripheral):
    """Output IRQ: of both timers."""

    IRQ: GPIO
    missing = "16-bit counters, integration tests"
    table = f"""
        0x00+{STEP}  LOAD[{TIMERS}]   = 0xFFFFFFFF : rw
        0x04+{STEP}  VALUE[{TIMERS}]               : r
        0x08+{STEP}  CTRL[{TIMERS}]   = 0x20       : ONESHOT 0, SIZE 1 w, PRE 3:2, IE 5, MODE 6 w, EN 7
        0x0C+{STEP}  INTCLR[{TIMERS}]              : w
        0x10+{STEP}  RIS[{TIMERS}]                 : RIS 0 r
        0x14+{STEP}  MIS[{TIMERS}]                 : MIS 0 r
        0x18+{STEP}  BGLOAD[{TIMERS}] = 0xFFFFFFFF : r
        0xF00        ITCR                          : ITEN 0 -
        0xF04        ITOP                          : TIMINT1 0 -, TIMINT2 1 -
    """

    def __init__(self, env: Environment, frequency: ULong = 1_000_000) -> None:
        """Create the timer.

        Args:
            frequency: Hz of its clock.
        """
        self._periodic = [False] * TIMERS
        super().__init__(env)
        self._timers = [
            LimitTimer(env.clock, frequency, FREE_LIMIT, functools.partial(self._reached, index))
            for index in range(TIMERS)
        ]

    def Reset(self) -> None:
        super().Reset()
        self._periodic = [False] * TIMERS
        for timer in self._timers:
            timer.reset()

    @writes("LOAD.LOAD")
    def _load(self, index: int, value: int) -> None:
        self.named[f"BGLOAD{index}"].value = value
        timer = self._timers[index]
        timer.limit = value or FREE_LIMIT
        timer.value = value

    special_writes = frozenset({0x18, 0x18 + STEP})

    def write32(self, offset: int, value: int) -> None:
        """A write of BGLOAD is the next period's load value; LOAD and BGLOAD go on to read the last LOAD."""
        if offset in self.special_writes:
            self._timers[offset // STEP].limit = value or FREE_LIMIT
        else:
            super().write32(offset, value)

    @counts("VALUE.VALUE")
    def _value(self, index: int) -> Count:
        return self._timers[index].count()

    @writes("CTRL.MODE")
    def _mode(self, index: int, periodic: int) -> None:
        self._periodic[index] = bool(periodic)
        self.named[f"CTRL{index}"]["MODE"] = 0

    @writes("CTRL.SIZE")
    def _size(self, index: int, _: int) -> None:
        self.named[f"CTRL{index}"]["SIZE"] = 0

    @written("CTRL")
    def _control(self, index: int) -> None:
        control, timer = self.named[f"CTRL{index}"], self._timers[index]
        if control["PRE"] < len(DIVIDERS):
            timer.divider = DIVIDERS[control["PRE"]]
        else:
            self.log(LogLevel.WARNING, f"Prescaler {control['PRE']} of timer {index + 1} is not defined")
        timer.one_shot = bool(control["ONESHOT"])
        timer.enabled = bool(control["EN"])
        self._update()

    @writes("INTCLR.INTCLR")
    def _clear(self, index: int, _: int) -> None:
        self.named[f"RIS{index}"].value = 0
        self._update()

    def _reached(self, index: int) -> None:
        control, timer = self.named[f"CTRL{index}"], self._timers[index]
        self.named[f"RIS{index}"].value = 1
        if control["ONESHOT"]:
            control["EN"] = 0
        elif not self._periodic[index]:
            timer.limit = FREE_LIMIT
            timer.value = FREE_LIMIT
        self._update()

    def _update(self) -> None:
        for i in range(TIMERS):
            self.named[f"MIS{i}"].value = self.named[f"RIS{i}"].value & self.named[f"CTRL{i}"]["IE"]
        self.IRQ.Set(any(self.named[f"MIS{i}"].value for i in range(TIMERS)))
