"""Golden cases of arithmetic, reductions, comparisons, casts and resizing."""

from __future__ import annotations

import numpy as np

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, Shape, quantisation, shared, values
from firmware.tests.runtime.goldens.models import Case, options

ARITHMETIC = {"ADD": "AddOptions", "SUB": "SubOptions", "MUL": "MulOptions"}
BROADCASTS: tuple[tuple[Shape, Shape], ...] = (
    ((2, 3, 4), (2, 3, 4)),
    ((2, 3, 4), (1,)),
    ((4,), (2, 3, 4)),
    ((2, 1, 3, 1), (1, 4, 1, 5)),
    ((2, 1, 2, 1, 3), (1, 2, 1, 3, 1)),
    ((1, 2, 1, 2, 1, 3), (2, 1, 2, 1, 2, 1)),
)
COMPARISONS = ("Equal", "NotEqual", "Greater", "GreaterEqual", "Less", "LessEqual")


def arithmetic(rng: Rng) -> list[Case]:
    cases = []
    for operator, kind in ARITHMETIC.items():
        for dtype in ("int8", "int16", "int32", "float32"):
            for i, (x, y) in enumerate(BROADCASTS):
                activation = (0, 1, 3, 2, 0, 0)[i]
                out = quantisation(rng, dtype)
                if out:
                    out = (out[0] * 4, out[1])
                b = Builder(rng, operator)
                b.input(x, dtype, *quantisation(rng, dtype)).input(y, dtype, *quantisation(rng, dtype))
                b.output(np.broadcast_shapes(x, y), dtype, *out)
                name = f"{dtype} {x} {y} activation {activation}"
                cases.append(b.case(name, options(kind, fusedActivationFunction=activation)))
            if dtype in ("int8", "int16"):
                b = Builder(rng, operator)
                b.input((1, 300), dtype, *shared(dtype)).input((1, 300), dtype, *shared(dtype))
                b.output((1, 300), dtype, *shared(dtype))
                cases.append(b.case(f"{dtype} one quantisation", options(kind)))
    return cases


def reduce(rng: Rng) -> list[Case]:
    cases = []
    for operator in ("MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN"):
        plain = operator in ("MEAN", "SUM")
        for dtype in ("int8", "int16", "float32") if plain else ("int8", "float32"):
            for shape, axes, keep in (
                ((1, 4, 5, 3), [1, 2], True),
                ((2, 4, 3), [-1], False),
                ((2, 5, 3), [0, 2], False),
                ((3, 7), [0, 1], False),
                ((1, 6, 6, 2), [2, 1], False),
                ((2, 3, 2, 5), [1], True),
                ((13,), [0], True),
            ):
                reduced = {a % len(shape) for a in axes}
                out = [1 if d in reduced else n for d, n in enumerate(shape) if keep or d not in reduced]
                b = Builder(rng, operator).input(
                    shape, dtype, *(quantisation(rng, dtype) if plain else shared(dtype))
                )
                b.constant(axes).output(
                    tuple(out), dtype, *(quantisation(rng, dtype) if plain else shared(dtype))
                )
                cases.append(b.case(f"{dtype} {shape} {axes}", options("ReducerOptions", keepDims=keep)))
    return cases


def maximum_minimum(rng: Rng) -> list[Case]:
    cases = []
    for operator in ("MAXIMUM", "MINIMUM"):
        for dtype in ("int8", "int16", "int32", "int64", "float32"):
            for x, y in BROADCASTS[:4]:
                b = Builder(rng, operator).input(x, dtype, *shared(dtype)).input(y, dtype, *shared(dtype))
                b.output(np.broadcast_shapes(x, y), dtype, *shared(dtype))
                cases.append(b.case(f"{dtype} {x} {y}", options("MaximumMinimumOptions")))
    return cases


