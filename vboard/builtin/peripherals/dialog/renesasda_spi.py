"""SPI.RenesasDA_SPI: SPI controller (DA1459x datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("SPI.RenesasDA_SPI")
class RenesasDA_SPI(RegisterFile):
    """Output IRQ."""

    size = 0x100
    IRQ: GPIO
    table = """
        0x000  R000           : F0 2:0
        0x004  R004
        0x008  R008
        0x00C  R00C           : F4 7:4
        0x010  R010
        0x014  R014  = 0x1
        0x018  R018  = 0x1000
        0x01C  R01C
        0x020  R020
        0x024  R024           : F0 1:0
        0x02C  R02C
    """
