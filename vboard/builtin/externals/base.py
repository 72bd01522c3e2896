"""What objects beside the machines have in common."""

from __future__ import annotations

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.log_members import LogMembers
from vboard.errors import VBoardError


class ExternalError(VBoardError):
    """An object refuses what it is told, in Renode's words."""


class External(LogMembers):
    """An object with a name of its own in an emulation.

    Attributes:
        emulation: the emulation.
        name: its name there.
    """

    def __init__(self, emulation: Emulation, name: str) -> None:
        self.emulation = emulation
        self.name = name

    def log(self, level: LogLevel, message: str) -> None:
        """Write to the log in this object's name."""
        self.emulation.log.write(level, self.name, message)

    def write_log(self, level: LogLevel, message: str) -> None:
        self.log(level, message)
