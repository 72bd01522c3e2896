"""Golden cases of activations, functions of one element, and changes of shape or quantisation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from firmware.tests.runtime.goldens.layers import Rng, draw, zero_point
from firmware.tests.runtime.goldens.models import Array, Case, ModelBuilder, options

GROUPS: dict[str, Callable[[Rng], list[Case]]] = {}


def group(make: Callable[[Rng], list[Case]]) -> Callable[[Rng], list[Case]]:
    """Registers a function that makes the cases of the golden file of its name."""
    GROUPS[make.__name__] = make
    return make


@group
def reshape(rng: Rng) -> list[Case]:
    cases = []
    for operator, shape, to in (
        ("RESHAPE", (1, 12), (1, 3, 4)),
        ("RESHAPE", (2, 3, 4), (24,)),
        ("SQUEEZE", (1, 5, 1), (5,)),
        ("EXPAND_DIMS", (2, 3), (2, 1, 3)),
    ):
        b = ModelBuilder()
        x, y = b.tensor(shape, "int8", 0.1, 3), b.tensor(to, "int8", 0.1, 3)
        ins = [x]
        made = None
        if operator == "RESHAPE":
            made = options("ReshapeOptions", newShape=list(to))
        if operator == "SQUEEZE":
            made = options("SqueezeOptions", squeezeDims=[0, 2])
        if operator == "EXPAND_DIMS":
            ins.append(b.tensor((1,), "int32", data=np.array([1], np.int32)))
        b.operator(operator, ins, [y], made)
        cases.append(Case(f"{operator} {shape}", b.finish([x], [y]), [[draw(rng, shape, "int8")]]))
    return cases


def elementwise_case(
    rng: Rng,
    name: str,
    operator: str,
    source: tuple[str, float, int],
    target: tuple[str, float, int],
    made: object = None,
    values: Array | None = None,
    size: int = 96,
) -> Case:
    """One input, one output of the same shape; `source` and `target` are type, scale, zero point."""
    if values is None:
        values = draw(rng, (size,), source[0])
        if np.iinfo(source[0]).bits < 32 if source[0] != "float32" else False:
            info = np.iinfo(source[0])
            values[:3] = info.min, info.max, source[2]
    b = ModelBuilder()

    def tensor(kind: tuple[str, float, int]) -> int:
        scale = () if kind[0] == "float32" else (kind[1], kind[2])
        return b.tensor(values.shape, kind[0], *scale)

    x, y = tensor(source), tensor(target)
    b.operator(operator, [x], [y], made)
    return Case(name, b.finish([x], [y]), [[values]])


def all_bytes() -> Array:
    return np.arange(-128, 128, dtype=np.int8)


@group
def quantize(rng: Rng) -> list[Case]:
    cases = []
    pairs = (
        *(("int8", t) for t in ("int8", "uint8", "int16", "int32")),
        *(("int16", t) for t in ("int8", "int16", "int32")),
        *(("int32", t) for t in ("int8", "int16")),
        ("uint8", "int8"),
    )
    for i, (source, target) in enumerate(pairs):
        for same in (True, False):
            scale = 0.05 * (1 + i)
            to = scale if same else scale * float(rng.uniform(0.1, 3))
            zero = 17 if source != "int16" else 0
            ends = (source, scale, zero), (target, to, -3 if target in ("int8", "int16", "int32") else 125)
            values = None
            if source == "int32":
                values = rng.integers(-40000, 40000, 96).astype(np.int32)
            cases.append(
                elementwise_case(rng, f"{source} to {target} {same}", "QUANTIZE", *ends, values=values)
            )
    flip = ("int8", 0.1, -3), ("uint8", 0.1, 125)
    cases.append(elementwise_case(rng, "turn the top bit", "QUANTIZE", *flip, values=all_bytes()))
    ties = np.concatenate([np.arange(-60, 60) * 0.25, rng.normal(0, 30, 100)]).astype(np.float32)
    for to_bytes in (("int8", 0.5, 3), ("int8", 0.037, -128), ("int16", 0.0011, 0)):
        real = ("float32", 0, 0)
        cases.append(elementwise_case(rng, f"float32 to {to_bytes}", "QUANTIZE", real, to_bytes, values=ties))
    return cases


@group
def dequantize(rng: Rng) -> list[Case]:
    return [
        elementwise_case(rng, source[0], "DEQUANTIZE", source, ("float32", 0, 0))
        for source in (("int8", 0.037, 5), ("uint8", 0.11, 130), ("int16", 0.0007, 0))
    ]


@group
def relu(rng: Rng) -> list[Case]:
    cases = []
    for operator in ("RELU", "RELU6"):
        for name, source, target in (
            ("same", ("int8", 0.07, -12), ("int8", 0.07, -12)),
            ("other", ("int8", 0.07, 3), ("int8", 0.045, -128)),
            ("int16", ("int16", 0.001, 0), ("int16", 0.0013, 0)),
            ("float", ("float32", 0, 0), ("float32", 0, 0)),
        ):
            same = target if operator == "RELU" else source
            values = rng.normal(0, 6, 64).astype(np.float32) if name == "float" else None
            cases.append(elementwise_case(rng, f"{operator} {name}", operator, source, same, values=values))
    for i in range(6):  # ratios whose rounding in single precision differs
        source, target = (("int16", float(rng.uniform(0.001, 0.01)), 0) for _ in range(2))
        cases.append(elementwise_case(rng, f"RELU ratio {i}", "RELU", source, target, size=200))
    return cases


@group
def leaky_relu(rng: Rng) -> list[Case]:
    cases = []
    for alpha in (0.01, 0.3, 1.5, 0.0):
        made = options("LeakyReluOptions", alpha=alpha)
        for source, target in (
            (("int8", 0.07, -12), ("int8", 0.051, 4)),
            (("int16", 0.0013, 0), ("int16", 0.0011, 0)),
            (("float32", 0, 0), ("float32", 0, 0)),
        ):
            cases.append(elementwise_case(rng, f"{source[0]} {alpha}", "LEAKY_RELU", source, target, made))
    for i in range(6):
        source, target = (("int16", float(rng.uniform(0.001, 0.01)), 0) for _ in range(2))
        made = options("LeakyReluOptions", alpha=float(rng.uniform(0, 1)))
        cases.append(elementwise_case(rng, f"ratio {i}", "LEAKY_RELU", source, target, made, size=200))
    return cases


@group
def prelu(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int16", "float32"):
        for slopes in ((1, 1, 5), (3, 4, 5), (1,), (4, 1)):
            b = ModelBuilder()
            shape = (2, 3, 4, 5)
            kind = "int8" if dtype == "int16" else dtype
            if dtype == "float32":
                x, a = b.tensor(shape, dtype), b.tensor(slopes, kind, data=draw(rng, slopes, kind))
                y = b.tensor(shape, dtype)
            else:
                small = 1 if dtype == "int8" else 0.004
                x = b.tensor(shape, dtype, 0.05 * small, zero_point(rng, dtype))
                a = b.tensor(slopes, kind, 0.009, 7, draw(rng, slopes, kind))
                y = b.tensor(shape, dtype, 0.04 * small, zero_point(rng, dtype))
            b.operator("PRELU", [x, a], [y])
            cases.append(Case(f"{dtype} {slopes}", b.finish([x], [y]), [[draw(rng, shape, dtype)]]))
    return cases


@group
def logistic(rng: Rng) -> list[Case]:
    cases = []
    for operator, zero in (("LOGISTIC", -128), ("TANH", 0)):
        out = 1 / 256 if operator == "LOGISTIC" else 1 / 128
        for scale in (0.0037, 0.05, 0.1234, 0.9):
            ends = ("int8", scale, int(rng.integers(-128, 128))), ("int8", out, zero)
            cases.append(
                elementwise_case(rng, f"{operator} int8 {scale}", operator, *ends, values=all_bytes())
            )
        for scale in (2**-12, 2**-11, 2**-13, 0.0003, 0.00002, 0.011, 1.5):
            ends = ("int16", scale, 0), ("int16", 2**-15, 0)
            cases.append(elementwise_case(rng, f"{operator} int16 {scale}", operator, *ends, size=600))
        values = np.concatenate([rng.normal(0, 3, 150), [0, 1e-6, -1e-6, 20, -20, 80, -80, 0.55, 200, -200]])
        cases.append(
            elementwise_case(
                rng,
                f"{operator} float",
                operator,
                ("float32", 0, 0),
                ("float32", 0, 0),
                values=values.astype(np.float32),
            )
        )
    return cases


@group
def hard_swish(rng: Rng) -> list[Case]:
    cases = []
    for scale, to in ((0.05, 0.03), (0.0471, 0.0391), (0.8, 0.9), (0.004, 0.004), (0.31, 0.2), (7.0, 3.0)):
        ends = ("int8", scale, int(rng.integers(-128, 128))), ("int8", to, int(rng.integers(-128, 128)))
        cases.append(elementwise_case(rng, f"int8 {scale}", "HARD_SWISH", *ends, values=all_bytes()))
    plain = ("float32", 0, 0)
    cases.append(elementwise_case(rng, "float", "HARD_SWISH", plain, plain))
    return cases


@group
def elementwise(rng: Rng) -> list[Case]:
    plain = ("float32", 0, 0)
    cases = []
    for operator in (
        "ABS",
        "CEIL",
        "COS",
        "EXP",
        "FLOOR",
        "LOG",
        "NEG",
        "ROUND",
        "RSQRT",
        "SIN",
        "SQRT",
        "SQUARE",
    ):
        values = rng.normal(0, 5, 80)
        if operator in ("CEIL", "FLOOR", "ROUND"):
            values[:40] = np.arange(-20, 20) * 0.5
        if operator in ("LOG", "SQRT", "RSQRT"):
            values = np.abs(values) + 1e-3
        cases.append(
            elementwise_case(rng, operator, operator, plain, plain, values=values.astype(np.float32))
        )
    for name, source, target in (
        ("same", ("int8", 0.1, -7), ("int8", 0.1, 3)),
        ("other", ("int8", 0.1, 20), ("int8", 0.073, -128)),
        ("int16", ("int16", 0.001, 0), ("int16", 0.0013, 0)),
    ):
        cases.append(elementwise_case(rng, f"ABS {name}", "ABS", source, target))
    return cases
