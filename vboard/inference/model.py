"""A .tflite file as tables of tensors and operators (schema of TensorFlow Lite, version 3)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from vboard.errors import VBoardError
from vboard.inference.flatbuffer import DamagedError, Table
from vboard.inference.operators import CUSTOM, name_of

TYPES = {
    0: ("float32", 4), 1: ("float16", 2), 2: ("int32", 4), 3: ("uint8", 1), 4: ("int64", 8), 6: ("bool", 1),
    7: ("int16", 2), 8: ("complex64", 8), 9: ("int8", 1), 10: ("float64", 8), 12: ("uint64", 8),
    13: ("resource", 4), 15: ("uint32", 4), 16: ("uint16", 2), 17: ("int4", 1),
}  # fmt: skip
"""TensorType -> name, which is numpy's where numpy has the type, and bytes of an element."""
_STRING, _VARIANT = 5, 14
_WITHOUT_KERNELS = {
    11: "complex128", 18: "bfloat16", 19: "int2", 20: "uint4", 21: "float8_e4m3fn", 22: "float8_e5m2",
}  # fmt: skip
"""Element types of the schema that no kernel of the runtime takes."""
_IDENTIFIER = b"TFL3"


@dataclass(frozen=True)
class Tensor:
    """A tensor: shape, element type, quantisation (one scale a tensor or a channel), bytes of a constant."""

    index: int
    name: str
    shape: tuple[int, ...]
    type: str
    element_bytes: int
    scales: tuple[float, ...]
    zero_points: tuple[int, ...]
    constant_bytes: int
    signature: tuple[int, ...] = ()
    """The shape with -1 for what the converter did not know and wrote 1 for; empty where all is known."""

    @property
    def elements(self) -> int:
        return math.prod(self.shape)

    @property
    def bytes(self) -> int:
        return self.elements * self.element_bytes

    @property
    def quantisation(self) -> str:
        """`0.0917319, 14`, or the number of channels that have their own scale, or nothing."""
        if not self.scales:
            return ""
        if len(self.scales) > 1:
            return f"{len(self.scales)} channels"
        return f"{self.scales[0]:.6g}, {self.zero_points[0] if self.zero_points else 0}"


@dataclass(frozen=True)
class Operator:
    """An operator: its name, or that of a custom one; tensors by index, -1 for an absent input."""

    name: str
    custom: bool
    version: int
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


@dataclass(frozen=True)
class Subgraph:
    """A subgraph; the first is the one that Invoke runs."""

    tensors: tuple[Tensor, ...]
    operators: tuple[Operator, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]

    def at(self, indices: tuple[int, ...]) -> tuple[Tensor, ...]:
        """The tensors of these indices."""
        return tuple(self.tensors[index] for index in indices)


@dataclass(frozen=True)
class Model:
    """A model file."""

    path: Path
    content: bytes
    description: str
    subgraphs: tuple[Subgraph, ...]

    @property
    def types(self) -> str:
        """Kernels that it needs: `int8`, `uint8` (weights of that type) or `all` (more than bytes)."""
        tensors = [tensor for graph in self.subgraphs for tensor in graph.tensors]
        if any(tensor.type in ("float32", "int16", "int4") for tensor in tensors):
            return "all"
        unsigned = any(tensor.type == "uint8" and tensor.constant_bytes for tensor in tensors)
        return "uint8" if unsigned else "int8"

    @property
    def inputs(self) -> tuple[Tensor, ...]:
        return self.subgraphs[0].at(self.subgraphs[0].inputs)

    @property
    def outputs(self) -> tuple[Tensor, ...]:
        return self.subgraphs[0].at(self.subgraphs[0].outputs)

    @property
    def operators(self) -> tuple[Operator, ...]:
        """Operators of all subgraphs, in order."""
        return tuple(operator for graph in self.subgraphs for operator in graph.operators)

    @property
    def operator_names(self) -> tuple[str, ...]:
        """Distinct names, sorted."""
        return tuple(sorted({operator.name for operator in self.operators}))

    @property
    def shape_advice(self) -> str:
        """What a refusal adds where an input's size is unknown beyond the batch; empty elsewhere."""
        for number, tensor in enumerate(self.inputs):
            if min(tensor.signature[1:], default=0) < 0:
                return (
                    f"; input {number} has unknown dimensions, {list(tensor.signature)}: "
                    "convert the model with a fixed shape"
                )
        return ""

    @property
    def resources(self) -> int:
        """Most resource variables that the model can have."""
        return sum(operator.name == "VAR_HANDLE" for operator in self.operators)


