"""MTD.CC2538FlashController: flash controller (CC2538 user guide)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("MTD.CC2538FlashController")
class CC2538FlashController(RegisterFile):
    """No outputs."""

    table = """
        0x008  R008  = 0x4        : F1 2:1, F4 4, F7 7
        0x00C  R00C
        0x010  R010
        0x014  R014  = 0xB9640580
        0x018  R018
        0x01C  R01C  = 0x2000
    """

    def __init__(self, env: Environment, flash: Peripheral | None = None) -> None:
        super().__init__(env)
