"""Miscellaneous.SiLabs.EFR32xG2_SLAB_ITM: registers (EFR32xG24 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32xG2_SLAB_ITM")
class EFR32xG2_SLAB_ITM(RegisterFile):
    """No outputs."""

    size = 0x4000
    table = """
        0x000  R000  = 0x1
        0x020  R020  = 0x1
        0xE00  RE00  = 0x1
        0xE80  RE80  = 0x1
    """
