"""Miscellaneous.S32K_SCG: registers (S32K1xx reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.S32K_SCG")
class S32K_SCG(RegisterFile):
    """No outputs."""

    table = """
        0x000  R000
        0x004  R004
        0x010  R010  = 0x3000001
        0x014  R014  = 0x3000001 : F0 8:0, F10 10, F13 13, F15 19:15, F21 21, F23 27:23
        0x018  R018  = 0x3000013
        0x01C  R01C  = 0x3000013
        0x020  R020  = 0x1000000
        0x100  R100  = 0x1000001
        0x104  R104  = 0x101
        0x108  R108
        0x200  R200  = 0x1000003 : F0 2:0, F5 5, F7 8:7, F10 10, F13 13, F15 16:15, F18 18, F21 21,
                F23 24:23
        0x204  R204  = 0x101     : F0 2:0, F5 5, F7 9:7
        0x208  R208
        0x300  R300  = 0x3000001
        0x304  R304
        0x308  R308
        0x600  R600
        0x604  R604
        0x608  R608
    """
