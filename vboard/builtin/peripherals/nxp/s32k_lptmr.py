"""Timers.S32K_LPTMR: low-power timer (S32K1xx reference manual rev 13, chapter 47).

As Renode 1.16.1 models it: CMR is kept, yet the count is always compared with 0xFFFF; CNR shows the count at
the last write to it; PBYP leaves the divider as it is.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.alarm import FlagSetting
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, status, writes, written
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

LIMIT = 0xFFFF
TCF = 1 << 7


@renode_type("Timers.S32K_LPTMR")
class S32K_LPTMR(TablePeripheral):
    """Output IRQ: the compare flag, while it is enabled."""

    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "CSR.TCF & CSR.TIE"}
    missing = "compare value, pulse counter, sources of the clock"
    table = """
        0x0  CSR : TEN 0, TMS 1 -, TFC 2, TPP 3 -, TPS 5:4 -, TIE 6, TCF 7 rw1c, TDRE 8 -
        0x4  PSR : PCS 1:0 -, PBYP 2, PRESCALE 6:3
        0x8  CMR : CMR 15:0
        0xC  CNR : CNR 15:0
    """

    def __init__(self, env: Environment, frequency: ULong) -> None:
        """Create the timer.

        Args:
            frequency: of the clock before the prescaler, Hz.
        """
        super().__init__(env)
        self._timer = LimitTimer(
            env.clock,
            frequency,
            LIMIT,
            self._compared,
            Direction.ASCENDING,
            divider=2,
            flags=lambda: (FlagSetting(self.named["CSR"], TCF),),
        )
        self._prescale = 0
        self._bypass = 0
        self._latched = 0

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()
        self._prescale = self._bypass = self._latched = 0

    @property
    def _running(self) -> bool:
        return bool(self.named["CSR"]["TEN"])

    @changes("CSR.TEN")
    def _enable(self, on: int) -> None:
        self._timer.enabled = bool(on)
        if not on:
            self._timer.value = 0
            self.named["CSR"]["TCF"] = 0

    @changes("PSR.PBYP")
    def _set_bypass(self, on: int) -> None:
        if self._running:
            self._ignored("prescaler bypass")
        else:
            self._bypass = on

    @changes("PSR.PRESCALE")
    def _set_prescale(self, value: int) -> None:
        if self._running:
            self._ignored("prescale")
        else:
            self._prescale = value

    def _ignored(self, what: str) -> None:
        self.log(LogLevel.WARNING, f"Trying to update the {what} value with LPTIMR enabled - ignoring...")

    @status("PSR.PRESCALE")
    def _shown_prescale(self) -> int:
        return self._prescale

    @written("PSR")
    def _divide(self) -> None:
        if not self._bypass:
            self._timer.divider = 2 << self._prescale

    @writes("CMR.CMR")
    def _set_compare(self, value: int) -> None:
        if self._running and not self.named["CSR"]["TCF"]:
            self.log(
                LogLevel.WARNING,
                "Trying to update the compare value while the timer is enabled and TCF is not set, "
                "ignoring...",
            )
        elif value == 0:
            self.log(LogLevel.WARNING, "Trying to set CMR to 0, this is currently not handled")
        elif value != LIMIT:
            self.log(LogLevel.WARNING, "The compare value is kept, but the count is compared with 0xFFFF")

    @writes("CNR.CNR")
    def _latch(self, _: int) -> None:
        self._latched = self._timer.value

    @status("CNR.CNR")
    def _count(self) -> int:
        return self._latched

    def _compared(self) -> None:
        self.named["CSR"]["TCF"] = 1
        self.interrupt_lines.update()
