"""Miscellaneous.STM32H7_HardwareSemaphore: registers (RM0433)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.STM32H7_HardwareSemaphore")
class STM32H7_HardwareSemaphore(RegisterFile):
    """No outputs."""

    size = 0x400
    table = """
        0x000  R000
        0x080  R080
        0x100  R100
        0x104  R104
        0x108  R108
        0x10C  R10C
        0x140  R140
        0x144  R144
    """
