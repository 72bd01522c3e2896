"""What every part of a monitor looks at: the emulation of the moment and the selected machine."""

from __future__ import annotations

from dataclasses import dataclass

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine


@dataclass
class State:
    """Shared by the parts of one monitor.

    Attributes:
        emulation: the emulation; `Clear` replaces it.
        machine: the selected machine.
    """

    emulation: Emulation
    machine: Machine | None = None

    @property
    def machine_name(self) -> str | None:
        """Name of the selected machine."""
        return self.machine.name if self.machine is not None else None
