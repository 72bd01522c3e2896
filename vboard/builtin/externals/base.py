"""What objects beside the machines have in common."""

from __future__ import annotations

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import formatted
from vboard.errors import VBoardError


class ExternalError(VBoardError):
    """An object refuses what it is told, in Renode's words."""


class External:
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

    def Log(self, type: LogLevel, message: str, *args: str) -> None:
        """Write a log message in the object's name."""
        self.log(type, formatted(message, args))

    def NoisyLog(self, message: str, *args: str) -> None:
        """`Log` at level NOISY."""
        self.log(LogLevel.NOISY, formatted(message, args))

    def DebugLog(self, message: str, *args: str) -> None:
        """`Log` at level DEBUG."""
        self.log(LogLevel.DEBUG, formatted(message, args))

    def InfoLog(self, message: str, *args: str) -> None:
        """`Log` at level INFO."""
        self.log(LogLevel.INFO, formatted(message, args))

    def WarningLog(self, message: str, *args: str) -> None:
        """`Log` at level WARNING."""
        self.log(LogLevel.WARNING, formatted(message, args))

    def ErrorLog(self, message: str, *args: str) -> None:
        """`Log` at level ERROR."""
        self.log(LogLevel.ERROR, formatted(message, args))
