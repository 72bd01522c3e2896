"""Miscellaneous.STM32WBA_PWR: power control (RM0493)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.STM32WBA_PWR")
class STM32WBA_PWR(RegisterFile):
    """No outputs."""

    size = 0x400
    table = """
        0x000  R000
        0x004  R004
        0x008  R008
        0x00C  R00C  = 0x8000
        0x010  R010           : F4 7:4
        0x014  R014
        0x018  R018
        0x01C  R01C
        0x028  R028           : rw
        0x030  R030
        0x034  R034
        0x038  R038
        0x03C  R03C  = 0x8000
        0x044  R044
        0x048  R048
        0x050  R050
        0x054  R054
        0x058  R058
        0x05C  R05C
        0x060  R060
        0x064  R064
        0x088  R088
        0x08C  R08C
        0x100  R100
    """
