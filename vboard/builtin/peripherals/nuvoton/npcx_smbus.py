"""I2C.NPCX_SMBus: registers (NPCX9 datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("I2C.NPCX_SMBus")
class NPCX_SMBus(RegisterFile):
    """Output IRQ."""

    size = 0x20
    register_width = 1
    IRQ: GPIO
    table = """
        0x000  R000
        0x002  R002
        0x004  R004
        0x006  R006
        0x008  R008
        0x00A  R00A
        0x00C  R00C
        0x00E  R00E  = 0xC0 : F4 5:4
        0x00F  R00F
        0x010  R010
        0x011  R011
        0x012  R012
        0x013  R013
        0x014  R014
        0x016  R016
        0x018  R018
        0x019  R019
        0x01A  R01A
        0x01C  R01C
        0x01D  R01D         : F4 4
        0x01E  R01E         : rw
    """
