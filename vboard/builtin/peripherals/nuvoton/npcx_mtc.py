"""Timers.NPCX_MTC: registers (NPCX9 datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Timers.NPCX_MTC")
class NPCX_MTC(RegisterFile):
    """Output IRQ."""

    size = 0x8
    IRQ: GPIO
    table = """
        0x000  R000 : rw
        0x004  R004 : F0 22:0
    """
