"""USBDeprecated.EHCIHostController: registers (Vybrid reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("USBDeprecated.EHCIHostController")
class EHCIHostController(RegisterFile):
    """Output IRQ."""

    size = 0x2000
    IRQ: GPIO
    table = """
        0x000  R000
        0x004  R004
        0x008  R008
        0x00C  R00C
        0x014  R014
        0x018  R018
        0x040  R040
        0x124  R124  = 0x10
        0x1A8  R1A8         : F0 1:0
    """

    def __init__(
        self, env: Environment, capabilityRegistersLength: ULong = 0, ehciBaseAddress: ULong = 0
    ) -> None:
        super().__init__(env)
