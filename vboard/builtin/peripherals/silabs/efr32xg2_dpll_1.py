"""Miscellaneous.SiLabs.EFR32xG2_DPLL_1: digital phase-locked loop (EFR32xG24 reference manual).

It is locked as soon as it is enabled.
"""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import changes, status
from vboard.builtin.peripherals.silabs.series2_block import Series2Block
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32xG2_DPLL_1")
class EFR32xG2_DPLL_1(Series2Block):
    """No outputs."""

    KEY = 0x7102
    missing = "frequencies, loss of lock, interrupts"
    table = """
        0x000  IPVERSION = 0x1 : IPVERSION 31:0 r
        0x004  EN : EN 0, DISABLING 1 r
        0x008  CFG : MODE 0, EDGESEL 1, AUTORECOVER 2, DITHEN 6
        0x00C  CFG1 : M 11:0, N 27:16
        0x010  IF : LOCK 0, LOCKFAILLOW 1, LOCKFAILHIGH 2
        0x014  IEN : LOCK 0, LOCKFAILLOW 1, LOCKFAILHIGH 2
        0x018  STATUS : RDY 0 r, ENS 1 r, LOCK 31 r
        0x01C  DEBUGSTATUS : DITHER 3:0 r
        0x020  OFFSET = 0x5A880 : UPDATEEN 4, K0 15:5, COARSECOUNT 19:16, MINCOARSE 25:20
        0x024  LOCK = 0x7102 : LOCKKEY 15:0 w
    """

    @status("STATUS.RDY", "STATUS.ENS")
    def _locked(self) -> int:
        return self.named["EN"]["EN"]

    @changes("EN.EN")
    def _enabled(self, value: int) -> None:
        self.named["IF"]["LOCK"] = value
