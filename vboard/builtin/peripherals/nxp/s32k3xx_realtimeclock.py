"""Timers.S32K3XX_RealTimeClock: registers (S32K3xx reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Timers.S32K3XX_RealTimeClock")
class S32K3XX_RealTimeClock(RegisterFile):
    """Output IRQ."""

    size = 0x4000
    IRQ: GPIO
    table = """
        0x000  R000  = 0x80000000
        0x004  R004               : F10 15:10, F28 28, F30 31:30
        0x008  R008
        0x00C  R00C
        0x010  R010  = 0xFFFFFFFF : rw
        0x014  R014  = 0xFFFFFFFF : rw
    """
