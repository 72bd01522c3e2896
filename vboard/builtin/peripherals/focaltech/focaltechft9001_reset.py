"""Miscellaneous.FocalTechFT9001_Reset: registers (FT9001 headers)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.FocalTechFT9001_Reset")
class FocalTechFT9001_Reset(RegisterFile):
    """No outputs."""

    table = """
        0x000  R000
        0x004  R004
    """
