"""Modes of cores for operating systems: Renode skips their busy waits, the engine executes them."""

from __future__ import annotations

from vboard.builtin.cpu.cortex_m import CortexM
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.monitor.members import Facet, members_of


@members_of(CortexM)
class CoreModes(Facet[CortexM]):
    """Accepted: time and results are those of the firmware's own waits."""

    def EnableZephyrMode(self) -> None:
        """Accepted: `k_busy_wait` is executed."""
        self.target.log(LogLevel.WARNING, "EnableZephyrMode has no effect: busy waits are executed")

    def DisableZephyrMode(self) -> None:
        """Accepted."""

    def EnableUbootMode(self) -> None:
        """Accepted: `udelay` is executed."""
        self.target.log(LogLevel.WARNING, "EnableUbootMode has no effect: busy waits are executed")

    def DisableUbootMode(self) -> None:
        """Accepted."""
