"""Goldens of whole graphs: control flow, variables, memory plans, and a model for a custom operator."""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np

from firmware.tests.runtime.goldens.models import Array, Case, ModelBuilder, options

Rng = np.random.Generator
GROUPS: dict[str, Callable[[Rng], list[Case]]] = {}

SCALE = 0.05


def group(make: Callable[[Rng], list[Case]]) -> Callable[[Rng], list[Case]]:
    GROUPS[make.__name__] = make
    return make


def numbers(rng: Rng, count: int) -> Array:
    return rng.integers(-128, 128, (1, count)).astype(np.int8)


def vector(b: ModelBuilder, count: int) -> int:
    return b.tensor((1, count), "int8", SCALE, 3)


def layer(b: ModelBuilder, rng: Rng, x: int, ins: int, outs: int) -> int:
    """A fully connected layer with drawn weights; returns its output."""
    weights = rng.integers(-127, 128, (outs, ins)).astype(np.int8)
    w = b.tensor((outs, ins), "int8", 0.01 * 4 / ins, 0, weights)
    y = vector(b, outs)
    b.operator("FULLY_CONNECTED", [x, w, -1], [y], options("FullyConnectedOptions"))
    return y


def reshaped(b: ModelBuilder, x: int, dtype: str, shape: tuple[int, ...]) -> int:
    y = b.tensor(shape, dtype)
    b.operator("RESHAPE", [x], [y], options("ReshapeOptions", newShape=list(shape)))
    return y


def branch(b: ModelBuilder, rng: Rng, layers: int) -> int:
    """A subgraph of some layers from 6 to 6 numbers; returns its number."""
    index = b.subgraph()
    x = y = vector(b, 6)
    for _ in range(layers):
        y = layer(b, rng, y, 6, 6)
    b.finish_subgraph([x], [y])
    return index


def if_case(rng: Rng) -> Case:
    b = ModelBuilder()
    condition = b.tensor((1,), "bool")
    x = vector(b, 6)
    before = layer(b, rng, x, 6, 6)
    chosen = vector(b, 6)
    choice = options("IfOptions", thenSubgraphIndex=1, elseSubgraphIndex=2)
    b.operator("IF", [condition, before], [chosen], choice)
    y = layer(b, rng, chosen, 6, 4)
    branch(b, rng, 1)
    branch(b, rng, 3)
    inputs = [[np.array([c]), numbers(rng, 6)] for c in (True, False, True, False)]
    return Case("IF", b.finish([condition, x], [y, before]), inputs)


def while_case(rng: Rng) -> Case:
    """The condition is the first of three bools, which move up one place at each turn."""
    b = ModelBuilder()
    bools = [b.tensor((1,), "bool") for _ in range(3)]
    x = vector(b, 6)
    start = layer(b, rng, x, 6, 6)
    results = [b.tensor((1,), "bool") for _ in range(3)]
    end = vector(b, 6)
    loop = options("WhileOptions", condSubgraphIndex=1, bodySubgraphIndex=2)
    b.operator("WHILE", [*bools, start], [*results, end], loop)
    y = layer(b, rng, end, 6, 5)

    b.subgraph()
    state = [*(b.tensor((1,), "bool") for _ in range(3)), vector(b, 6)]
    b.finish_subgraph(state, [reshaped(b, state[0], "bool", (1,))])

    b.subgraph()
    state = [*(b.tensor((1,), "bool") for _ in range(3)), vector(b, 6)]
    never = b.tensor((1,), "bool", data=np.array([False]))
    moved = [reshaped(b, t, "bool", (1,)) for t in (state[1], state[2], never)]
    b.finish_subgraph(state, [*moved, layer(b, rng, state[3], 6, 6)])

    inputs = [[*(np.array([i < turns]) for i in range(3)), numbers(rng, 6)] for turns in (0, 1, 2, 3, 1)]
    return Case("WHILE", b.finish([*bools, x], [y, end]), inputs)


def nested_case(rng: Rng) -> Case:
    """An IF in a branch of an IF."""
    b = ModelBuilder()
    outer, inner = b.tensor((1,), "bool"), b.tensor((1,), "bool")
    x = vector(b, 6)
    y = vector(b, 6)
    choice = options("IfOptions", thenSubgraphIndex=1, elseSubgraphIndex=2)
    b.operator("IF", [outer, inner, x], [y], choice)
    for then, otherwise in ((3, 4), (4, 3)):
        b.subgraph()
        c, a = b.tensor((1,), "bool"), vector(b, 6)
        z = vector(b, 6)
        kept = layer(b, rng, a, 6, 6)
        choice = options("IfOptions", thenSubgraphIndex=then, elseSubgraphIndex=otherwise)
        b.operator("IF", [c, kept], [z], choice)
        b.finish_subgraph([c, a], [z])
    branch(b, rng, 2)
    branch(b, rng, 1)
    inputs = [[np.array([c]), np.array([d]), numbers(rng, 6)] for c in (True, False) for d in (True, False)]
    return Case("IF in IF", b.finish([outer, inner, x], [y]), inputs)


