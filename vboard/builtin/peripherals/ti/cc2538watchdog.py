"""Timers.CC2538Watchdog: watchdog (CC2538 user guide)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Timers.CC2538Watchdog")
class CC2538Watchdog(RegisterFile):
    """No outputs."""

    size = 0x4
    table = """
        0x000  R000
    """

    def __init__(self, env: Environment, periodInMs: ULong = 0) -> None:
        super().__init__(env)
