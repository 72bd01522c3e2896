"""Members by which scripts write to the log in an object's name, as Renode's extension methods do."""

from __future__ import annotations

import re

from vboard.builtin.machine.log import LogLevel

_CSHARP_FORMAT = re.compile(r"\{(\d+):([XxDd])(\d*)\}")


def formatted(message: str, args: tuple[object, ...]) -> str:
    """C#'s composite format: `{0}`, `{0:X8}`; without arguments the text as it is."""
    if not args:
        return message

    def number(match: re.Match[str]) -> str:
        width = f"0{match[3]}" if match[3] else ""
        return f"{{{match[1]}:{width}{match[2].replace('D', 'd')}}}"

    return _CSHARP_FORMAT.sub(number, message).format(*args)


class LogMembers:
    """Base of what scripts log for."""

    def write_log(self, level: LogLevel, message: str) -> None:
        """Write to the log in this object's name."""
        raise NotImplementedError

    def Log(self, type: LogLevel, message: str, *args: str) -> None:
        """Write a log message in the object's name; `{0}` and `{0:X}` stand for the arguments."""
        self.write_log(type, formatted(message, args))

    def NoisyLog(self, message: str, *args: str) -> None:
        """`Log` at level NOISY."""
        self.write_log(LogLevel.NOISY, formatted(message, args))

    def DebugLog(self, message: str, *args: str) -> None:
        """`Log` at level DEBUG."""
        self.write_log(LogLevel.DEBUG, formatted(message, args))

    def InfoLog(self, message: str, *args: str) -> None:
        """`Log` at level INFO."""
        self.write_log(LogLevel.INFO, formatted(message, args))

    def WarningLog(self, message: str, *args: str) -> None:
        """`Log` at level WARNING."""
        self.write_log(LogLevel.WARNING, formatted(message, args))

    def ErrorLog(self, message: str, *args: str) -> None:
        """`Log` at level ERROR."""
        self.write_log(LogLevel.ERROR, formatted(message, args))
