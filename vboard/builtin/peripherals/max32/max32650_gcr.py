"""Miscellaneous.MAX32650_GCR: global control registers (MAX32650 user guide)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import TablePeripheral, written
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.MAX32650_GCR")
class MAX32650_GCR(TablePeripheral):
    """Registers."""

    size = 0x400
    missing = "resets, clock gating, the clocks of other peripherals"
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

    @written("CLKCN")
    def _clock_selected(self) -> None:
        self.warn_of_renode_fault("a clock of 0 Hz throws ArgumentException")
