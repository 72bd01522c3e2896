"""Miscellaneous.SiLabs.EFR32xG2_LFXO_1: low-frequency crystal oscillator (EFR32xG24 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.series2_block import Oscillator
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32xG2_LFXO_1")
class EFR32xG2_LFXO_1(Oscillator):
    """No outputs."""

    KEY = 0x1A20
    table = """
        0x000  IPVERSION = 0x1 : IPVERSION 31:0 r
        0x004  CTRL = 0x2 : FORCEEN 0, DISONDEMAND 1, FAILDETEN 4, FAILDETEM4WUEN 5
        0x008  CFG = 0x701 : AGC 0, HIGHAMPL 1, MODE 5:4, TIMEOUT 10:8
        0x00C  CFG1 = 0x2 : XOAGCCURR 1:0, CURR 5:4, XPDCDIS 8, BUFFCURR 9, NCLAMPDIS 10, PCLAMPDIS 11,
                BLEEDERDIS 12
        0x010  STATUS : RDY 0 r, ENS 16 r, LOCK 31 r
        0x014  CAL = 0x100 : CAPTUNE 6:0, GAIN 9:8
        0x018  IF : RDY 0 r, POSEDGE 1, NEGEDGE 2, FAIL 3
        0x01C  IEN : RDY 0, POSEDGE 1, NEGEDGE 2, FAIL 3
        0x020  SYNCBUSY : CAL 0 r
        0x024  LOCK = 0x1A20 : LOCKKEY 15:0 w
    """
