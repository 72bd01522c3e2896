"""Wireless.CC2538RF: registers (CC2538 user guide)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Wireless.CC2538RF")
class CC2538RF(RegisterFile):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x580 R580 : rw
        0x58C R58C
        0x590 R590
        0x59C R59C : F0 6:0
        0x5A8 R5A8
        0x5C8 R5C8
        0x5D0 R5D0 : F0 7:0
        0x600 R600 = 0xD : F0 2:0
        0x604 R604 = 0x78 : F5 5
        0x608 R608 = 0x7 : F0 1:0
        0x60C R60C : F0 7:0
        0x618 R618 : F0 0, F2 4:2
        0x624 R624 = 0x40 : F6 6
        0x628 R628 = 0x1 : F0 2:0
        0x63C R63C = 0xB
        0x648 R648 = 0x80
        0x64C R64C = 0x10
        0x664 R664 = 0x1
        0x66C R66C
        0x68C R68C : F0 7:0
        0x69C R69C
        0x828 R828
        0x830 R830 : F0 7:0
        0x838 R838
    """
