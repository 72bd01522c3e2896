"""SPI.IMXRT_FlexSPI: SPI controller (i.MX RT1064 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("SPI.IMXRT_FlexSPI")
class IMXRT_FlexSPI(RegisterFile):
    """Output IRQ."""

    size = 0x4000
    IRQ: GPIO
    table = """
        0x000  R000
        0x004  R004
        0x008  R008
        0x00C  R00C
        0x010  R010
        0x014  R014  = 0x60
        0x018  R018
        0x01C  R01C
        0x020  R020
        0x024  R024
        0x028  R028
        0x02C  R02C
        0x060  R060
        0x064  R064
        0x068  R068
        0x06C  R06C
        0x070  R070
        0x074  R074
        0x078  R078
        0x07C  R07C
        0x080  R080         : F0 3:0, F5 11:5, F13 15:13
        0x084  R084
        0x088  R088
        0x08C  R08C
        0x094  R094
        0x0A0  R0A0
        0x0A4  R0A4
        0x0B0  R0B0
        0x0B8  R0B8         : F4 5:4
        0x0BC  R0BC
        0x0C0  R0C0
        0x0C4  R0C4
        0x0E0  R0E0  = 0x3
        0x0E4  R0E4
        0x0E8  R0E8
        0x0EC  R0EC
        0x0F0  R0F0
        0x0F4  R0F4
        0x100  R100
        0x180  R180
        0x200  R200         : rw
    """
