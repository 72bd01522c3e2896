"""Golden cases of unsigned bytes beyond convolutions, pooling and activations; LiteRT answers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, Shape, values
from firmware.tests.runtime.goldens.cases.maths import COMPARISONS
from firmware.tests.runtime.goldens.models import Case, options

ONE = (0.037, 133)  # where tensors must share one quantisation
UINT8 = "uint8"


def drawn(rng: Rng) -> tuple[float, int]:
    return float(np.float32(2 ** rng.uniform(-8, -4))), int(rng.integers(0, 256))


def moved(rng: Rng, operator: str, shape: Shape, constants: list[object], out: Shape, kind: str) -> Case:
    """One input, integers, one output of the same quantisation."""
    b = Builder(rng, operator).input(shape, UINT8, *ONE)
    for constant in constants:
        b.constant(constant)
    made = options(kind) if kind else None
    return b.output(out, UINT8, *ONE).case(f"{shape}", made, oracle="litert")


def movement(rng: Rng) -> list[Case]:
    cases = [
        moved(rng, "PAD", (1, 3, 4, 2), [[[0, 0], [1, 2], [0, 1], [0, 0]]], (1, 6, 5, 2), "PadOptions"),
        moved(rng, "MIRROR_PAD", (2, 3), [[[1, 1], [2, 1]]], (4, 6), "MirrorPadOptions"),
        moved(rng, "TRANSPOSE", (2, 3, 4), [[2, 0, 1]], (4, 2, 3), "TransposeOptions"),
        moved(rng, "SLICE", (3, 5), [[1, 2], [2, 3]], (2, 3), "SliceOptions"),
        moved(rng, "STRIDED_SLICE", (3, 7), [[0, 6], [3, 0], [2, -2]], (2, 3), "StridedSliceOptions"),
        moved(rng, "SPACE_TO_BATCH_ND", (1, 3, 4, 2), [[2, 2], [[1, 0], [0, 2]]], (4, 2, 3, 2), ""),
        moved(rng, "BATCH_TO_SPACE_ND", (4, 2, 3, 2), [[2, 2], [[1, 0], [0, 2]]], (1, 3, 4, 2), ""),
        moved(rng, "GATHER", (4, 3), [[3, 0, 0]], (3, 3), "GatherOptions"),
        moved(rng, "GATHER_ND", (4, 3), [[[3, 0], [1, 2]]], (2,), "GatherNdOptions"),
    ]
    for operator, shape, out in (
        ("SPACE_TO_DEPTH", (1, 4, 6, 2), (1, 2, 3, 8)),
        ("DEPTH_TO_SPACE", (1, 2, 3, 8), (1, 4, 6, 2)),
    ):
        kind = "".join(word.capitalize() for word in operator.split("_")) + "Options"
        b = Builder(rng, operator).input(shape, UINT8, *ONE).output(out, UINT8, *ONE)
        cases.append(b.case(f"{shape}", options(kind, blockSize=2), oracle="litert"))
    b = Builder(rng, "CONCATENATION").input((2, 3), UINT8, *ONE).input((2, 4), UINT8, *ONE)
    b.output((2, 7), UINT8, *ONE)
    cases.append(b.case("axis 1", options("ConcatenationOptions", axis=1), oracle="litert"))
    b = Builder(rng, "PACK").input((2, 3), UINT8, *ONE).input((2, 3), UINT8, *ONE)
    b.output((2, 2, 3), UINT8, *ONE)
    cases.append(b.case("axis 1", options("PackOptions", axis=1, valuesCount=2), oracle="litert"))
    b = Builder(rng, "UNPACK").input((2, 3), UINT8, *ONE).output((3,), UINT8, *ONE)
    b.output((3,), UINT8, *ONE)
    cases.append(b.case("axis 0", options("UnpackOptions", axis=0, num=2), oracle="litert"))
    b = Builder(rng, "SPLIT").constant(1).input((2, 6), UINT8, *ONE)
    b.output((2, 3), UINT8, *ONE).output((2, 3), UINT8, *ONE)
    cases.append(b.case("axis 1", options("SplitOptions", numSplits=2), oracle="litert"))
    b = Builder(rng, "SELECT_V2").input((2, 1), "bool").input((1, 3), UINT8, *ONE).input((2, 3), UINT8, *ONE)
    b.output((2, 3), UINT8, *ONE)
    cases.append(b.case("broadcast", options("SelectV2Options"), oracle="litert"))
    return cases


def arithmetic(rng: Rng) -> list[Case]:
    cases = []
    for operator in ("ADD", "SUB", "MUL"):
        kind = operator.capitalize() + "Options"
        for shapes, activation in ((((3, 40), (3, 40)), 0), (((4, 9), (1, 9)), 1), (((2, 5), ()), 3)):
            x, y = shapes
            b = Builder(rng, operator).input(x, UINT8, *drawn(rng)).input(y, UINT8, *drawn(rng))
            b.output(x, UINT8, 0.1, 77)
            made = options(kind, fusedActivationFunction=activation)
            cases.append(b.case(f"{shapes} {activation}", made, runs=2, oracle="litert"))
    divisor = values(rng, (3, 40), UINT8)
    divisor[divisor == 9] = 10
    b = Builder(rng, "DIV").input((3, 40), UINT8, 0.05, 128).input((3, 40), UINT8, 0.02, 9, given=divisor)
    b.output((3, 40), UINT8, 0.04, 60)
    cases.append(b.case("", options("DivOptions"), oracle="litert"))
    for operator in ("MAXIMUM", "MINIMUM"):
        b = Builder(rng, operator).input((3, 4), UINT8, *ONE).input((1, 4), UINT8, *ONE)
        b.output((3, 4), UINT8, *ONE)
        cases.append(b.case("", options("MaximumMinimumOptions"), oracle="litert"))
    for kind in COMPARISONS:
        operator = "".join("_" + c if c.isupper() and i else c.upper() for i, c in enumerate(kind))
        b = Builder(rng, operator).input((8, 8), UINT8, 0.05, 128).input((1, 8), UINT8, 0.031, 100)
        cases.append(b.output((8, 8), "bool").case("", options(kind + "Options"), oracle="litert"))
    return cases


def functions(rng: Rng) -> list[Case]:
    cases = []
    every = np.arange(256, dtype=np.uint8)
    for operator, scale, zero in (("LOGISTIC", 1 / 256, 0), ("TANH", 1 / 128, 128)):
        for how in ((0.05, 128), (0.1, 20), (0.003, 255)):
            b = Builder(rng, operator).input((256,), UINT8, *how, given=every)
            cases.append(b.output((256,), UINT8, scale, zero).case(f"{how}", oracle="litert"))
    for how, to in (((0.05, 128), (0.04, 8)), ((0.02, 3), (0.019, 0))):
        b = Builder(rng, "HARD_SWISH").input((256,), UINT8, *how, given=every).output((256,), UINT8, *to)
        cases.append(b.case(f"{how}", options("HardSwishOptions"), oracle="litert"))
    b = Builder(rng, "L2_NORMALIZATION").input((4, 9), UINT8, 0.05, 100).output((4, 9), UINT8, 1 / 128, 128)
    cases.append(b.case("", options("L2NormOptions"), oracle="litert"))
    for operator, axes, out in (
        ("MEAN", [1, 2], (2, 3)),
        ("SUM", [1, 2], (2, 3)),
        ("REDUCE_MAX", [2], (2, 4, 3)),
        ("REDUCE_MIN", [0], (4, 5, 3)),
    ):
        to = ONE if "REDUCE" in operator else (0.05, 120)
        b = Builder(rng, operator).input((2, 4, 5, 3), UINT8, *ONE).constant(axes).output(out, UINT8, *to)
        cases.append(b.case(f"{axes}", options("ReducerOptions"), oracle="litert"))
    for operator in ("ARG_MAX", "ARG_MIN"):
        b = Builder(rng, operator).input((3, 9), UINT8, *ONE).constant(1).output((3,), "int32")
        kind = operator.title().replace("_", "") + "Options"
        cases.append(b.case("", options(kind, outputType=2), oracle="litert"))
    for source in ("uint8", "int32", "float32", "bool"):
        for target in ("uint8", "int32", "float32", "bool"):
            if "uint8" not in (source, target):
                continue
            given = rng.uniform(0, 255, (20,)).astype(source) if source == "float32" else None
            b = Builder(rng, "CAST").input((20,), source, given=given).output((20,), target)
            cases.append(b.case(f"{source} to {target}", options("CastOptions"), oracle="litert"))
    return cases


def images(rng: Rng) -> list[Case]:
    cases = []
    for image, size in (((4, 5), (8, 10)), ((7, 6), (3, 4))):
        for corners, half in ((False, False), (True, False), (False, True)):
            for kind, operator in (
                ("ResizeBilinearOptions", "RESIZE_BILINEAR"),
                ("ResizeNearestNeighborOptions", "RESIZE_NEAREST_NEIGHBOR"),
            ):
                b = Builder(rng, operator).input((1, *image, 2), UINT8, *ONE).constant(size)
                made = options(kind, alignCorners=corners, halfPixelCenters=half)
                b.output((1, *size, 2), UINT8, *ONE)
                cases.append(b.case(f"{image} {size} {corners} {half}", made, oracle="litert"))
    for padding, out in ((0, (1, 6, 8, 4)), (1, (1, 7, 9, 4))):
        b = Builder(rng, "TRANSPOSE_CONV").constant(out)
        weights = values(rng, (4, 3, 3, 5), UINT8)
        b.ins.append(b.b.tensor(weights.shape, UINT8, 0.02, 120, data=weights))
        b.input((1, 3, 4, 5), UINT8, 0.05, 111).output(out, UINT8, 0.2, 90)
        made = options("TransposeConvOptions", padding=padding, strideW=2, strideH=2)
        cases.append(b.case(f"{padding}", made, oracle="litert"))
    return cases


def unsigned_bytes(rng: Rng) -> list[Case]:
    return [case for make in (movement, arithmetic, functions, images) for case in make(rng)]


UNSIGNED_GROUPS: dict[str, Callable[[Rng], list[Case]]] = {"unsigned_bytes": unsigned_bytes}
