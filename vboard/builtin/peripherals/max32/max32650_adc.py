"""Analog.MAX32650_ADC: analog-to-digital converter (MAX32650 user guide)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Analog.MAX32650_ADC")
class MAX32650_ADC(RegisterFile):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  R000
        0x004  R004
        0x008  R008
        0x00C  R00C
        0x010  R010
        0x014  R014
        0x018  R018
        0x01C  R01C
    """
