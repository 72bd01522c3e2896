"""Bounds-checked reading of FlatBuffers: enough for .tflite files, without generated code.

A table starts with the distance back to its vtable; a vtable is its own length, the table's length
and one u16 a field: the field's distance from the table's start, 0 when absent. References are u32
distances forward; a vector is a u32 count and the elements.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")


class DamagedError(Exception):
    """A reference points outside the buffer, or a vector does not fit."""


@dataclass(frozen=True)
class Table:
    """A table of `data` that starts at `at`; field numbers are those of the schema."""

    data: bytes
    at: int

    def _unpack(self, layout: str, at: int) -> int | float:
        if at < 0 or at + struct.calcsize(layout) > len(self.data):
            raise DamagedError(f"it points to byte {at}, the file has {len(self.data)}")
        value: int | float = struct.unpack_from(layout, self.data, at)[0]
        return value

    def _u32(self, at: int) -> int:
        return int(self._unpack("<I", at))

    def _field(self, number: int) -> int | None:
        """Position of a field, None when it is absent."""
        vtable = self.at - int(self._unpack("<i", self.at))
        if 4 + 2 * number >= int(self._unpack("<H", vtable)):
            return None
        offset = int(self._unpack("<H", vtable + 4 + 2 * number))
        return self.at + offset if offset else None

    def scalar(self, number: int, layout: str, absent: int = 0) -> int:
        """An integer of a `struct` layout such as `<i`, or `absent`."""
        at = self._field(number)
        return absent if at is None else int(self._unpack(layout, at))

    def table(self, number: int) -> Table | None:
        """A table, or None."""
        at = self._field(number)
        return None if at is None else Table(self.data, at + self._u32(at))

    def _vector(self, number: int, width: int) -> tuple[int, int]:
        """Position of the first element and the count; an absent vector is empty."""
        at = self._field(number)
        if at is None:
            return 0, 0
        start = at + self._u32(at)
        count = self._u32(start)
        if start + 4 + count * width > len(self.data):
            raise DamagedError(f"it has a vector of {count} at byte {start}, the file has {len(self.data)}")
        return start + 4, count

    def vector(self, number: int, layout: str) -> tuple[int, ...]:
        """Integers of a `struct` letter such as `i`."""
        start, count = self._vector(number, struct.calcsize(layout))
        return struct.unpack_from(f"<{count}{layout}", self.data, start)

    def floats(self, number: int) -> tuple[float, ...]:
        """32-bit floats."""
        start, count = self._vector(number, 4)
        return struct.unpack_from(f"<{count}f", self.data, start)

    def tables(self, number: int, make: Callable[[Table], _T]) -> tuple[_T, ...]:
        """A vector of tables."""
        start, count = self._vector(number, 4)
        places = range(start, start + 4 * count, 4)
        return tuple(make(Table(self.data, at + self._u32(at))) for at in places)

    def size(self, number: int) -> int:
        """Count of a vector of bytes."""
        return self._vector(number, 1)[1]

    def text(self, number: int) -> str:
        """A string; what is no UTF-8 shows as escapes."""
        start, count = self._vector(number, 1)
        return self.data[start : start + count].decode("utf-8", errors="backslashreplace")
