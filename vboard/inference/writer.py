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
    def __init__(self, shared: bool = False) -> None:
        self.out = bytearray()
        self._vtables: dict[bytes, int] = {}
        self._shared: dict[tuple[bytes, int, int], list[int]] | None = {} if shared else None

    def finish_shared(self) -> None:
        """Append each vector of numbers that was put off, once, for all places that refer to it."""
        for (content, count, alignment), places in (self._shared or {}).items():
            self.pad(max(4, alignment), ahead=4)
            for place in places:
                self.refer(place)
            self.out += struct.pack("<I", count) + content

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
        layout = struct.pack(f"<{count + 2}H", 4 + 2 * count, at, *(slots.get(n, 0) for n in range(count)))
        known = self._vtables.get(layout)
        if known is None:
            self.pad(8, ahead=len(layout))
            vtable = len(self.out)
            self.out += layout
        else:
            self.pad(8 if 8 in widths.values() else 4)
            vtable = known
        if self._shared is not None:
            self._vtables[layout] = vtable
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
            if self._shared is not None:
                self._shared.setdefault((content, count, alignment), []).append(place)
                return
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
    notes: list[Table] = field(default_factory=list)
    compact: bool = False
    """No names of tensors, equal vectors of numbers once, an operator code once."""

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
        if not self.compact:
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
        if not self.compact or entry not in self.codes:
            self.codes.append(entry)
        code = self.codes.index(entry) if self.compact else len(self.codes) - 1
        made: dict[int, Value] = {0: Scalar("I", code)}
        made |= {1: Vector("i", list(inputs)), 2: Vector("i", list(outputs))}
        if options is not None:
            made |= {3: Scalar("B", options[0]), 4: options[1]}
        self.operators.append(made)

    def metadata(self, name: str, content: bytes) -> None:
        """Add an entry of metadata with a buffer of its own."""
        self.buffers.append({0: Bytes(content)})
        self.notes.append({0: name, 1: Scalar("I", len(self.buffers) - 1)})

    def finish(self, inputs: Sequence[int], outputs: Sequence[int]) -> bytes:
        """The file, of tensors `inputs` and `outputs`."""
        graph: Table = {
            0: self.tensors,
            1: Vector("i", list(inputs)),
            2: Vector("i", list(outputs)),
            3: self.operators,
        }
        writer = _Writer(self.compact)
        writer.out += b"\0\0\0\0TFL3"
        model: dict[int, Value] = {0: Scalar("I", 3), 1: self.codes, 2: [graph], 4: self.buffers}
        if self.notes:
            model[6] = self.notes
        writer.table(model, 0)
        writer.finish_shared()
        writer.pad(_DATA_ALIGNMENT)
        return bytes(writer.out)
