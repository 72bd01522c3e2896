"""SPI.CC2538_SSI: registers (CC2538 user guide)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("SPI.CC2538_SSI")
class CC2538_SSI(RegisterFile):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  R000        : F0 3:0
        0x004  R004
        0x008  R008
        0x00C  R00C  = 0x3 : F4 4
        0x010  R010
        0x014  R014
        0x018  R018  = 0x8
        0x01C  R01C
        0x020  R020
        0x024  R024
        0xFC8  RFC8
    """
