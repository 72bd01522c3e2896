"""Miscellaneous.SiLabs.EFR32xG2_HFRCO_2: high-frequency RC oscillator (EFR32xG24 reference manual).

It always runs, for the processor does.
"""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import status
from vboard.builtin.peripherals.silabs.series2_block import Series2Block
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32xG2_HFRCO_2")
class EFR32xG2_HFRCO_2(Series2Block):
    """No outputs."""

    KEY = 0x8195
    missing = "frequencies, tuning, the effect of the lock"
    table = """
        0x000  IPVERSION = 0x2 : IPVERSION 31:0 r
        0x004  CTRL : FORCEEN 0, DISONDEMAND 1, EM23ONDEMAND 2
        0x008  CAL = 0xA8689F7F : TUNING 6:0, FINETUNING 13:8, LDOHP 15, FREQRANGE 20:16,
                CMPBIAS 23:21, CLKDIV 25:24, CMPSEL 27:26, IREFTC 31:28
        0x00C  STATUS : RDY 0 r, FREQBSY 1 r, SYNCBUSY 2 r, ENS 16 r, LOCK 31 r
        0x010  IF : RDY 0 r
        0x014  IEN : RDY 0
        0x01C  LOCK = 0x8195 : LOCKKEY 15:0 w
        0x020  TEST = 0x4 : INV 0, MAXTOEN 1, CLKOUTDIS0 2, CLKOUTDIS1 3
        0x024  FEATURE : FORCE40 0
    """

    @status("STATUS.RDY", "STATUS.ENS")
    def _always(self) -> int:
        return 1
