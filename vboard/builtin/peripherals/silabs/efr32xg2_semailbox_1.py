"""Miscellaneous.SiLabs.EFR32xG2_SEMAILBOX_1: registers (EFR32xG24 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32xG2_SEMAILBOX_1")
class EFR32xG2_SEMAILBOX_1(RegisterFile):
    """Outputs RxIRQ, TxIRQ."""

    size = 0x4000
    RxIRQ: GPIO
    TxIRQ: GPIO
    table = """
        0x000  R000
        0x004  R004
        0x008  R008
        0x00C  R00C
        0x010  R010
        0x014  R014
        0x018  R018
        0x01C  R01C
        0x020  R020
        0x024  R024
        0x028  R028
        0x02C  R02C
        0x030  R030
        0x034  R034
        0x038  R038
        0x03C  R03C
        0x040  R040  = 0x100000 : F20 20
        0x044  R044  = 0x200000
        0x048  R048
        0x04C  R04C
        0x050  R050
        0x054  R054  = 0x50000
        0x058  R058             : F0 1:0
    """
