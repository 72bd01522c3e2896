"""Miscellaneous.RenesasDA14_ClockGenerationController: registers (DA1459x datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.RenesasDA14_ClockGenerationController")
class RenesasDA14_ClockGenerationController(RegisterFile):
    """No outputs."""

    size = 0x100
    table = """
        0x000  R000  = 0x12   : F0 2:0, F4 7:4, F10 12:10
        0x00C  R00C
        0x010  R010  = 0x4    : F0 0
        0x014  R014  = 0x2001
        0x018  R018
        0x01C  R01C
        0x020  R020  = 0x40F
        0x024  R024           : F0 3:0, F5 5, F7 8:7, F10 10
        0x028  R028  = 0x95A5
        0x03C  R03C  = 0x38
        0x040  R040  = 0x82E  : rw
        0x044  R044  = 0x3CE  : F0 9:0
        0x048  R048  = 0x57E
        0x04C  R04C
        0x050  R050           : F0 9:0
        0x070  R070
        0x074  R074
        0x078  R078
        0x07C  R07C
        0x080  R080
        0x084  R084
        0x098  R098
        0x09C  R09C
        0x0A4  R0A4           : rw
        0x0BC  R0BC  = 0x3F   : F0 5:0
        0x0C0  R0C0
        0x0CC  R0CC
        0x0D0  R0D0  = 0xC0   : F0 4:0, F6 6
        0x0D4  R0D4
        0x0DC  R0DC  = 0x1FF
        0x0E0  R0E0  = 0x6517 : F0 13:0
        0x0E4  R0E4           : rw
        0x0F0  R0F0
        0x0F4  R0F4
        0x0FC  R0FC  = 0x3    : F6 6
    """

    def __init__(
        self,
        env: Environment,
        eflashDataText: Peripheral | None = None,
        rom: Peripheral | None = None,
        xtal32m: Peripheral | None = None,
    ) -> None:
        super().__init__(env)
