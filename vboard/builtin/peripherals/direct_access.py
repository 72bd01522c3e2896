"""Reads and writes of a peripheral without the bus: `sysbus.usart1 ReadDoubleWord 0x1C`, and from scripts."""

from __future__ import annotations

from typing import ClassVar, NoReturn

from vboard.builtin.types import Byte, Long, UInt, ULong, UShort


class DirectAccess:
    """Renode's access methods by offset, for a class with `read`, `write` and `widths`.

    All raise ValueError for a width that the model does not take.
    """

    renode_type_name: ClassVar[str] = ""
    widths: ClassVar[frozenset[int]] = frozenset({4})

    def read(self, offset: int, width: int) -> int:
        """Read `width` bytes at `offset`."""
        raise NotImplementedError

    def write(self, offset: int, width: int, value: int) -> None:
        """Write `width` bytes at `offset`."""
        raise NotImplementedError

    def ReadByte(self, offset: Long) -> Byte:
        """Read 8 bits at an offset."""
        return self._read(offset, 1)

    def ReadWord(self, offset: Long) -> UShort:
        """Read 16 bits at an offset."""
        return self._read(offset, 2)

    def ReadDoubleWord(self, offset: Long) -> UInt:
        """Read 32 bits at an offset."""
        return self.read(offset, 4) if 4 in self.widths else self._refuse(4)

    def ReadQuadWord(self, offset: Long) -> ULong:
        """Read 64 bits at an offset."""
        return self._read(offset, 8)

    def WriteByte(self, offset: Long, value: Byte) -> None:
        """Write 8 bits at an offset."""
        self._write(offset, 1, value)

    def WriteWord(self, offset: Long, value: UShort) -> None:
        """Write 16 bits at an offset."""
        self._write(offset, 2, value)

    def WriteDoubleWord(self, offset: Long, value: UInt) -> None:
        """Write 32 bits at an offset."""
        self._write(offset, 4, value)

    def WriteQuadWord(self, offset: Long, value: ULong) -> None:
        """Write 64 bits at an offset."""
        self._write(offset, 8, value)

    def _read(self, offset: int, width: int) -> int:
        if width not in self.widths:
            self._refuse(width)
        return self.read(offset, width)

    def _write(self, offset: int, width: int, value: int) -> None:
        if width not in self.widths:
            self._refuse(width)
        self.write(offset, width, value & ((1 << 8 * width) - 1))

    def _refuse(self, width: int) -> NoReturn:
        widths = ", ".join(str(8 * each) for each in sorted(self.widths))
        raise ValueError(f"{self.renode_type_name} takes accesses of {widths} bits, not of {8 * width}")
