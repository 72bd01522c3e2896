"""Value types of Renode's C# members, for argument conversion and for the monitor's output format.

A Python member that the monitor can reach has its C# name (PascalCase) and annotations from here:
the annotation of a result chooses the output format (`Byte` prints `0x05`, `UInt` `0x00000005`),
the annotation of a parameter chooses the conversion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True)
class IntegerType:
    """A C# integer: `bits` wide, `signed` or not. `name` is the C# name (`Byte`, `UInt32`)."""

    name: str
    bits: int
    signed: bool

    def wrap(self, value: int) -> int:
        """Reduce `value` to the type's range, two's complement, as an unchecked C# conversion."""
        value &= (1 << self.bits) - 1
        if self.signed and value >> (self.bits - 1):
            value -= 1 << self.bits
        return value

    def hexadecimal(self, value: int) -> str:
        """`0x` and all digits of the type: `0x05` for a byte, `0x00000005` for 32 bits."""
        return f"0x{value & ((1 << self.bits) - 1):0{self.bits // 4}X}"


@dataclass(frozen=True)
class Range:
    """An address range (`<0x100, 0x1FF>`, `<0x100 0x100>`): first address and number of bytes."""

    start: int
    size: int

    @property
    def end(self) -> int:
        """Last address inside the range."""
        return self.start + self.size - 1

    def __str__(self) -> str:
        return f"<0x{self.start:08X}, 0x{self.end:08X}>"


class RangeError(ValueError):
    """A range ends before it begins or beyond 64 bits; the text is Renode's."""


def checked_range(start: int, size: int) -> Range:
    """The range of `size` bytes at `start`. Raises RangeError when it leaves the 64-bit address space."""
    start &= (1 << 64) - 1
    if not 0 < size <= (1 << 64) - start:
        raise RangeError(f"Could not create range at 0x{start:X}; size is too large: 0x{size:X}")
    return Range(start, size)


@dataclass(frozen=True)
class RegisterType:
    """A CPU register value: prints lower-case hexadecimal without padding (`0x8000100`)."""


class RegisterInteger(int):
    """A register's value as scripts see it: a number that has Renode's members too."""

    @property
    def RawValue(self) -> int:
        """The plain number."""
        return int(self)

    @property
    def Bits(self) -> int:
        """Width of the register."""
        return 32


class Table(list[list[str]]):
    """Rows of cells; the first is the heading."""


@dataclass(frozen=True)
class FilePathType:
    """A path of a file that must exist; otherwise the argument does not fit the parameter."""


@dataclass(frozen=True)
class TimeType:
    """A virtual time: nanoseconds in Python, `"[[h:]m:]s[.frac]"` text in the monitor."""


Byte = Annotated[int, IntegerType("Byte", 8, False)]
UShort = Annotated[int, IntegerType("UInt16", 16, False)]
Short = Annotated[int, IntegerType("Int16", 16, True)]
UInt = Annotated[int, IntegerType("UInt32", 32, False)]
Int = Annotated[int, IntegerType("Int32", 32, True)]
ULong = Annotated[int, IntegerType("UInt64", 64, False)]
Long = Annotated[int, IntegerType("Int64", 64, True)]
RegisterValue = Annotated[int, RegisterType()]
TimeInterval = Annotated[int, TimeType()]
ReadFilePath = Annotated[str, FilePathType()]
