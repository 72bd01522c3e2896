"""Writes .tflite files: FlatBuffer tables in order, every reference forward."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vboard.inference.model import TYPES
from vboard.inference.operators import names

_DATA_ALIGNMENT = 16


@dataclass(frozen=True)
class Scalar:
    """A field by value; `layout` is a `struct` letter."""

    layout: str
    value: int | float


@dataclass(frozen=True)
class Vector:
    """Numbers; `alignment` is that of the first."""

    layout: str
    values: Sequence[int | float]
    alignment: int = 4


@dataclass(frozen=True)
class Bytes:
    """The data of a constant."""

    content: bytes


Value = Scalar | Vector | Bytes | str | Mapping[int, Any] | list[Mapping[int, Any]]
Table = Mapping[int, Value]
"""Field number -> value."""


class _Writer:
    def __init__(self) -> None:
        self.out = bytearray()

    def pad(self, alignment: int, ahead: int = 0) -> None:
        """Zeros until the position `ahead` bytes further is a multiple of `alignment`."""
        self.out += bytes(-(len(self.out) + ahead) % alignment)

    def refer(self, place: int) -> None:
        """Make the reference at `place` point here."""
        struct.pack_into("<I", self.out, place, len(self.out) - place)

    def table(self, fields: Table, place: int) -> None:
        """Append a table, its vtable before it, and what it refers to; `place` refers to the table."""
        widths = {n: struct.calcsize(v.layout) if isinstance(v, Scalar) else 4 for n, v in fields.items()}
        slots, at = {}, 4
        for number in sorted(fields, key=lambda n: -widths[n]):
            at = -(-at // widths[number]) * widths[number]
            slots[number], at = at, at + widths[number]
        count = max(fields, default=-1) + 1
        self.pad(8, ahead=4 + 2 * count)
        vtable = len(self.out)
        self.out += struct.pack("<HH", 4 + 2 * count, at)
        self.out += struct.pack(f"<{count}H", *(slots.get(number, 0) for number in range(count)))
        start = len(self.out)
        self.refer(place)
        self.out += struct.pack("<i", start - vtable) + bytes(at - 4)
        for number, value in fields.items():
            where = start + slots[number]
            if isinstance(value, Scalar):
                struct.pack_into(f"<{value.layout}", self.out, where, value.value)
            else:
                self.reference(value, where)

    def reference(self, value: Value, place: int) -> None:
        """Append something that `place` refers to."""
        if isinstance(value, Mapping):
            self.table(value, place)
        elif isinstance(value, list):
            self.pad(4)
            self.refer(place)
            self.out += struct.pack("<I", len(value))
            first = len(self.out)
            self.out += bytes(4 * len(value))
            for number, entry in enumerate(value):
                self.table(entry, first + 4 * number)
        else:
            self.numbers(value, place)

    def numbers(self, value: Vector | Bytes | str | Scalar, place: int) -> None:
        """Append a vector of numbers or bytes, or a string with its NUL."""
        if isinstance(value, Vector):
            content = struct.pack(f"<{len(value.values)}{value.layout}", *value.values)
            count, alignment = len(value.values), max(value.alignment, struct.calcsize(value.layout))
        else:
            assert isinstance(value, Bytes | str)
            content = value.encode() if isinstance(value, str) else value.content
            count, alignment = len(content), 4 if isinstance(value, str) else _DATA_ALIGNMENT
        self.pad(max(4, alignment), ahead=4)
        self.refer(place)
        self.out += struct.pack("<I", count) + content + (b"\0" if isinstance(value, str) else b"")


@dataclass
class ModelWriter:
    """Collects tensors and operators of one subgraph; `finish` gives the bytes of the file."""

    tensors: list[Table] = field(default_factory=list)
    operators: list[Table] = field(default_factory=list)
    codes: list[Table] = field(default_factory=list)
    buffers: list[Table] = field(default_factory=lambda: [{}])

    def tensor(
        self,
        shape: Sequence[int],
        kind: str,
        scale: float | Sequence[float] = (),
        zero_point: int = 0,
        data: NDArray[Any] | None = None,
        dimension: int = 0,
    ) -> int:
        """Add a tensor, constant when it has data; returns its index."""
        scales = [scale] if isinstance(scale, float) else list(scale)
        number = next(n for n, (name, _) in TYPES.items() if name == kind)
        entry: dict[int, Value] = {0: Vector("i", list(shape)), 1: Scalar("b", number)}
        entry[3] = f"t{len(self.tensors)}"
        if data is not None:
            self.buffers.append({0: Bytes(np.ascontiguousarray(data, dtype=kind).tobytes())})
            entry[2] = Scalar("I", len(self.buffers) - 1)
        if scales:
            points = Vector("q", [zero_point] * len(scales), 8)
            entry[4] = {2: Vector("f", scales), 3: points, 6: Scalar("i", dimension)}
        self.tensors.append(entry)
        return len(self.tensors) - 1

    def operator(
        self,
        name: str,
        inputs: Sequence[int],
        outputs: Sequence[int],
        options: tuple[int, Table] | None = None,
    ) -> None:
        """Add an operator by its name; `options`: number in the union of options, and the table.

        A name that is no built-in operator's makes a custom one.
        """
        code = next((number for number, known in names().items() if known == name), 32)
        entry: dict[int, Value] = {0: Scalar("b", min(code, 127)), 3: Scalar("i", code)}
        if code == 32:
            entry[1] = name
        self.codes.append(entry)
        made: dict[int, Value] = {0: Scalar("I", len(self.codes) - 1)}
        made |= {1: Vector("i", list(inputs)), 2: Vector("i", list(outputs))}
        if options is not None:
            made |= {3: Scalar("B", options[0]), 4: options[1]}
        self.operators.append(made)

    def finish(self, inputs: Sequence[int], outputs: Sequence[int]) -> bytes:
        """The file, of tensors `inputs` and `outputs`."""
        graph: Table = {
            0: self.tensors,
            1: Vector("i", list(inputs)),
            2: Vector("i", list(outputs)),
            3: self.operators,
        }
        writer = _Writer()
        writer.out += b"\0\0\0\0TFL3"
        model: Table = {0: Scalar("I", 3), 1: self.codes, 2: [graph], 4: self.buffers}
        writer.table(model, 0)
        writer.pad(_DATA_ALIGNMENT)
        return bytes(writer.out)
