"""Miscellaneous.K6xF_RNG: random number generator (K66 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.K6xF_RNG")
class K6xF_RNG(RegisterFile):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  R000
        0x004  R004 : F17 22:17
        0x008  R008 : rw
        0x00C  R00C
    """
