"""The `request` object that the script of a Python peripheral sees."""

from __future__ import annotations

import enum


class RequestType(enum.Enum):
    """Why the script runs."""

    READ = 0
    WRITE = 1
    INIT = 2
    USER = 3


class Request:
    """One access.

    Attributes:
        Type: what it is; `IsRead`, `IsWrite`, `IsInit`, `IsUser` tell the same.
        Value: written value; the script stores what a read returns.
        Offset: bytes from the registration point, or the command of a ControlRead or ControlWrite.
        Absolute: address on the bus.
        Length: bytes, 1, 2, 4 or 8.
        Counter: number of reads and writes before this one.
    """

    def __init__(self) -> None:
        self.Type = RequestType.READ
        self.Value = 0
        self.Offset = 0
        self.Absolute = 0
        self.Length = 0
        self.Counter = 0

    @property
    def IsRead(self) -> bool:
        return self.Type is RequestType.READ

    @property
    def IsWrite(self) -> bool:
        return self.Type is RequestType.WRITE

    @property
    def IsInit(self) -> bool:
        return self.Type is RequestType.INIT

    @property
    def IsUser(self) -> bool:
        return self.Type is RequestType.USER
