"""Miscellaneous.RenesasDA14_XTAL32MRegisters: registers (DA1459x datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.RenesasDA14_XTAL32MRegisters")
class RenesasDA14_XTAL32MRegisters(RegisterFile):
    """No outputs."""

    size = 0x2C
    table = """
        0x000  R000  = 0x70550 : rw
        0x004  R004  = 0x685A0 : F0 25:0
        0x008  R008  = 0x84A0  : rw
        0x00C  R00C  = 0x98    : F0 7:0
        0x010  R010
        0x014  R014  = 0x15    : F0 6:0
        0x018  R018  = 0x9FF   : rw
        0x024  R024
        0x028  R028            : rw
    """