def comparison(rng: Rng) -> list[Case]:
    cases = []
    for kind in COMPARISONS:
        operator = "".join("_" + c if c.isupper() and i else c.upper() for i, c in enumerate(kind))
        types = ["int8", "int32", "int64", "float32"]
        types += ["bool"] if "Equal" in (kind[:5], kind[3:]) else []
        for dtype in types:
            for x, y in BROADCASTS[1:4:2]:
                first, second = values(rng, x, dtype), values(rng, y, dtype)
                if dtype in ("int32", "int64"):
                    first, second = first >> 13, second >> 13
                    first.flat[0] = second.flat[0]
                b = Builder(rng, operator).input(x, dtype, *quantisation(rng, dtype), given=first)
                b.input(y, dtype, *quantisation(rng, dtype), given=second)
                b.output(np.broadcast_shapes(x, y), "bool")
                cases.append(b.case(f"{dtype} {x} {y}", options(f"{kind}Options")))
        b = Builder(rng, operator).input((2, 40), "int8", *shared("int8")).input((2, 40), "int8", 0.031, -7)
        b.output((2, 40), "bool")
        cases.append(b.case("int8 close scales", options(f"{kind}Options")))
    for operator, kind in (("LOGICAL_AND", "LogicalAndOptions"), ("LOGICAL_OR", "LogicalOrOptions")):
        for x, y in BROADCASTS[:4]:
            b = Builder(rng, operator).input(x, "bool").input(y, "bool")
            cases.append(b.output(np.broadcast_shapes(x, y), "bool").case(f"{x} {y}", options(kind)))
    b = Builder(rng, "LOGICAL_NOT").input((3, 5), "bool").output((3, 5), "bool")
    cases.append(b.case("", options("LogicalNotOptions")))
    for operator, kind in (("ARG_MAX", "ArgMaxOptions"), ("ARG_MIN", "ArgMinOptions")):
        for dtype in ("int8", "float32"):
            for shape, axis in (((3, 7), 1), ((2, 5, 3), -2), ((6, 2), 0), ((9,), 0)):
                out = tuple(np.delete(shape, axis))
                given = values(rng, shape, dtype)
                given = given // 16 if dtype == "int8" else np.round(given)  # ties
                b = Builder(rng, operator).input(shape, dtype, *shared(dtype), given=given).constant([axis])
                cases.append(
                    b.output(out, "int32").case(f"{dtype} {shape} {axis}", options(kind, outputType=2))
                )
    return cases


def cast(rng: Rng) -> list[Case]:
    cases = []
    for source in ("int8", "int16", "int32", "float32", "bool"):
        for target in ("int8", "int16", "int32", "float32"):
            given = values(rng, (2, 20), source)
            if source == "float32":
                given = np.clip(given * 30, -127, 127)
            b = Builder(rng, "CAST").input((2, 20), source, given=given).output((2, 20), target)
            cases.append(b.case(f"{source} to {target}", options("CastOptions")))
    return cases


def resize(rng: Rng) -> list[Case]:
    cases = []
    for operator, kind in (
        ("RESIZE_NEAREST_NEIGHBOR", "ResizeNearestNeighborOptions"),
        ("RESIZE_BILINEAR", "ResizeBilinearOptions"),
    ):
        for dtype in ("int8", "int16", "float32")[:: 2 if "BILINEAR" in operator else 1]:
            for image, size in (((4, 5), (8, 10)), ((7, 6), (3, 4)), ((3, 3), (10, 7)), ((5, 4), (1, 9))):
                for corners, half in ((False, False), (True, False), (False, True)):
                    shape = (1, *image, 2)
                    b = Builder(rng, operator).input(shape, dtype, *shared(dtype)).constant(size)
                    b.output((1, *size, 2), dtype, *shared(dtype))
                    made = options(kind, alignCorners=corners, halfPixelCenters=half)
                    cases.append(b.case(f"{dtype} {image} {size} {corners} {half}", made))
    return cases
