"""Analog.IMXRT_ADC: analog-to-digital converter (i.MX RT1064 reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Analog.IMXRT_ADC")
class IMXRT_ADC(RegisterFile):
    """Output IRQ."""

    size = 0x5C
    IRQ: GPIO
    table = """
        0x000  R000 : F0 4:0
        0x004  R004 : F0 3:0
        0x008  R008 : F0 4:0
        0x00C  R00C : rw
        0x010  R010
        0x014  R014
        0x018  R018 : F0 4:0
        0x01C  R01C : F0 4:0, F7 7
        0x020  R020
        0x024  R024
        0x028  R028
        0x02C  R02C
        0x030  R030
        0x034  R034
        0x038  R038
        0x03C  R03C
        0x040  R040
        0x044  R044 : F13 13
        0x048  R048
        0x04C  R04C
        0x050  R050
        0x054  R054
        0x058  R058
    """

    def __init__(self, env: Environment, referenceVoltage: float = 0.0) -> None:
        super().__init__(env)