class _NotSupportedError(Exception):
    """A sound model that the runtime cannot have."""


def read_model(path: Path) -> Model:
    """Read a .tflite file.

    Raises:
        VBoardError: missing, unreadable, no .tflite file, damaged.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise VBoardError(f"{path}: {error.strerror or error} (expected a .tflite model)") from error
    if len(content) < 8 or content[4:8] != _IDENTIFIER:
        raise VBoardError(f"{path}: not a .tflite model: bytes 4 to 7 are not 'TFL3'")
    try:
        return _read(path, content)
    except _NotSupportedError as error:
        raise VBoardError(f"{path}: not supported: {error}") from error
    except DamagedError as error:
        raise VBoardError(f"{path}: damaged .tflite model: {error}") from error


def _read(path: Path, content: bytes) -> Model:
    root = Table(content, int.from_bytes(content[:4], "little"))
    version = root.scalar(0, "<I")
    if version != 3:
        raise VBoardError(f"{path}: .tflite schema version {version}, expected 3")
    codes = root.tables(1, _operator_code)
    buffers = root.tables(4, lambda table: table.size(0) or table.scalar(2, "<Q"))
    subgraphs = root.tables(2, lambda table: _subgraph(table, codes, buffers))
    if not subgraphs:
        raise DamagedError("it has no subgraph")
    return Model(path, content, root.text(3), subgraphs)


def _operator_code(table: Table) -> tuple[str, bool, int]:
    code = max(table.scalar(0, "<b"), table.scalar(3, "<i"))
    custom = code == CUSTOM
    return table.text(1) if custom else name_of(code), custom, table.scalar(2, "<i", 1)


def _subgraph(table: Table, codes: tuple[tuple[str, bool, int], ...], buffers: tuple[int, ...]) -> Subgraph:
    tensors = tuple(
        _tensor(tensor, index, buffers) for index, tensor in enumerate(table.tables(0, lambda entry: entry))
    )

    def indices(where: Table, field: int, optional: bool = False) -> tuple[int, ...]:
        found = where.vector(field, "i")
        for index in found:
            if not (0 <= index < len(tensors) or (optional and index == -1)):
                raise DamagedError(f"tensor {index} of {len(tensors)}")
        return found

    def operator(entry: Table) -> Operator:
        number = entry.scalar(0, "<I")
        if number >= len(codes):
            raise DamagedError(f"operator code {number} of {len(codes)}")
        return Operator(*codes[number], indices(entry, 1, optional=True), indices(entry, 2))

    operators = table.tables(3, operator)
    return Subgraph(tensors, operators, indices(table, 1), indices(table, 2))


def _tensor(table: Table, index: int, buffers: tuple[int, ...]) -> Tensor:
    number = table.scalar(1, "<b")
    if number == _STRING:
        raise _NotSupportedError(f"tensor {index} holds strings; the runtime computes with numbers alone")
    if number == _VARIANT:
        raise _NotSupportedError(
            f"tensor {index} holds a list of tensors (variant), which only TensorFlow's own (Flex) operators "
            "fill; convert the model with its loops unrolled, or with fixed shapes"
        )
    if number in _WITHOUT_KERNELS:
        raise _NotSupportedError(
            f"tensor {index} is of type {_WITHOUT_KERNELS[number]}, which no kernel computes with"
        )
    if number not in TYPES:
        raise DamagedError(f"tensor {index} is of unknown type {number}")
    buffer = table.scalar(2, "<I")
    if buffer >= len(buffers):
        raise DamagedError(f"buffer {buffer} of {len(buffers)}")
    shape = table.vector(0, "i")
    if min(shape, default=0) < 0:
        raise _NotSupportedError(
            f"tensor {index} has an unknown dimension: {list(shape)}; convert the model with a fixed shape"
        )
    quantisation = table.table(4)
    scales: tuple[float, ...] = ()
    zero_points: tuple[int, ...] = ()
    if quantisation is not None:
        scales, zero_points = quantisation.floats(2), quantisation.vector(3, "q")
    name, width = TYPES[number]
    signature = table.vector(7, "i")
    return Tensor(index, table.text(3), shape, name, width, scales, zero_points, buffers[buffer], signature)
