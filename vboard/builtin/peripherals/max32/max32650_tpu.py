"""Miscellaneous.MAX32650_TPU: registers (MAX32650 user guide)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.MAX32650_TPU")
class MAX32650_TPU(RegisterFile):
    """No outputs."""

    table = """
        0x000  R000
        0x004  R004
        0x008  R008
        0x00C  R00C : F0 0
        0x010  R010
        0x014  R014
        0x018  R018
        0x01C  R01C
        0x020  R020
        0x024  R024
        0x028  R028
        0x02C  R02C
        0x034  R034
        0x038  R038
        0x03C  R03C
        0x040  R040
        0x048  R048
        0x04C  R04C
        0x050  R050
        0x054  R054
        0x058  R058
        0x05C  R05C
        0x060  R060
        0x064  R064
        0x068  R068
        0x06C  R06C
        0x070  R070
        0x074  R074
        0x078  R078
        0x07C  R07C
        0x080  R080
        0x084  R084
        0x090  R090
        0x094  R094
        0x098  R098
        0x09C  R09C
        0x0A4  R0A4
        0x0A8  R0A8
        0x0AC  R0AC
        0x0B0  R0B0
        0x0B4  R0B4
        0x0B8  R0B8
        0x0BC  R0BC
        0x0C0  R0C0
        0x0C4  R0C4
        0x0C8  R0C8
        0x0CC  R0CC
        0x0D0  R0D0
    """
