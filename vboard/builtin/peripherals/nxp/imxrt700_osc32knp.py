"""Timers.IMXRT700_OSC32KNP: registers (i.MX RT700 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Timers.IMXRT700_OSC32KNP")
class IMXRT700_OSC32KNP(RegisterFile):
    """No outputs."""

    table = """
        0x000  R000  = 0xF00080A : F0 3:0, F8 11:8
        0x008  R008  = 0x3
    """
