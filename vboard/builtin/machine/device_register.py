"""What a register of a peripheral is for the processor core, which reads and writes it without Python.

The core does so while nobody has to see the access (`AddressDecoder.observed`, watchpoints) and the access
has no effect but on the register's own bits; `RegisterPeripheral.direct_registers` says which those are.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import NamedTuple

from vboard.builtin.machine.access_reports import Access
from vboard.builtin.machine.log import LogLevel
from vboard.native.core import BufferReceiver, ByteQueue, DeviceRegister

__all__ = [
    "BufferReceiver",
    "ByteQueue",
    "Count",
    "DeviceRegister",
    "DirectRegister",
    "DirectReports",
    "EffectOp",
]


class EffectOp(enum.IntEnum):
    """What written bits do to another register."""

    SET = 0
    CLEAR = 1
    REPLACE = 2


class Count(NamedTuple):
    """A number that changes by itself, until something happens to whatever counts.

    It is `value` at `origin` (ns) and takes its n-th step from there at the first nanosecond t with
    (t - origin) * rate + phase >= n * 10**9.

    Attributes:
        rate: steps a second; 0 while it stands still.
        modulus: the number of values of one that counts up; 0 without.
        down: whether it counts down.
    """

    value: int
    origin: int
    phase: int
    rate: int
    modulus: int = 0
    down: bool = False

    @classmethod
    def constant(cls, value: int) -> Count:
        """A number that stands still."""
        return cls(value, 0, 0, 0)


class DirectReports(NamedTuple):
    """Accesses to offsets without a register (row 0) or with an absent one (1), which are told of later.

    Attributes:
        text: what the log says of one, by the name of the core; its address is the offset.
        reads: whether those are among them.
        writes: the same.
        levels: of the log, by row.
    """

    text: Callable[[str, Access], str]
    reads: bool = True
    writes: bool = True
    levels: tuple[LogLevel, ...] = (LogLevel.WARNING,)


class DirectRegister(NamedTuple):
    """A register at an offset, and which of its accesses the core may serve."""

    offset: int
    register: DeviceRegister
    reads: bool
    writes: bool
