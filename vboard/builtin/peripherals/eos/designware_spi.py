"""SPI.DesignWare_SPI: SPI controller (EOS S3 technical reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("SPI.DesignWare_SPI")
class DesignWare_SPI(RegisterFile):
    """Output IRQ."""

    size = 0x400
    IRQ: GPIO
    table = """
        0x000  R000  = 0x70007    : F8 8
        0x004  R004
        0x008  R008
        0x010  R010               : F0 1:0
        0x014  R014               : F1 16:1
        0x018  R018
        0x01C  R01C
        0x020  R020
        0x024  R024
        0x028  R028  = 0x6
        0x02C  R02C               : F0 5:0
        0x030  R030
        0x034  R034
        0x038  R038
        0x03C  R03C
        0x040  R040
        0x044  R044
        0x048  R048
        0x058  R058  = 0xFFFFFFFF
        0x05C  R05C  = 0x3332332A
        0x060  R060
    """

    def __init__(self, env: Environment, receiveDepth: ULong = 0, transmitDepth: ULong = 0) -> None:
        super().__init__(env)
