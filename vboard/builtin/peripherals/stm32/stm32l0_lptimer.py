"""Timers.STM32L0_LpTimer: low-power timer (RM0433, section 43.7).

As in Renode 1.16.1 CNT reads 0, and bits of ISR that newer families have are set too.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.alarm import FlagSetting
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import WRAP, CompareTimer, Match
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CMPM, ARRM = 1 << 0, 1 << 1


@renode_type("Timers.STM32L0_LpTimer")
class STM32L0_LpTimer(TablePeripheral):
    """Output IRQ."""

    size = 0x400
    IRQ: GPIO
    effects = ("ICR.FLAGS clears ISR",)
    interrupts: ClassVar = {"IRQ": "ISR & IER.FLAGS"}
    table = """
        0x000  ISR         : CMPM 0 r, ARRM 1 r, EXTTRIG 2 r, CMPOK 3 r, ARROK 4 r, UP 5 r, DOWN 6 r,
                UE 7 r, REPOK 8 r, DIEROK 24 r
        0x004  ICR         : FLAGS 6:0 w
        0x008  IER         : FLAGS 6:0
        0x00C  CFGR        : CKSEL 0, CKPOL 2:1, CKFLT 4:3, TRGFLT 7:6, PRESC 11:9, TRIGSEL 15:13,
                TRIGEN 18:17, TIMOUT 19, WAVE 20, WAVPOL 21, PRELOAD 22, COUNTMODE 23, ENC 24
        0x010  CR          : ENABLE 0, SNGSTRT 1 w, CNTSTRT 2 w, COUNTRST 3 w, RSTARE 4 w
        0x014  CMP         : CMP 15:0
        0x018  ARR   = 0x1 : ARR 15:0
        0x01C  CNT         : CNT 15:0 -
        0x028  RCR         : REP 7:0 w
    """

    def __init__(self, env: Environment, frequency: ULong) -> None:
        """Create the timer.

        Args:
            frequency: Hz of the timer's clock.
        """
        super().__init__(env)
        self._single = self._ready = False
        self._timer = CompareTimer(
            env.clock, frequency, 1, 1, self._compared, self._wrapped, match=self._match
        )

    def Reset(self) -> None:
        super().Reset()
        self._ready = False
        self._timer.reset()

    def _flag(self, name: str) -> None:
        self.named["ISR"][name] = 1
        self.interrupt_lines.update()

    def _match(self, channel: int) -> Match | None:
        if channel == WRAP and self._single:
            return None
        return Match((FlagSetting(self.named["ISR"], ARRM if channel == WRAP else CMPM),))

    def _compared(self, channel: int) -> None:
        self._flag("CMPM")

    @changes("CFGR.PRESC")
    def _prescale(self, value: int) -> None:
        self._timer.divider = 1 << value

    @changes("CR.ENABLE")
    def _enable(self, on: int) -> None:
        self._ready = bool(on)
        if not on:
            self._timer.enabled = False

    @writes("CR.CNTSTRT")
    def _start(self, value: int) -> None:
        if value and self._ready:
            self._single = False
            self._timer.enabled = True

    @writes("CR.SNGSTRT")
    def _start_once(self, value: int) -> None:
        if value and self._ready:
            self._single = True
            self._timer.enabled = True

    def _wrapped(self) -> None:
        if self._single:
            self._timer.enabled = False
        self._flag("ARRM")

    @writes("CMP.CMP")
    def _set_compare(self, value: int) -> None:
        self._timer.set_compare(0, value or None)
        self._flag("CMPOK")

    @writes("ARR.ARR")
    def _set_period(self, value: int) -> None:
        self._timer.modulus = value or 1
        self._flag("ARROK")

    @writes("IER.FLAGS")
    def _enable_interrupts(self, _: int) -> None:
        self._flag("DIEROK")

    @writes("RCR.REP")
    def _set_repetition(self, _: int) -> None:
        self._flag("REPOK")
