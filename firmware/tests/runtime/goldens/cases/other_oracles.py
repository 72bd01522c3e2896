"""Golden cases of types that TensorFlow Lite Micro refuses: LiteRT answers, or numpy where it refuses too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, shared, values
from firmware.tests.runtime.goldens.cases.maths import COMPARISONS
from firmware.tests.runtime.goldens.models import Array, Case, options


def answered(case: Case, *outputs: Array) -> Case:
    """The case with outputs that are known."""
    case.oracle, case.outputs = "given", [list(outputs)]
    return case


def reductions(rng: Rng) -> list[Case]:
    cases = []
    for operator in ("REDUCE_MAX", "REDUCE_MIN", "SUM", "MEAN"):
        for dtype in ("int16", "int32") if "REDUCE" in operator else ("int32",):
            for shape, axes in (((3, 7), [1]), ((2, 5, 3), [0, 2]), ((1, 4, 5, 3), [1, 2])):
                out = tuple(n for d, n in enumerate(shape) if d not in axes)
                b = Builder(rng, operator).input(shape, dtype, *shared(dtype)).constant(axes)
                b.output(out, dtype, *shared(dtype))
                cases.append(
                    b.case(f"{dtype} {shape} {axes}", options("ReducerOptions"), runs=2, oracle="litert")
                )
    return cases


def functions(rng: Rng) -> list[Case]:
    """NEG of quantised numbers, away from ties."""
    cases = []
    for dtype, scale, zero, to, point in (
        ("int8", 0.1, -7, 0.1, 3),
        ("int8", 0.1, 20, 0.073, -128),
        ("int16", 0.001, 0, 0.0013, 0),
    ):
        info = np.iinfo(dtype)
        given = np.linspace(info.min, info.max, 256).astype(dtype)
        real = -(given.astype(np.float64) - zero) * float(np.float32(scale)) / float(np.float32(to))
        expected = np.clip(np.floor(real + 0.5) + point, info.min, info.max).astype(dtype)
        b = Builder(rng, "NEG").input((256,), dtype, scale, zero, given=given)
        b.output((256,), dtype, to, point)
        cases.append(answered(b.case(f"{dtype} {scale} to {to}", options("NegOptions")), expected))
    return cases


def comparisons(rng: Rng) -> list[Case]:
    """int16, quantised (compared as real numbers) and not."""
    relations = (np.equal, np.not_equal, np.greater, np.greater_equal, np.less, np.less_equal)
    cases = []
    for kind, relation in zip(COMPARISONS, relations, strict=True):
        operator = "".join("_" + c if c.isupper() and i else c.upper() for i, c in enumerate(kind))
        for scales in ((), (2**-15, 2**-15), (2**-8, 2**-12), (0.5, 2**-30), (3 * 2**-9, 2**-8)):
            x, y = values(rng, (4, 9), "int16"), values(rng, (1, 9), "int16")
            y[0, :4] = x[0, :4] = np.array([0, 3, -3, 32767])
            if len(scales) == 2 and scales[0] == scales[1] * 16:
                x[0, :4] = y[0, :4] // 16
            ways: list[tuple[Any, ...]] = [(s, 0) for s in scales] or [(), ()]
            b = Builder(rng, operator).input(x.shape, "int16", *ways[0], given=x)
            b.input(y.shape, "int16", *ways[1], given=y).output((4, 9), "bool")
            factors = scales or (1.0, 1.0)
            expected = relation(x * np.float64(factors[0]), y * np.float64(factors[1]))
            cases.append(answered(b.case(f"int16 {scales}", options(f"{kind}Options")), expected))
    return cases


def movement(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int32", "int64", "bool"):
        b = Builder(rng, "TRANSPOSE").input((2, 3, 4), dtype).constant([2, 0, 1]).output((4, 2, 3), dtype)
        cases.append(b.case(dtype, options("TransposeOptions"), oracle="litert"))
        b = Builder(rng, "SELECT_V2").input((2, 1), "bool").input((1, 3), dtype).input((2, 3), dtype)
        cases.append(b.output((2, 3), dtype).case(dtype, options("SelectV2Options"), oracle="litert"))
        b = Builder(rng, "DYNAMIC_UPDATE_SLICE").input((3, 4), dtype).input((2, 2), dtype)
        b.constant([1, 5]).output((3, 4), dtype)
        cases.append(b.case(dtype, options("DynamicUpdateSliceOptions"), oracle="litert"))
    for dtype in ("int16", "int32", "int64"):
        b = Builder(rng, "MIRROR_PAD").input((2, 3), dtype, *shared(dtype))
        case = b.constant([[1, 1], [2, 1]]).output((4, 6), dtype, *shared(dtype))
        made = case.case(dtype, options("MirrorPadOptions", mode=0))
        expected = np.pad(made.invocations[0][0], [(1, 1), (2, 1)], mode="reflect")
        cases.append(answered(made, expected))
    b = Builder(rng, "REVERSE_V2").input((2, 3, 4), "int8", *shared("int8")).constant([0, 2])
    case_ = b.output((2, 3, 4), "int8", *shared("int8")).case("axes apart", options("ReverseV2Options"))
    cases.append(answered(case_, case_.invocations[0][0][::-1, :, ::-1]))
    b = Builder(rng, "CUMSUM").input((3, 4), "int32").constant(1).output((3, 4), "int32")
    cases.append(b.case("int32", options("CumsumOptions", reverse=True), oracle="litert"))
    for source in ("int8", "int16", "int32", "float32", "bool"):
        given = values(rng, (2, 20), source)
        given[0, :5] = 0
        b = Builder(rng, "CAST").input((2, 20), source, given=given).output((2, 20), "bool")
        cases.append(b.case(f"{source} to bool", options("CastOptions"), oracle="litert"))
    return cases


def resizing(rng: Rng) -> list[Case]:
    """int16 by LiteRT; int32 gives the numbers of int16."""
    cases = []
    for image, size in (((4, 5), (8, 10)), ((7, 6), (3, 4)), ((5, 4), (1, 9))):
        for corners, half in ((False, False), (True, False), (False, True)):
            shape, out = (1, *image, 2), (1, *size, 2)
            for kind, operator in (
                ("ResizeBilinearOptions", "RESIZE_BILINEAR"),
                ("ResizeNearestNeighborOptions", "RESIZE_NEAREST_NEIGHBOR"),
            ):
                given = values(rng, shape, "int16")
                made = options(kind, alignCorners=corners, halfPixelCenters=half)
                name = f"{image} {size} {corners} {half}"
                b = Builder(rng, operator).input(shape, "int16", *shared("int16"), given=given)
                b.constant(size).output(out, "int16", *shared("int16"))
                case = b.case(f"int16 {name}", made, oracle="litert" if "LINEAR" in operator else "tflm")
                case.run()
                b = Builder(rng, operator).input(shape, "int32", given=given.astype(np.int32))
                wide = b.constant(size).output(out, "int32").case(f"int32 {name}", made)
                cases += [case, answered(wide, case.outputs[0][0].astype(np.int32))]
    return cases


def wider(rng: Rng) -> list[Case]:
    """Indices and shapes of 64 bits, whole quotients, half floats, unsigned bytes of other scales."""
    cases = []
    for operator, kind in (("ARG_MAX", "ArgMaxOptions"), ("ARG_MIN", "ArgMinOptions")):
        b = Builder(rng, operator).input((3, 7), "int8", *shared("int8")).constant(1).output((3,), "int64")
        cases.append(b.case("int64", options(kind, outputType=4), oracle="litert"))
    b = Builder(rng, "SHAPE").input((3, 7), "float32").output((2,), "int64")
    cases.append(b.case("int64", options("ShapeOptions", outType=4), oracle="litert"))
    quotients = np.array([7, -7, 7, -7, 0, 2**31 - 1], np.int32)
    divisors = np.array([2, 2, -2, -2, 5, -1], np.int32)
    for operator, kind in (("FLOOR_DIV", "FloorDivOptions"), ("FLOOR_MOD", "FloorModOptions")):
        b = Builder(rng, operator).input((6,), "int32", given=quotients).input((6,), "int32", given=divisors)
        cases.append(b.output((6,), "int32").case("int32", options(kind), oracle="litert"))
    halves = np.array([0, 1, 0x3FF, 0x400, 0x3C00, 0x7BFF, 0x7C00, 0x8001, 0xC248], np.uint16)
    b = Builder(rng, "DEQUANTIZE").constant(halves.view(np.float16), "float16").output((9,), "float32")
    cases.append(answered(b.case("float16"), halves.view(np.float16).astype(np.float32)))
    b = Builder(rng, "CONCATENATION").input((2, 90), "uint8", 0.037, 133).input((2, 80), "uint8", 0.05, 7)
    b.output((2, 170), "uint8", 0.037, 120)
    cases.append(b.case("uint8 rescaled", options("ConcatenationOptions", axis=1), runs=2, oracle="litert"))
    # Scales so large that the fixed-point range is empty; the `tflite-micro` package answers.
    for scale in (15.9, 57.0, 4096.0):
        given = np.arange(-128, 128).astype(np.int8)
        b = Builder(rng, "LOGISTIC").input((256,), "int8", scale, 3, given=given)
        cases.append(b.output((256,), "int8", 1 / 256, -128).case(f"int8 scale {scale}"))
    return cases


def other_oracles(rng: Rng) -> list[Case]:
    makers = (reductions, functions, comparisons, movement, resizing, wider)
    return [case for make in makers for case in make(rng)]


OTHER_ORACLE_GROUPS: dict[str, Callable[[Rng], list[Case]]] = {"other_oracles": other_oracles}
