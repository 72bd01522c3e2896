"""Analog.CAES_ADC: analog-to-digital converter (UT32M0R500 manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Analog.CAES_ADC")
class CAES_ADC(RegisterFile):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  R000          : F0 0
        0x004  R004
        0x010  R010  = 0x10  : rw
        0x050  R050  = 0x10  : F0 0, F4 6:4
        0x070  R070  = 0x10
        0x074  R074  = 0x64  : F0 5:0
        0x078  R078          : rw
        0x084  R084  = 0x81E
        0x08C  R08C
        0x090  R090
    """
