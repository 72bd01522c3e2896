"""Golden cases of division, sums, normalisations and functions of quantised numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, Shape, quantisation, shared, values
from firmware.tests.runtime.goldens.cases.maths import BROADCASTS
from firmware.tests.runtime.goldens.models import Array, Case, options


def without(rng: Rng, shape: Shape, dtype: str, number: int) -> Array:
    """Values of which none is `number`, which the operator refuses."""
    drawn = values(rng, shape, dtype)
    return np.where(drawn == number, drawn + 1, drawn).astype(dtype)


def div(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int32", "float32"):
        for i, (x, y) in enumerate(BROADCASTS):
            activation = (0, 1, 3, 2, 0, 0)[i]
            first, second = quantisation(rng, dtype), quantisation(rng, dtype)
            divisor = without(rng, y, dtype, second[1] if second else 0)
            given = values(rng, x, dtype)
            if dtype == "int32":
                given = given >> 9
                divisor = (divisor >> 20) | 1
            b = Builder(rng, "DIV").input(x, dtype, *first, given=given)
            b.input(y, dtype, *second, given=divisor)
            out = (2 ** rng.uniform(-5, 2), int(rng.integers(-128, 128))) if dtype == "int8" else ()
            b.output(np.broadcast_shapes(x, y), dtype, *out)
            made = options("DivOptions", fusedActivationFunction=activation)
            cases.append(b.case(f"{dtype} {x} {y} activation {activation}", made))
    # Ratios of scales that single and double precision round differently, seen at a tie.
    for scales, pairs in (
        ((0.0041875, 0.05, 0.25), 120),
        ((2.0, 0.001, 0.5), 120),
        ((0.0003, 0.9, 0.7), 120),
    ):
        given, divisor = values(rng, (pairs,), "int8"), without(rng, (pairs,), "int8", 3)
        b = Builder(rng, "DIV").input((pairs,), "int8", scales[0], -7, given=given)
        b.input((pairs,), "int8", scales[1], 3, given=divisor).output((pairs,), "int8", scales[2], 5)
        cases.append(b.case(f"int8 {scales}", options("DivOptions")))
    given = np.array([1, -1, 0, 1e30, -1e30, 7], np.float32)
    divisor = np.array([0, 0, 0, 1e-30, 1e-30, -2], np.float32)
    b = Builder(rng, "DIV").input((6,), "float32", given=given).input((6,), "float32", given=divisor)
    cases.append(b.output((6,), "float32").case("float32 by 0", options("DivOptions")))
    return cases


def squared_difference(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int16", "int32", "float32"):
        for x, y in BROADCASTS:
            b = Builder(rng, "SQUARED_DIFFERENCE").input(x, dtype, *quantisation(rng, dtype))
            b.input(y, dtype, *quantisation(rng, dtype))
            out = quantisation(rng, dtype)
            if out:
                out = (out[0] * (16 if dtype == "int8" else 1000), out[1])
            b.output(np.broadcast_shapes(x, y), dtype, *out)
            cases.append(b.case(f"{dtype} {x} {y}", options("SquaredDifferenceOptions")))
        if dtype == "float32":
            continue
        b = Builder(rng, "SQUARED_DIFFERENCE").input((200,), dtype, *shared(dtype))
        b.input((200,), dtype, *shared(dtype)).output((200,), dtype, *shared(dtype))
        cases.append(b.case(f"{dtype} one quantisation", options("SquaredDifferenceOptions")))
    return cases


def floor_div(rng: Rng) -> list[Case]:
    """FLOOR_DIV and FLOOR_MOD, whole quotients and far exponents included."""
    cases = []
    whole = np.arange(-60, 60).astype(np.float32)
    for operator, kind in (("FLOOR_DIV", "FloorDivOptions"), ("FLOOR_MOD", "FloorModOptions")):
        for x, y in BROADCASTS[:5]:
            b = Builder(rng, operator).input(x, "float32").input(y, "float32")
            cases.append(b.output(np.broadcast_shapes(x, y), "float32").case(f"{x} {y}", options(kind)))
        for divisor in (0.1, -3.0, 7.0, 1e-3):
            b = Builder(rng, operator).input((120,), "float32", given=whole)
            b.constant([divisor], "float32").output((120,), "float32")
            cases.append(b.case(f"by {divisor}", options(kind)))
        first = np.array([3e38, 1e-40, -1e-40, 5, -5, 0, 1e9, np.inf, 16777215, 33554431], np.float32)
        second = np.array([7e-39, 3e-41, 3e-41, np.inf, np.inf, -2, 3, 2, 1, -1], np.float32)
        if operator == "FLOOR_DIV":
            first[0], second[0] = 3e38, 1.5
        b = Builder(rng, operator).input((10,), "float32", given=first)
        b.input((10,), "float32", given=second).output((10,), "float32")
        cases.append(b.case("ends of the range", options(kind)))
    return cases


def sums(rng: Rng) -> list[Case]:
    """ADD_N and CUMSUM."""
    cases = []
    for dtype in ("int8", "float32"):
        for inputs in (2, 3, 7):
            b = Builder(rng, "ADD_N")
            for _ in range(inputs):
                b.input((4, 9), dtype, *shared(dtype))
            out = (0.11, -20) if dtype == "int8" else ()
            cases.append(b.output((4, 9), dtype, *out).case(f"{dtype} {inputs}", options("AddNOptions")))
        for shape, axis in (((7,), 0), ((2, 5, 3), 1), ((2, 5, 3), -1), ((4, 3, 2, 2), 0)):
            for exclusive in (False, True):
                for reverse in (False, True):
                    b = Builder(rng, "CUMSUM").input(shape, dtype, *shared(dtype)).constant(axis)
                    b.output(shape, dtype, *((0.09, 3) if dtype == "int8" else ()))
                    made = options("CumsumOptions", exclusive=exclusive, reverse=reverse)
                    cases.append(b.case(f"{dtype} {shape} {axis} {exclusive} {reverse}", made))
    return cases


def reduce_all(rng: Rng) -> list[Case]:
    cases = []
    for shape, axes, keep in (
        ((3, 4), [1], False),
        ((2, 3, 4), [0, -1], True),
        ((2, 2, 2, 2), [1, 2], False),
        ((5,), [0], True),
    ):
        given = rng.random(shape) < 0.8
        out = [1 if d in {a % len(shape) for a in axes} else n for d, n in enumerate(shape)]
        if not keep:
            out = [n for d, n in enumerate(shape) if d not in {a % len(shape) for a in axes}]
        b = Builder(rng, "REDUCE_ALL").input(shape, "bool", given=given).constant(axes)
        made = options("ReducerOptions", keepDims=keep)
        cases.append(b.output(tuple(out), "bool").case(f"{shape} {axes}", made))
    return cases


def normalization(rng: Rng) -> list[Case]:
    """ELU, L2_NORMALIZATION, L2_POOL_2D and LOG_SOFTMAX."""
    cases = []
    every = np.arange(-128, 128, dtype=np.int8)
    for scale, zero, out, point in ((0.05, -10, 0.04, 3), (0.1, 127, 1 / 128, 127), (0.9, 0, 0.5, -128)):
        b = Builder(rng, "ELU").input((256,), "int8", scale, zero, given=every)
        cases.append(b.output((256,), "int8", out, point).case(f"int8 {scale}"))
    ends = np.array([0, -0.0, 1e-6, -1e-6, -1e-30, -0.3, -0.35, -0.7, -20, -88, -200, 30], np.float32)
    given = np.concatenate([ends, rng.normal(0, 2, 100).astype(np.float32)])
    b = Builder(rng, "ELU").input(given.shape, "float32", given=given).output(given.shape, "float32")
    cases.append(b.case("float32"))
    for shape in ((3, 8), (2, 2, 5), (40,), (1, 2, 2, 3)):
        for zero in (0, -128, 19):
            b = Builder(rng, "L2_NORMALIZATION").input(shape, "int8", 0.07, zero)
            b.output(shape, "int8", 1 / 128, 0)
            cases.append(b.case(f"int8 {shape} {zero}", options("L2NormOptions"), runs=2))
        b = Builder(rng, "L2_NORMALIZATION").input(shape, "float32").output(shape, "float32")
        cases.append(b.case(f"float32 {shape}", options("L2NormOptions")))
    rows = np.array([[3, 3, 3], [3, 4, 3], [2, 4, 5], [127, -128, 3]], np.int8)
    b = Builder(rng, "L2_NORMALIZATION").input((4, 3), "int8", 0.1, 3, given=rows)
    cases.append(b.output((4, 3), "int8", 1 / 128, 0).case("int8 small", options("L2NormOptions")))
    b = Builder(rng, "L2_NORMALIZATION").input((1, 3), "float32", given=np.zeros((1, 3), np.float32))
    cases.append(b.output((1, 3), "float32").case("float32 of zeros", options("L2NormOptions")))
    for window, stride, padding, activation, size in (
        ((2, 3), (1, 2), 0, 0, (6, 3)),
        ((3, 2), (2, 1), 1, 1, (2, 4)),
        ((2, 2), (2, 2), 1, 3, (3, 2)),
    ):
        made = options(
            "Pool2DOptions",
            padding=padding,
            strideH=stride[0],
            strideW=stride[1],
            filterHeight=window[0],
            filterWidth=window[1],
            fusedActivationFunction=activation,
        )
        b = Builder(rng, "L2_POOL_2D").input((1, 6, 5, 2), "float32").output((1, *size, 2), "float32")
        cases.append(b.case(f"{window} {stride} {padding} {activation}", made))
    for shape in ((3, 10), (2, 2, 4), (1, 1), (1, 300)):
        for scale in (0.004, 0.1, 0.9, 20.0):
            b = Builder(rng, "LOG_SOFTMAX").input(shape, "int8", scale, 7)
            b.output(shape, "int8", 1 / 16, 127)
            cases.append(b.case(f"int8 {shape} {scale}", options("LogSoftmaxOptions"), runs=2))
        b = Builder(rng, "LOG_SOFTMAX").input(shape, "float32").output(shape, "float32")
        cases.append(b.case(f"float32 {shape}", options("LogSoftmaxOptions")))
    return cases


def functions(rng: Rng) -> list[Case]:
    """RSQRT of integers, ABS of int16 without quantisation."""
    cases = []
    for scale, zero, out, point in (
        (0.05, -128, 0.01, 0),
        (0.001, 5, 0.4, -128),
        (0.7, -20, 0.003, 10),
        (1e-6, -128, 9.0, -128),
    ):
        given = np.arange(zero, 128).astype(np.int8)
        b = Builder(rng, "RSQRT").input(given.shape, "int8", scale, zero, given=given)
        cases.append(b.output(given.shape, "int8", out, point).case(f"int8 {scale}"))
    for _ in range(12):
        scale = float(np.float32(2 ** rng.uniform(-10, 0)))
        out = float(np.float32(1 / np.sqrt(scale) / rng.uniform(32000, 200000)))
        given = np.concatenate([np.arange(0, 60), rng.integers(0, 32768, 60)]).astype(np.int16)
        b = Builder(rng, "RSQRT").input(given.shape, "int16", scale, 0, given=given)
        cases.append(b.output(given.shape, "int16", out, 0).case(f"int16 {scale}"))
    given = np.array([-32768, -32767, -1, 0, 1, 32767], np.int16)
    b = Builder(rng, "ABS").input((6,), "int16", given=given).output((6,), "int16")
    cases.append(b.case("int16 without quantisation", options("AbsOptions")))
    return cases


ARITHMETIC_GROUPS: dict[str, Callable[[Rng], list[Case]]] = {
    "div": div,
    "squared_difference": squared_difference,
    "floor_div": floor_div,
    "sums": sums,
    "reduce_all": reduce_all,
    "normalization": normalization,
    "functions": functions,
}
