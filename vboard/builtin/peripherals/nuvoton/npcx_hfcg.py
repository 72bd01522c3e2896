"""Miscellaneous.NPCX_HFCG: registers (NPCX9 datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.NPCX_HFCG")
class NPCX_HFCG(RegisterFile):
    """No outputs."""

    size = 0x100
    register_width = 1
    table = """
        0x000  R000
        0x002  R002
        0x004  R004
        0x006  R006
        0x008  R008
        0x010  R010
        0x012  R012
        0x014  R014
        0x01C  R01C
    """
