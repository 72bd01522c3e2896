"""Miscellaneous.FocalTechFT9001_CPM: registers (FT9001 headers)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.FocalTechFT9001_CPM")
class FocalTechFT9001_CPM(RegisterFile):
    """No outputs."""

    table = """
        0x000  R000
        0x004  R004
        0x008  R008
        0x00C  R00C
        0x010  R010
        0x014  R014
        0x018  R018
        0x01C  R01C
        0x020  R020  = 0xFF00
        0x024  R024  = 0x200
        0x028  R028
        0x02C  R02C
        0x030  R030
        0x038  R038
        0x03C  R03C
        0x044  R044
        0x048  R048
        0x04C  R04C
        0x050  R050
        0x054  R054
        0x058  R058
        0x05C  R05C
        0x060  R060
        0x064  R064
        0x068  R068
        0x070  R070
        0x074  R074
        0x078  R078
        0x07C  R07C
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
        0x0B0  R0B0
        0x0B4  R0B4
        0x0B8  R0B8
        0x0C0  R0C0
        0x0C4  R0C4
        0x0C8  R0C8
        0x0CC  R0CC
        0x0D0  R0D0
        0x0D4  R0D4
        0x0D8  R0D8
        0x0DC  R0DC
        0x0E0  R0E0
        0x0E4  R0E4
    """
