"""Miscellaneous.MAX32650_GCR: global control registers (MAX32650 user guide)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import TablePeripheral, changes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

OSCILLATORS = (50_000_000, 0, 0, 8_000, 120_000_000, 7_372_800, 32_768, 0)
"""Hz by CLKCN.CLKSEL; 0: reserved."""


@runtime_checkable
class Clocked(Protocol):
    """What the system clock drives."""

    Frequency: ULong


@renode_type("Miscellaneous.MAX32650_GCR")
class MAX32650_GCR(TablePeripheral):
    """The system clock, which timers and SysTick follow."""

    size = 0x400
    missing = "resets, clock gating, dividers of peripheral clocks"
    table = """
        0x000  SCON                  : SCON 31:0 -
        0x004  RSTR0                 : RSTR0 31:0 -
        0x008  CLKCN     = 0xC0C2010 : PSC 8:6, CLKSEL 11:9, CKRDY 13 r, CCD 14, X32K_EN 17, HIRC_EN 18,
                HIRC96_EN 19, X32K_RDY 25 r, HIRC_RDY 26 r, HIRC96_RDY 27 r
        0x00C  PM                    : PM 31:0 -
        0x018  PCKDIV                : PCKDIV 31:0 -
        0x024  PERCKCN0              : PERCKCN0 31:0 -
        0x02C  MEMZCN                : MEMZCN 31:0 -
        0x040  SYSST                 : SYSST 31:0 -
        0x044  RSTR1                 : RSTR1 31:0 -
        0x048  PERCKCN1              : PERCKCN1 31:0 -
        0x04C  EVTEN                 : EVTEN 31:0 -
        0x050  REVISION              : REVISION 31:0 -
    """

    def __init__(self, env: Environment, nvic: Peripheral | None = None) -> None:
        """Create the registers.

        Args:
            nvic: the interrupt controller, whose clock they set.
        """
        super().__init__(env)
        self._followers: list[Callable[[int], None]] = []
        if isinstance(nvic, Clocked):
            nvic.Frequency = self.SysClk

            def follow(frequency: int) -> None:
                nvic.Frequency = frequency

            self.follow_clock(follow)

    @property
    def SysClk(self) -> ULong:
        """Hz of the system clock."""
        control = self.named["CLKCN"]
        return OSCILLATORS[control["CLKSEL"]] >> control["PSC"]

    def follow_clock(self, changed: Callable[[int], None]) -> None:
        """Call `changed` with each new frequency of the system clock."""
        self._followers.append(changed)

    @changes("CLKCN.CLKSEL", "CLKCN.PSC")
    def _clock_selected(self, _: int) -> None:
        frequency = self.SysClk
        if not frequency:
            self.warn_of_renode_fault("a clock of 0 Hz throws ArgumentException")
            return
        for changed in self._followers:
            changed(frequency)
