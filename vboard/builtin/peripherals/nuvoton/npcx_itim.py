"""Timers.NPCX_ITIM: internal 32-bit timer (NPCX9 register layout: ITPRE, ITCTS, ITCNT).

It counts down from ITCNT + 1 and reloads. ITCNT shows the count while the timer is enabled.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.alarm import FlagSetting
from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, writes
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type

APB2_FREQUENCY = 15_000_000
LOW_FREQUENCY = 32_768
TO_STS = 1 << 0


@renode_type("Timers.NPCX_ITIM")
class NPCX_ITIM(TablePeripheral):
    """Output IRQ: the timeout flag, while it is enabled."""

    default_gpio = "IRQ"
    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "ITCTS32.TO_STS & ITCTS32.TO_IE"}
    missing = "wake-up"
    table = """
        0x0  ITPRE32 : PRE 15:8
        0x4  ITCTS32 : TO_STS 0 rw1c, TO_IE 2, TO_WUE 3, CKSEL 4, ITEN 7
        0x8  ITCNT32 : rw
    """

    def __init__(self, env: Environment, is64Bit: bool = False) -> None:
        """Create the timer.

        Args:
            is64Bit: a parameter of later releases; 32 bits are modelled.
        """
        super().__init__(env)
        self._count = 0
        self._timer = LimitTimer(env.clock, APB2_FREQUENCY, 1, self._timeout, flags=self._flags)

    def Reset(self) -> None:
        super().Reset()
        self._count = 0
        self._timer.reset()

    @changes("ITPRE32.PRE")
    def _prescale(self, value: int) -> None:
        self._timer.divider = value + 1

    @changes("ITCTS32.CKSEL")
    def _select_clock(self, low: int) -> None:
        self._timer.frequency = LOW_FREQUENCY if low else APB2_FREQUENCY

    @changes("ITCTS32.ITEN")
    def _enable(self, on: int) -> None:
        self._load()
        self._timer.enabled = bool(on)

    @counts("ITCNT32.ITCNT32")
    def _value(self) -> Count:
        return self._timer.count() if self._timer.enabled else Count.constant(self._count)

    @writes("ITCNT32.ITCNT32")
    def _set_count(self, value: int) -> None:
        self._count = value
        self._load()

    def _load(self) -> None:
        self._timer.limit = self._count + 1
        self._timer.value = self._count + 1

    def _timeout(self) -> None:
        self.named["ITCTS32"]["TO_STS"] = 1
        self.interrupt_lines.update()

    def _flags(self) -> tuple[FlagSetting, ...]:
        return (FlagSetting(self.named["ITCTS32"], TO_STS),)
