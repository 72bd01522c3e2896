"""Miscellaneous.NPCX_LFCG: registers (NPCX9 datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.NPCX_LFCG")
class NPCX_LFCG(RegisterFile):
    """No outputs."""

    size = 0x100
    register_width = 2
    table = """
        0x000  R000
        0x002  R002
        0x004  R004
        0x006  R006
        0x008  R008
        0x00A  R00A
        0x014  R014
    """
