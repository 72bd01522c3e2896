"""Miscellaneous.IMX_TRNG: random number generator (i.MX RT1064 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.IMX_TRNG")
class IMX_TRNG(RegisterFile):
    """Output IRQ."""

    size = 0x4000
    IRQ: GPIO
    table = """
        0x000  R000  = 0x400
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
        0x040  R040  = 0x61088158 : F1 7:1, F10 10, F13 13, F15 23:15, F26 27:26
        0x080  R080
        0x084  R084
        0x088  R088
        0x08C  R08C
        0x090  R090
        0x094  R094
        0x098  R098
        0x09C  R09C
        0x0A0  R0A0
        0x0A4  R0A4
        0x0A8  R0A8
        0x0AC  R0AC
        0x0F0  R0F0
        0x0F4  R0F4
    """
