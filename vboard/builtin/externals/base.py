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


class Link(External):
    """What devices are joined to, which drops what is sent while it is paused."""

    def __init__(self, emulation: Emulation, name: str) -> None:
        super().__init__(emulation, name)
        self._paused = False

    def Start(self) -> None:
        """Carry what is sent from now on."""
        self._paused = False

    def Resume(self) -> None:
        """Carry what is sent from now on."""
        self._paused = False

    def Pause(self) -> None:
        """Drop what is sent from now on."""
        self._paused = True

    @property
    def IsPaused(self) -> bool:
        """Whether it drops what is sent."""
        return self._paused
