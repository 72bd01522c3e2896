"""Timers.SAMD21_RTC: real-time clock (SAM D21 datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Timers.SAMD21_RTC")
class SAMD21_RTC(RegisterFile):
    """Output IRQ."""

    size = 0x20
    IRQ: GPIO
    table = """

    """
