"""SPI.AmbiqApollo4_IOMaster: registers (Apollo4 datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("SPI.AmbiqApollo4_IOMaster")
class AmbiqApollo4_IOMaster(RegisterFile):
    """Output IRQ."""

    size = 0x400
    IRQ: GPIO
    table = """
        0x000  R000
        0x020  R020
        0x100  R100  = 0x20002000
        0x104  R104
        0x108  R108
        0x10C  R10C
        0x110  R110
        0x114  R114
        0x118  R118
        0x11C  R11C  = 0xE20
        0x120  R120               : F0 22:0, F24 30:24
        0x124  R124
        0x128  R128
        0x12C  R12C  = 0x80
        0x200  R200
        0x204  R204  = 0x4
        0x208  R208               : F15 31:15
        0x20C  R20C
        0x210  R210
        0x214  R214
        0x218  R218
        0x21C  R21C
        0x220  R220
        0x224  R224
        0x228  R228
        0x22C  R22C
        0x230  R230
        0x234  R234
        0x238  R238
        0x23C  R23C
        0x240  R240
        0x244  R244
        0x248  R248  = 0x4
        0x280  R280  = 0x200000
        0x2C0  R2C0
        0x2C4  R2C4
        0x300  R300
        0x304  R304
        0x308  R308
        0x388  R388
    """
