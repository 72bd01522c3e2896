"""SPI.NPCX_FIU: registers (NPCX9 datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("SPI.NPCX_FIU")
class NPCX_FIU(RegisterFile):
    """No outputs."""

    register_width = 1
    table = """
        0x001  R001
        0x002  R002
        0x014  R014
        0x016  R016         : rw
        0x017  R017
        0x018  R018         : rw
        0x019  R019
        0x01A  R01A
        0x01B  R01B
        0x01C  R01C         : rw
        0x01D  R01D
        0x01E  R01E  = 0x40
        0x01F  R01F  = 0x3  : F3 6:3
        0x020  R020
        0x021  R021
        0x022  R022         : F1 3:1
        0x023  R023
        0x026  R026
        0x027  R027
        0x030  R030
        0x032  R032
        0x033  R033
        0x034  R034         : rw
        0x035  R035         : rw
        0x036  R036
        0x037  R037         : rw
        0x03D  R03D
    """
