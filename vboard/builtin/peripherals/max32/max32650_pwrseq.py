"""Miscellaneous.MAX32650_PWRSEQ: power sequencer (MAX32650 user guide, power sequencer registers)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.MAX32650_PWRSEQ")
class MAX32650_PWRSEQ(RegisterFile):
    """No outputs."""

    size = 0x400
    missing = "everything: its registers read as after a reset"
    table = """
        0x000  CTRL   = 0x1800
        0x004  GPIO0_WAKE_FLAGS
        0x008  GPIO0_WAKE_EN
        0x00C  GPIO1_WAKE_FLAGS
        0x010  GPIO1_WAKE_EN
        0x014  GPIO2_WAKE_FLAGS
        0x018  GPIO2_WAKE_EN
        0x01C  GPIO3_WAKE_FLAGS
        0x020  GPIO3_WAKE_EN
        0x030  USB_WAKE_STATUS
        0x034  USB_WAKE_EN
        0x040  RAM_SHUTDOWN
    """

    def __init__(self, env: Environment, rtc: Peripheral | None = None) -> None:
        super().__init__(env)
