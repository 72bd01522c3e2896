"""Video.VybridDCU: registers (Vybrid reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Video.VybridDCU")
class VybridDCU(RegisterFile):
    """No outputs."""

    size = 0x2000
    table = """
        0x000  R000
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
    """
