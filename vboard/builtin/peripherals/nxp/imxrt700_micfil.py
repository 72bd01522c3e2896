"""Sound.IMXRT700_MICFIL: registers (i.MX RT700 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Sound.IMXRT700_MICFIL")
class IMXRT700_MICFIL(RegisterFile):
    """Outputs DmaRequest, HWVAD, IRQ."""

    DmaRequest: GPIO
    HWVAD: GPIO
    IRQ: GPIO
    table = """
        0x000  R000  = 0x80000000
        0x004  R004  = 0x80000    : F1 7:1, F9 10:9, F12 20:12
        0x008  R008
        0x010  R010  = 0x7
        0x014  R014
        0x024  R024
        0x028  R028
        0x02C  R02C
        0x030  R030
        0x034  R034
        0x038  R038
        0x03C  R03C
        0x040  R040
        0x064  R064  = 0xFFFF
        0x068  R068
        0x074  R074
        0x07C  R07C
        0x080  R080
        0x084  R084  = 0x2160000
        0x088  R088  = 0x10B0734
        0x090  R090
        0x094  R094  = 0xA0000
        0x098  R098  = 0x80000000 : F0 0
        0x09C  R09C
        0x0A0  R0A0  = 0x80000000
        0x0A4  R0A4
        0x0A8  R0A8  = 0x4
    """
