"""Miscellaneous.SiLabs.EFR32xG2_PRS_3: peripheral reflex system (EFR32xG24 reference manual, PRS).

As in Renode 1.16.1 the channels survive a reset.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type

CHANNELS = 12
PASS_A_ON = 0xC0000
"""Reset value of a channel: FNSEL is A without B."""


@renode_type("Miscellaneous.SiLabs.EFR32xG2_PRS_3")
class EFR32xG2_PRS_3(RegisterFile):
    """No outputs."""

    size = 0x4000
    table = f"""
        0x000  IPVERSION = 0x3
        0x008  ASYNC_SWPULSE
        0x00C  ASYNC_SWLEVEL
        0x010  ASYNC_PEEK
        0x014  SYNC_PEEK
        0x018  ASYNC_CH[{CHANNELS}] = {PASS_A_ON:#x} : SIGSEL 2:0, SOURCESEL 14:8, FNSEL 19:16, AUXSEL 27:24
    """

    def __init__(
        self, env: Environment, hfxo: Peripheral | None = None, sysrtc: Peripheral | None = None
    ) -> None:
        super().__init__(env)

    def Reset(self) -> None:
        """Everything is kept."""
