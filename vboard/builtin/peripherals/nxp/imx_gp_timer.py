"""Timers.IMX_GPTimer: general-purpose timer (i.MX RT1064 reference manual, section 52.7).

As in Renode 1.16.1 the clock is the same whatever CLKSRC selects, and PR reads 0.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.alarm import FlagSetting
from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer, Match
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CHANNELS = 3
COUNTS = 1 << 32


@renode_type("Timers.IMX_GPTimer")
class IMX_GPTimer(TablePeripheral):
    """Output IRQ: up while an enabled flag is set."""

    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "SR & IR"}
    missing = "input capture, output pins, sources of the clock"
    table = f"""
        0x00  CR                          : EN 0, ENMOD 1, CLKSRC 8:6, FRR 9, EN_24M 10, SWR 15 w
        0x04  PR                          : PRESCALER 11:0 w
        0x08  SR                          : FLAGS 5:0 rw1c
        0x0C  IR                          : OFIE 2:0, IFIE 4:3 -, ROVIE 5 -
        0x10  OCR[{CHANNELS}] = 0xFFFFFFFF : rw
        0x1C  ICR1                        : r
        0x20  ICR2                        : r
        0x24  CNT                         : r
    """

    def __init__(self, env: Environment, frequency: ULong = 32_000) -> None:
        """Create the timer.

        Args:
            frequency: Hz of its clock.
        """
        super().__init__(env)
        self._timer = CompareTimer(env.clock, frequency, COUNTS, CHANNELS, self._compared, match=self._match)

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()

    @changes("CR.EN")
    def _enable(self, on: int) -> None:
        if on and self.named["CR"]["ENMOD"]:
            self._timer.value = 0
        self._timer.enabled = bool(on)

    @changes("CR.FRR")
    def _change_mode(self, _: int) -> None:
        self._timer.settings_changed()

    @writes("CR.SWR")
    def _software_reset(self, value: int) -> None:
        if value:
            self.Reset()

    @changes("PR.PRESCALER")
    def _prescale(self, value: int) -> None:
        self._timer.divider = value + 1

    @writes("OCR.OCR")
    def _set_compare(self, channel: int, value: int) -> None:
        self._timer.set_compare(channel, value)
        if channel == 0 and not self.named["CR"]["FRR"]:
            self._timer.value = 0

    @counts("CNT.CNT")
    def _count(self) -> Count:
        return self._timer.count()

    def _compared(self, channel: int) -> None:
        self.named["SR"].value |= 1 << channel
        if channel == 0 and not self.named["CR"]["FRR"]:
            self._timer.value = 0
        self.interrupt_lines.update()

    def _match(self, channel: int) -> Match:
        restarts = channel == 0 and not self.named["CR"]["FRR"]
        return Match((FlagSetting(self.named["SR"], 1 << channel),), restarts)
