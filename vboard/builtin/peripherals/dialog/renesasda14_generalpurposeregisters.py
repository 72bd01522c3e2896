"""Miscellaneous.RenesasDA14_GeneralPurposeRegisters: freezes and debugging (DA1459x data sheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.RenesasDA14_GeneralPurposeRegisters")
class RenesasDA14_GeneralPurposeRegisters(RegisterFile):
    """No outputs."""

    size = 0x18
    table = """
        0x000  SET_FREEZE
        0x004  RESET_FREEZE
        0x008  DEBUG        = 0x101 : F0 4:0, F6 8:6
        0x00C  GP_STATUS
        0x014  SCPU_FCU_TAG         : F0 1:0
    """

    def __init__(self, env: Environment, sysWatchdog: Peripheral | None = None) -> None:
        super().__init__(env)
