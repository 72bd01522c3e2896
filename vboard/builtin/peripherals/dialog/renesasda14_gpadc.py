"""Analog.RenesasDA14_GPADC: analog-to-digital converter (DA1459x datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Analog.RenesasDA14_GPADC")
class RenesasDA14_GPADC(RegisterFile):
    """Output IRQ."""

    size = 0x24
    IRQ: GPIO
    table = """
        0x000  R000          : rw
        0x004  R004  = 0x200 : rw
        0x008  R008  = 0x40  : F9 14:9
        0x00C  R00C          : F0 6:0
        0x010  R010  = 0x200
        0x014  R014
        0x01C  R01C
        0x020  R020
    """
