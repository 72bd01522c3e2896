"""Timers.MAX32650_WDT: watchdog (MAX32650 user guide)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Timers.MAX32650_WDT")
class MAX32650_WDT(RegisterFile):
    """Output IRQ."""

    size = 0x400
    IRQ: GPIO
    table = """
        0x000  R000  = 0xC00 : F0 11:0, F13 13, F15 16:15, F18 18, F21 21, F27 28:27, F30 31:30
        0x004  R004          : F0 7:0
    """

    def __init__(self, env: Environment, gcr: Peripheral | None = None) -> None:
        super().__init__(env)
