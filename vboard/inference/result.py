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


_WITH_WEIGHTS = frozenset({"CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED", "TRANSPOSE_CONV", "SVDF"})


def hybrid_operator(model: Model) -> str:
    """What is wrong with the first operator of float activations and integer weights; empty without one.

    It is what a converter's dynamic range quantisation makes; TensorFlow Lite Micro refuses it too.
    """
    for graph in model.subgraphs:
        for operator in graph.operators:
            if operator.name not in _WITH_WEIGHTS or len(operator.inputs) < 2 or min(operator.inputs[:2]) < 0:
                continue
            given, weights = graph.at(operator.inputs[:2])
            if given.type == "float32" and weights.type in ("int4", "int8", "int16", "uint8"):
                return (
                    f"{operator.name} with {given.type} input and {weights.type} weights, a hybrid model: "
                    "quantise the activations too (a representative data set), or leave the weights float32"
                )
    return ""


def check_operators(model: Model) -> None:
    """Refuse a model with an operator that the runtime lacks, or in a form that it lacks.

    Raises:
        VBoardError: names all that lack.
    """
    missing = missing_operators(model)
    if missing:
        raise VBoardError(f"{model.path}: not supported: {', '.join(missing)}")
    hybrid = hybrid_operator(model)
    if hybrid:
        raise VBoardError(f"{model.path}: not supported: {hybrid}")
