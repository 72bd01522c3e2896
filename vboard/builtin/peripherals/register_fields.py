"""The fields of registers: what a read shows, what a write does, and who is told."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field

from vboard.builtin.machine.device_register import Count


class Mode(enum.Enum):
    """How a field answers accesses: readable, what a write does to the bits, whether a read clears them."""

    RW = (True, "write")
    R = (True, "keep")
    W = (False, "write")
    RW1C = (True, "one clears")
    W1C = (False, "one clears")
    RW0C = (True, "zero clears")
    W0C = (False, "zero clears")
    RW1S = (True, "one sets")
    W1S = (False, "one sets")
    RW1T = (True, "one toggles")
    W1T = (False, "one toggles")
    RWC = (True, "any clears")
    RC = (True, "keep", True)
    RWRC = (True, "write", True)
    RW1CRC = (True, "one clears", True)

    def __init__(self, readable: bool, on_write: str, read_clears: bool = False) -> None:
        self.readable = readable
        self.on_write = on_write
        self.read_clears = read_clears


@dataclass(frozen=True)
class Field:
    """Bits [bit + width - 1 : bit] of a register.

    The processor core serves what has no callback. Of the three that compute the value at a read (the
    result is also stored) it calls `read` each time, `status` and `count` when something has happened since.

    Attributes:
        read: computes the value, with any effect.
        status: computes the value from the state of models alone, without an effect and not from the time.
        count: tells a counter's value and how it goes on, without an effect.
        write: called at each write of the register with the written value of this field.
        change: called after a write that changed the field, with the new stored value.
    """

    name: str
    bit: int
    width: int = 1
    mode: Mode = Mode.RW
    read: Callable[[], int] | None = None
    write: Callable[[int], None] | None = None
    change: Callable[[int], None] | None = None
    status: Callable[[], int] | None = None
    count: Callable[[], Count] | None = None
    mask: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mask", ((1 << self.width) - 1) << self.bit)


@dataclass(frozen=True)
class Tag:
    """Bits that the manual defines and the model ignores: they keep their reset value."""

    name: str
    bit: int
    width: int = 1
    mask: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mask", ((1 << self.width) - 1) << self.bit)


def reserved(bit: int, width: int) -> Tag:
    """Reserved bits, which a write shall leave at their reset value."""
    return Tag("RESERVED", bit, width)


def tags(first_bit: int, names: str) -> list[Tag]:
    """One-bit tags from `first_bit` up, names separated by blanks."""
    return [Tag(name, first_bit + i) for i, name in enumerate(names.split())]


def repeated(
    name: str,
    first_bit: int,
    width: int,
    count: int,
    read: Callable[[int], int] | None = None,
    write: Callable[[int, int], None] | None = None,
    mode: Mode = Mode.RW,
    first: int = 0,
    status: Callable[[int], int] | None = None,
) -> list[Field]:
    """`count` equal adjacent fields `name0`, `name1`, ...; callbacks get the index first.

    Args:
        first: index of the first field, in its name and in its callbacks.
    """

    def make(i: int) -> Field:
        index = first + i
        return Field(
            f"{name}{index}",
            first_bit + i * width,
            width,
            mode,
            read=None if read is None else lambda: read(index),
            write=None if write is None else lambda value: write(index, value),
            status=None if status is None else lambda: status(index),
        )

    return [make(i) for i in range(count)]