@group
def control_flow(rng: Rng) -> list[Case]:
    return [if_case(rng), while_case(rng), nested_case(rng)]


def handle(b: ModelBuilder, name: str) -> int:
    h = b.tensor((), "resource")
    b.operator("VAR_HANDLE", [], [h], options("VarHandleOptions", container="", sharedName=name))
    return h


def variables_case(rng: Rng) -> Case:
    """The outputs are what two variables held before; both are assigned at each inference."""
    b = ModelBuilder()
    x = vector(b, 6)
    b.operator("CALL_ONCE", [], [], options("CallOnceOptions", initSubgraphIndex=1))
    first, second = handle(b, "first"), handle(b, "second")
    old = [vector(b, 6), vector(b, 6)]
    for h, t in zip((first, second), old, strict=True):
        b.operator("READ_VARIABLE", [h], [t], options("ReadVariableOptions"))
    new = layer(b, rng, old[0], 6, 6)
    b.operator("ASSIGN_VARIABLE", [first, x], [], options("AssignVariableOptions"))
    b.operator("ASSIGN_VARIABLE", [second, new], [], options("AssignVariableOptions"))
    b.subgraph()
    for name in ("first", "second"):
        value = b.tensor((1, 6), "int8", SCALE, 3, data=numbers(rng, 6))
        b.operator("ASSIGN_VARIABLE", [handle(b, name), value], [], options("AssignVariableOptions"))
    b.finish_subgraph([], [])
    return Case("two variables", b.finish([x], old), [[numbers(rng, 6)] for _ in range(4)])


def unset_variable_case(rng: Rng) -> Case:
    """A variable that is read before it is assigned holds its zero point."""
    b = ModelBuilder()
    x = vector(b, 6)
    h = handle(b, "late")
    old = vector(b, 6)
    b.operator("READ_VARIABLE", [h], [old], options("ReadVariableOptions"))
    b.operator("ASSIGN_VARIABLE", [h, x], [], options("AssignVariableOptions"))
    return Case("read before assigned", b.finish([x], [old]), [[numbers(rng, 6)] for _ in range(2)])


@group
def resource_variables(rng: Rng) -> list[Case]:
    return [variables_case(rng), unset_variable_case(rng)]


@group
def offline_plan(rng: Rng) -> list[Case]:
    """Three layers with a plan that keeps all of their tensors apart, one that lets two share, and
    one that leaves a tensor to the runtime."""
    cases = []
    for name, places in (
        ("apart", (0, 64, 128, 192)),
        ("shared", (0, 32, 0, 32)),
        ("one open", (48, -1, 0, 96)),
    ):
        b = ModelBuilder()
        tensors = [vector(b, 6)]
        for _ in range(3):
            tensors.append(layer(b, rng, tensors[-1], 6, 6))
        planned = [-1] * (max(tensors) + 1)
        for tensor, place in zip(tensors, places, strict=True):
            planned[tensor] = place
        words = [1, 0, len(planned), *planned]
        b.metadata("OfflineMemoryAllocation", struct.pack(f"<{len(words)}i", *words))
        cases.append(Case(name, b.finish([tensors[0]], [tensors[-1]]), [[numbers(rng, 6)] for _ in range(2)]))
    return cases


@group
def custom(rng: Rng) -> list[Case]:
    """`Sums`: sum of each number and its left neighbours, as many as the first byte of the options
    says; the expectation is computed here."""
    b = ModelBuilder()
    x, y = b.tensor((1, 12), "int8", SCALE, 0), b.tensor((1, 12), "int32", SCALE, 0)
    b.custom_operator("Sums", [x], [y], bytes([3]))
    model = b.finish([x], [y])
    inputs = [[numbers(rng, 12)] for _ in range(3)]
    outputs = []
    for (value,) in inputs:
        padded = np.concatenate([np.zeros(3), value[0]]).astype(np.int32)
        outputs.append([np.array([padded[i : i + 4].sum() for i in range(12)], np.int32)])
    return [Case("Sums", model, inputs, "given", outputs)]
