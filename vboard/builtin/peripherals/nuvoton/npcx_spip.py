"""SPI.NPCX_SPIP: SPI controller (NPCX9 datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("SPI.NPCX_SPIP")
class NPCX_SPIP(RegisterFile):
    """No outputs."""

    register_width = 2
    table = """
        0x000  R000
        0x002  R002 : F2 2, F4 6:4
        0x004  R004 : F0 1:0
    """
