"""What running a model gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vboard.errors import VBoardError
from vboard.inference.model import Model, Tensor
from vboard.inference.operators import has_kernel

Array = NDArray[Any]


@dataclass(frozen=True)
class OperatorRun:
    """One execution of an operator. `instructions` are from its kernel's first to its last."""

    subgraph: int
    index: int
    name: str
    instructions: int


@dataclass(frozen=True)
class Invocation:
    """One Invoke. Instructions are those of MicroInterpreter::Invoke; None on the host."""

    outputs: tuple[Array, ...]
    instructions: int | None = None
    operators: tuple[OperatorRun, ...] = ()


@dataclass(frozen=True)
class Memory:
    """Bytes of a board that a run took, and what it has."""

    flash_runner: int
    flash_model: int
    flash_size: int
    ram_static: int
    ram_size: int
    stack: int


@dataclass(frozen=True)
class Run:
    """A model on a board or on the host.

    Attributes:
        place: the board's name, or `host`.
        core: the board's core, or `host`.
        arena_bytes: what the model needs, everything counted; 64-bit structures on the host.
        arena_available: bytes that the arena could have had.
        allocate_instructions: those of AllocateTensors; None on the host.
    """

    model: Model
    place: str
    core: str
    kernels: str
    arena_bytes: int
    arena_available: int
    invocations: tuple[Invocation, ...]
    allocate_instructions: int | None = None
    memory: Memory | None = None


def array_of(tensor: Tensor, content: bytes) -> Array:
    """The tensor's bytes as an array of its type and shape; bytes where numpy lacks the type."""
    if tensor.type in ("int4", "resource"):
        return np.frombuffer(content, np.uint8).copy()
    kind = np.dtype(tensor.type).newbyteorder("<")
    return np.frombuffer(content, kind).reshape(tensor.shape).astype(tensor.type)


def missing_operators(model: Model) -> tuple[str, ...]:
    """Operators that the runtime lacks, distinct and sorted."""
    return tuple(sorted({o.name for o in model.operators if not has_kernel(o.name, o.custom)}))


def check_operators(model: Model) -> None:
    """Refuse a model with an operator that the runtime lacks.

    Raises:
        VBoardError: names them all.
    """
    missing = missing_operators(model)
    if missing:
        raise VBoardError(f"{model.path}: not supported: {', '.join(missing)}")
