"""Miscellaneous.FocalTechFT9001_TRNG: random number generator (FT9001 headers)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.FocalTechFT9001_TRNG")
class FocalTechFT9001_TRNG(RegisterFile):
    """No outputs."""

    size = 0x100
    table = """
        0x000  R000  = 0x800
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
        0x040  R040
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
        0x06C  R06C
        0x070  R070
        0x074  R074
    """
