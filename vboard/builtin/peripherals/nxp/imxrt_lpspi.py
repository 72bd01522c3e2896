"""SPI.IMXRT_LPSPI: SPI controller (i.MX RT1064 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("SPI.IMXRT_LPSPI")
class IMXRT_LPSPI(RegisterFile):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  R000
        0x004  R004  = 0x202
        0x010  R010
        0x014  R014  = 0x1
        0x018  R018
        0x01C  R01C
        0x020  R020          : F9 9
        0x024  R024          : F1 2:1, F5 5, F7 8:7, F10 10, F13 13, F15 17:15
        0x030  R030          : rw
        0x034  R034
        0x040  R040          : rw
        0x058  R058
        0x05C  R05C
        0x060  R060          : rw
        0x064  R064
        0x070  R070
        0x074  R074
    """
