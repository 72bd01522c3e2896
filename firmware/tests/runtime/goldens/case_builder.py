"""What the golden cases of operators on tensors of any shape share: values and a one-operator model."""

from __future__ import annotations

from typing import Any

import numpy as np

from firmware.tests.runtime.goldens.models import Array, Case, ModelBuilder

Rng = np.random.Generator
Shape = tuple[int, ...]

SCALE, ZERO = 0.037, 5  # where the tensors of a case must share one quantisation


def values(rng: Rng, shape: Shape, dtype: str) -> Array:
    """Any value of the type; 32- and 64-bit integers over their whole range too."""
    if dtype == "float32":
        return rng.normal(0, 3, shape).astype(np.float32)
    if dtype == "bool":
        return rng.integers(0, 2, shape).astype(bool)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max, shape, endpoint=True, dtype=dtype)


def quantisation(rng: Rng, dtype: str) -> tuple[Any, ...]:
    if dtype not in ("int8", "int16"):
        return ()
    scale = float(np.float32(2 ** rng.uniform(-8, -2)))
    return (scale, int(rng.integers(-128, 128)) if dtype == "int8" else 0)


def shared(dtype: str) -> tuple[Any, ...]:
    return (SCALE, ZERO if dtype == "int8" else 0) if dtype in ("int8", "int16") else ()


class Builder:
    """One operator: tensors that are inputs, constants and outputs, in the operator's order."""

    def __init__(self, rng: Rng, operator: str) -> None:
        self.rng, self.operator = rng, operator
        self.b = ModelBuilder()
        self.ins: list[int] = []
        self.fed: list[tuple[int, Shape, str, Array | None]] = []
        self.outs: list[int] = []

    def input(self, shape: Shape, dtype: str, *how: Any, given: Array | None = None) -> Builder:
        self.ins.append(self.b.tensor(shape, dtype, *how))
        self.fed.append((self.ins[-1], shape, dtype, given))
        return self

    def constant(self, data: Any, dtype: str = "int32", *how: Any) -> Builder:
        array = np.array(data, dtype)
        scale, zero = how if how else (None, 0)
        self.ins.append(self.b.tensor(array.shape, dtype, scale, zero, data=array))
        return self

    def output(self, shape: Shape, dtype: str, *how: Any) -> Builder:
        self.outs.append(self.b.tensor(shape, dtype, *how))
        return self

    def case(self, name: str, made: object | None = None, runs: int = 1, oracle: str = "tflm") -> Case:
        self.b.operator(self.operator, self.ins, self.outs, made)
        model = self.b.finish([i for i, *_ in self.fed], self.outs)
        inputs = [
            [g if g is not None else values(self.rng, s, d) for _, s, d, g in self.fed] for _ in range(runs)
        ]
        return Case(f"{self.operator} {name}", model, inputs, oracle)
