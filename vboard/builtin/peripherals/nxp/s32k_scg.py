"""Miscellaneous.S32K_SCG: system clock generator (S32K1xx reference manual rev 13, chapter 28).

As in Renode 1.16.1 all oscillators but the slow one run at all times, and the clock of run mode is what RCCR
asks for at once.
"""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import TablePeripheral, status
from vboard.builtin.registry import renode_type

CLOCK = "DIVSLOW 3:0{m}, DIVBUS 7:4{m}, DIVCORE 19:16{m}, SCS 27:24{m}"


@renode_type("Miscellaneous.S32K_SCG")
class S32K_SCG(TablePeripheral):
    """No outputs."""

    missing = "frequencies, PLL, VLPR and HSRUN modes, loss of clock, the crystal's switch"
    table = f"""
        0x000  VERID    : VERSION 31:0 -
        0x004  PARAM    : PARAM 31:0 -
        0x010  CSR      : {CLOCK.format(m=" r")}
        0x014  RCCR = 0x3000001 : {CLOCK.format(m="")}
        0x018  VCCR = 0x3000013 : {CLOCK.format(m=" r")}
        0x01C  HCCR = 0x3000013 : {CLOCK.format(m=" r")}
        0x020  CLKOUTCNFG = 0x1000000 : CLKOUTSEL 27:24 r
        0x100  SOSCCSR = 0x1000001 : SOSCEN 0 r, SOSCCM 16 r, SOSCCMRE 17 r, LK 23 r, SOSCVLD 24 r,
                SOSCSEL 25 r,
                SOSCERR 26 w1c
        0x104  SOSCDIV = 0x101 : SOSCDIV1 2:0 r, SOSCDIV2 10:8 r
        0x108  SOSCCFG  : EREFS 2 -, HGO 3 -, RANGE 5:4 -
        0x200  SIRCCSR = 0x1000003 : SIRCEN 0, SIRCSTEN 1, SIRCLPEN 2, LK 23, SIRCVLD 24 r, SIRCSEL 25 r
        0x204  SIRCDIV = 0x101 : SIRCDIV1 2:0, SIRCDIV2 10:8
        0x208  SIRCCFG  : RANGE 0
        0x300  FIRCCSR = 0x3000001 : FIRCEN 0 r, FIRCREGOFF 3 r, LK 23 r, FIRCVLD 24 r, FIRCSEL 25 r,
                FIRCERR 26 r
        0x304  FIRCDIV  : FIRCDIV1 2:0 -, FIRCDIV2 10:8 -
        0x308  FIRCCFG  : RANGE 1:0 -
        0x600  SPLLCSR  : SPLLCSR 31:0 -
        0x604  SPLLDIV  : SPLLDIV 31:0 -
        0x608  SPLLCFG  : SPLLCFG 31:0 -
    """

    @status("CSR.DIVSLOW")
    def _slow(self) -> int:
        return self.named["RCCR"]["DIVSLOW"]

    @status("CSR.DIVBUS")
    def _bus(self) -> int:
        return self.named["RCCR"]["DIVBUS"]

    @status("CSR.DIVCORE")
    def _core(self) -> int:
        return self.named["RCCR"]["DIVCORE"]

    @status("CSR.SCS")
    def _source(self) -> int:
        return self.named["RCCR"]["SCS"]

    @status("SIRCCSR.SIRCVLD")
    def _slow_is_valid(self) -> int:
        return self.named["SIRCCSR"]["SIRCEN"]
