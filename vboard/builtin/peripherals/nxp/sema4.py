"""Miscellaneous.SEMA4: registers (Vybrid reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SEMA4")
class SEMA4(RegisterFile):
    """Outputs CPU0, CPU1."""

    size = 0x108
    CPU0: GPIO
    CPU1: GPIO
    table = """
        0x040  R040 : F16 31:16
        0x048  R048 : F16 18:16, F23 25:23, F27 28:27, F31 31
        0x080  R080
        0x088  R088
    """
