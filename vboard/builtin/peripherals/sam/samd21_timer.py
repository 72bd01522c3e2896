"""Timers.SAMD21_Timer: timer (SAM D21 datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Timers.SAMD21_Timer")
class SAMD21_Timer(RegisterFile):
    """Output IRQ."""

    size = 0x20
    IRQ: GPIO
    table = """

    """

    def __init__(self, env: Environment, baseFrequency: ULong = 0) -> None:
        super().__init__(env)
