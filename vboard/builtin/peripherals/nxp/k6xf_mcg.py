"""Miscellaneous.K6xF_MCG: multipurpose clock generator (K64P144M120SF5RM rev 4, section 25.4).

Clocks follow what is asked for at once. As in Renode 1.16.1 most control bits read 0; the status shows what
was written of them all the same, for drivers wait for it.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status
from vboard.builtin.registry import renode_type

FLL_OR_PLL, INTERNAL, EXTERNAL, RESERVED = range(4)
PLL_STATUS = 3
C1, C2, C5 = 0x00, 0x01, 0x04
IREFS, EREFS, PLLCLKEN = 1 << 2, 1 << 2, 1 << 6


@renode_type("Miscellaneous.K6xF_MCG")
class K6xF_MCG(TablePeripheral):
    """Registers of a byte; no outputs."""

    size = 0x1001
    register_width = 1
    missing = "frequencies, loss of lock and of clock, trimming"
    table = """
        0x0000  C1     : IREFSTEN 0 -, IRCLKEN 1 -, IREFS 2 -, FRDIV 5:3 -, CLKS 7:6
        0x0001  C2     : IRCS 0 -, LP 1 -, EREFS 2 -, HGO 3 -, RANGE 5:4 -, FCFTRIM 6 -, LOCRE0 7 -
        0x0002  C3     : SCTRIM 7:0 -
        0x0003  C4     : SCFTRIM 0 -, FCTRIM 4:1 -, DRST_DRS 6:5, DMX32 7 -
        0x0004  C5     : PRDIV0 4:0 -, PLLSTEN0 5 -, PLLCLKEN0 6
        0x0005  C6     : VDIV0 4:0 -, CME0 5 -, PLLS 6, LOLIE0 7 -
        0x0006  S      : IRCST 0 -, OSCINIT0 1 r, CLKST 3:2 r, IREFST 4 r, PLLST 5 r, LOCK0 6 r, LOLS0 7 -
        0x0008  SC     : SC 7:0 -
        0x000A  ATCVH  : ATCVH 7:0 -
        0x000B  ATCVL  : ATCVL 7:0 -
        0x000C  C7     : OSCSEL 1:0 -
        0x000D  C8     : C8 7:0 -
        0x0011  C12    : C12 7:0 -
        0x0012  S2     : S2 7:0 -
        0x0013  T3     : T3 7:0 -
        0x1000  OSC_CR : CR 7:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._asked = {C1: 0, C2: 0}

    def Reset(self) -> None:
        self._asked = {C1: 0, C2: 0}
        super().Reset()

    special_writes = frozenset({C1, C2})

    def write32(self, offset: int, value: int) -> None:
        if offset in self.special_writes:
            self._asked[offset] = value
        super().write32(offset, value)

    @status("S.OSCINIT0")
    def _oscillator(self) -> int:
        return int(bool(self._asked[C2] & EREFS))

    @status("S.IREFST")
    def _internal_reference(self) -> int:
        return int(bool(self._asked[C1] & IREFS))

    @status("S.CLKST")
    def _clock(self) -> int:
        source = self.named["C1"]["CLKS"]
        if source == RESERVED:
            self.warn_of_renode_fault("the reserved clock source 3 throws ArgumentException when S is read")
        return PLL_STATUS if source == FLL_OR_PLL and self.named["C6"]["PLLS"] else source % RESERVED

    @status("S.PLLST")
    def _pll(self) -> int:
        return self.named["C6"]["PLLS"]

    @status("S.LOCK0")
    def _locked(self) -> int:
        return self.named["C5"]["PLLCLKEN0"] | self.named["C6"]["PLLS"]
