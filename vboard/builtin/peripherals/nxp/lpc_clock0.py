"""Miscellaneous.LPC_Clock0: clock controller CLKCTL0 of the i.MX RT500 (user manual UM11147, section 4.5).

Oscillators and phase fractional dividers are ready at all times; the FRO runs at the frequency that is
expected of it.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, status, writes
from vboard.builtin.registry import renode_type

DIVIDER = "DIV 7:0, RESET 29 -, HALT 30 -, REQFLAG 31 -"
PFD = ", ".join(
    f"PFD{n} {8 * n + 5}:{8 * n}, PFD{n}_CLKRDY {8 * n + 6} r, PFD{n}_CLKGATE {8 * n + 7}" for n in range(4)
)


@renode_type("Miscellaneous.LPC_Clock0")
class LPC_Clock0(TablePeripheral):
    """No outputs."""

    missing = "frequencies, gates, resets and requests of dividers"
    table = f"""
        0x080  FRO_CONTROL      : EXP_COUNT 15:0, THRESH_RANGE_UP 20:16, THRESH_RANGE_LOW 25:21, ENA_TUNE 31
        0x084  FRO_CAPVAL       : CAPVAL 15:0 r, DATA_VALID 31 r
        0x08C  FRO_RDTRIM = 0x3BF : TRIM 5:0
        0x090  FRO_SCTRIM       : TRIM 5:0
        0x10C  FROCLKSTATUS = 0x1 : CLK_OK 0 r
        0x110  FRODIVOEN        : EN 4:0
        0x160  SYSOSCCTL0       : LP_ENABLE 0, BYPASS_ENABLE 1
        0x168  SYSOSCBYPASS     : SEL 2:0
        0x190  LPOSCCTL0 = 0x80000000 : CLKRDY 31 r
        0x200  SYSPLL0CLKSEL    : SEL 2:0
        0x204  SYSPLL0CTL0      : BYPASS 0 -, RESET 1 -, HOLDRINGOFF_ENA 13, MULT 23:16
        0x210  SYSPLL0NUM       : NUM 29:0
        0x214  SYSPLL0DENOM     : DENOM 29:0
        0x218  SYSPLL0PFD = 0x40404040 : {PFD}
        0x248+4 AUXPLLCLKDIV[2] : {DIVIDER}
        0x400  SYSCPUAHBCLKDIV  : DIV 7:0, REQFLAG 31 -
        0x430  MAINCLKSELA      : SEL 2:0
        0x434  MAINCLKSELB      : SEL 2:0
        0x500+4 PFCDIV[2]       : {DIVIDER}
        0x620+0x10 FLEXSPIFCLKSEL[2] : SEL 2:0
        0x624+0x10 FLEXSPIFCLKDIV[2] : {DIVIDER}
        0x680+0x10 SDIOFCLKSEL[2] : SEL 2:0
        0x684+0x10 SDIOFCLKDIV[2] : {DIVIDER}
        0x6D0  ADC0FCLKSEL0     : SEL 2:0
        0x6D4  ADC0FCLKSEL1     : SEL 2:0
        0x6D8  ADC0FCLKDIV      : {DIVIDER}
        0x764  SYSTICKFCLKDIV   : {DIVIDER}
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._valid = 0

    def Reset(self) -> None:
        super().Reset()
        self._valid = 0

    @status("FRO_CAPVAL.CAPVAL")
    def _captured(self) -> int:
        return self.named["FRO_CONTROL"]["EXP_COUNT"]

    @reads("FRO_CAPVAL.DATA_VALID")
    def _is_valid(self) -> int:
        valid, self._valid = self._valid, 1  # by the next look another measurement has ended
        return valid

    @writes("FRO_RDTRIM.TRIM")
    def _trimmed(self, _: int) -> None:
        self._valid = 0
