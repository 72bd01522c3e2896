"""Writes firmware/tests/runtime/goldens/*.bin: one-operator models and what the oracles answer.

    python scripts/make_op_goldens.py [GROUP ...]
    python scripts/make_op_goldens.py FOLDER      inputs and outputs of the published models there

Reproducible: every group draws from a generator seeded with its name. The files are in the
repository, so that tests need neither this script nor the oracles.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import golden_signal_cases
import graph_goldens
import numpy as np
from golden_models import TYPES, Array, Case, ModelBuilder, options, write_goldens
from golden_tensor_cases import TENSOR_GROUPS

GOLDENS = Path(__file__).resolve().parent.parent / "firmware" / "tests" / "runtime" / "goldens"
Rng = np.random.Generator
GROUPS: dict[str, Callable[[Rng], list[Case]]] = {}

SAME, VALID = 0, 1
NONE, RELU, RELU_N1_TO_1, RELU6 = 0, 1, 2, 3


def group(make: Callable[[Rng], list[Case]]) -> Callable[[Rng], list[Case]]:
    """Registers a function that makes the cases of the golden file of its name."""
    GROUPS[make.__name__] = make
    return make


def draw(rng: Rng, shape: tuple[int, ...] | list[int], dtype: str) -> Array:
    """Any value of an integer type; floats from a normal distribution."""
    if dtype == "float32":
        return rng.normal(0, 2, shape).astype(np.float32)
    if dtype == "bool":
        return rng.integers(0, 2, shape).astype(bool)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max + 1, shape).astype(dtype)


def zero_point(rng: Rng, dtype: str) -> int:
    """Somewhere in the type, the ends included; 0 for 16 bits, which are symmetric."""
    if dtype == "int16":
        return 0
    info = np.iinfo(dtype)
    return int(rng.choice([info.min, info.max, 0, rng.integers(info.min, info.max + 1)]))


def out_size(size: int, kernel: int, stride: int, dilation: int, padding: int) -> int:
    extent = (kernel - 1) * dilation + 1
    return -(-size // stride) if padding == SAME else (size + stride - extent) // stride


def quantised_weights(rng: Rng, shape: tuple[int, ...], dtype: str) -> Array:
    weights = draw(rng, shape, dtype)
    return np.maximum(weights, -127) if dtype == "int8" else weights


def convolution(
    rng: Rng,
    name: str,
    dtype: str,
    *,
    depthwise: bool = False,
    image: tuple[int, int, int] = (6, 5, 3),
    kernel: tuple[int, int] = (3, 3),
    outputs: int = 4,
    stride: tuple[int, int] = (1, 1),
    dilation: tuple[int, int] = (1, 1),
    padding: int = SAME,
    activation: int = NONE,
    groups: int = 1,
    per_channel: bool = True,
    bias: bool = True,
    batches: int = 1,
    bias_type: str = "int64",
) -> Case:
    """One CONV_2D or DEPTHWISE_CONV_2D (`outputs` then is the depth multiplier)."""
    b = ModelBuilder()
    channels = outputs * image[2] if depthwise else outputs
    out = [batches, 0, 0, channels]
    for i in range(2):
        out[1 + i] = out_size(image[i], kernel[i], stride[i], dilation[i], padding)
    if depthwise:
        shape: tuple[int, ...] = (1, *kernel, channels)
    else:
        shape = (channels, *kernel, image[2] // groups)
    taps = kernel[0] * kernel[1] * (1 if depthwise else image[2] // groups)
    ins = (batches, *image)
    if dtype == "float32":
        x = b.tensor(ins, dtype)
        w = b.tensor(shape, dtype, data=draw(rng, shape, dtype))
        bias_index = b.tensor((channels,), dtype, data=draw(rng, (channels,), dtype)) if bias else -1
        y = b.tensor(out, dtype)
    else:
        s_in, s_out = rng.uniform(0.01, 0.2, 2)
        step = 0.15 / np.sqrt(taps) * s_out / s_in / (20 if dtype == "int16" else 1)
        scales = [float(step * 2 ** rng.uniform(-2, 1)) for _ in range(channels if per_channel else 1)]
        x = b.tensor(ins, dtype, s_in, zero_point(rng, dtype))
        weight_type = "uint8" if dtype == "uint8" else "int8"
        w = b.tensor(
            shape,
            weight_type,
            scales,
            int(rng.integers(90, 160)) if dtype == "uint8" else 0,
            quantised_weights(rng, shape, weight_type),
            dimension=3 if depthwise else 0,
        )
        bias_index = -1
        if bias:
            wide = bias_type if dtype == "int16" else "int32"
            values = rng.integers(-20 * taps, 20 * taps, channels) * (100 if dtype == "int16" else 1)
            bias_index = b.tensor(
                (channels,), wide, [s * float(s_in) for s in scales], 0, values.astype(wide)
            )
        y = b.tensor(out, dtype, s_out, zero_point(rng, dtype))
    common = {
        "padding": padding,
        "strideH": stride[0],
        "strideW": stride[1],
        "dilationHFactor": dilation[0],
        "dilationWFactor": dilation[1],
        "fusedActivationFunction": activation,
    }
    if depthwise:
        made = options("DepthwiseConv2DOptions", depthMultiplier=outputs, **common)
    else:
        made = options("Conv2DOptions", **common)
        if not bias and bias_type == "int32":
            made.quantizedBiasType = TYPES["int32"]
    b.operator("DEPTHWISE_CONV_2D" if depthwise else "CONV_2D", [x, w, bias_index], [y], made)
    oracle = "litert" if dtype == "uint8" else "tflm"
    return Case(name, b.finish([x], [y]), [[draw(rng, ins, dtype)] for _ in range(2)], oracle)


@group
def conv_2d(rng: Rng) -> list[Case]:
    return [
        convolution(rng, "3x3 same", "int8"),
        convolution(rng, "3x3 valid, relu", "int8", padding=VALID, activation=RELU),
        convolution(rng, "relu6, per tensor", "int8", activation=RELU6, per_channel=False),
        convolution(rng, "relu -1 to 1", "int8", activation=RELU_N1_TO_1),
        convolution(rng, "stride 2x3, kernel 5x2", "int8", stride=(2, 3), kernel=(5, 2), image=(11, 9, 3)),
        convolution(rng, "dilation 2x3", "int8", dilation=(2, 3), image=(12, 13, 2)),
        convolution(rng, "dilation valid", "int8", dilation=(3, 2), image=(9, 9, 2), padding=VALID),
        convolution(rng, "1x1, 37 to 19 channels", "int8", kernel=(1, 1), image=(3, 5, 37), outputs=19),
        convolution(rng, "groups", "int8", image=(5, 5, 8), groups=4, outputs=12),
        convolution(rng, "no bias, two images", "int8", bias=False, batches=2),
        convolution(rng, "one input channel", "int8", image=(9, 8, 1), kernel=(4, 3), stride=(2, 2)),
    ]


@group
def depthwise_conv_2d(rng: Rng) -> list[Case]:
    def case(name: str, **how: object) -> Case:
        return convolution(rng, name, "int8", depthwise=True, **({"outputs": 1} | how))  # type: ignore[arg-type]

    return [
        case("3x3 same"),
        case("3x3 valid relu", padding=VALID, activation=RELU),
        case("multiplier 8 from one channel", image=(13, 11, 1), kernel=(10, 8), stride=(2, 2), outputs=8),
        case("multiplier 3", outputs=3, image=(5, 6, 2)),
        case("dilation 2", dilation=(2, 2), image=(9, 8, 5)),
        case("per tensor", per_channel=False, image=(6, 6, 7)),
        case("stride 3, two images, relu6", stride=(3, 3), batches=2, activation=RELU6, image=(7, 8, 4)),
    ]


def fully_connected_case(
    rng: Rng,
    name: str,
    dtype: str,
    ins: int = 17,
    outs: int = 5,
    batches: int = 1,
    activation: int = NONE,
    per_channel: bool = False,
    bias: bool = True,
    bias_type: str = "int64",
) -> Case:
    b = ModelBuilder()
    if dtype == "float32":
        x = b.tensor((batches, ins), dtype)
        w = b.tensor((outs, ins), dtype, data=draw(rng, (outs, ins), dtype))
        c = b.tensor((outs,), dtype, data=draw(rng, (outs,), dtype)) if bias else -1
        y = b.tensor((batches, outs), dtype)
    else:
        s_in, s_out = (float(np.float32(v)) for v in rng.uniform(0.01, 0.2, 2))
        step = 0.15 / np.sqrt(ins) * s_out / s_in / (20 if dtype == "int16" else 1)
        scales = [float(step * 2 ** rng.uniform(-2, 1)) for _ in range(outs if per_channel else 1)]
        x = b.tensor((batches, ins), dtype, s_in, zero_point(rng, dtype))
        kind = "uint8" if dtype == "uint8" else "int8"
        zw = int(rng.integers(90, 160)) if dtype == "uint8" else 0
        w = b.tensor((outs, ins), kind, scales, zw, quantised_weights(rng, (outs, ins), kind))
        c = -1
        if bias:
            wide = bias_type if dtype == "int16" else "int32"
            products = [float(np.float32(np.float32(s) * np.float32(s_in))) for s in scales]
            c = b.tensor((outs,), wide, products, 0, rng.integers(-300, 300, outs).astype(wide))
        y = b.tensor((batches, outs), dtype, s_out, zero_point(rng, dtype))
    made = options("FullyConnectedOptions", fusedActivationFunction=activation)
    if not bias and bias_type == "int32":
        made.quantizedBiasType = TYPES["int32"]
    b.operator("FULLY_CONNECTED", [x, w, c], [y], made)
    oracle = "litert" if dtype == "uint8" else "tflm"
    inputs = [[draw(rng, (batches, ins), dtype)] for _ in range(3)]
    return Case(name, b.finish([x], [y]), inputs, oracle)


@group
def fully_connected(rng: Rng) -> list[Case]:
    return [
        fully_connected_case(rng, "per tensor", "int8"),
        fully_connected_case(rng, "per channel", "int8", per_channel=True, outs=9),
        fully_connected_case(rng, "no bias, relu", "int8", bias=False, activation=RELU),
        fully_connected_case(rng, "three rows, relu6", "int8", batches=3, activation=RELU6),
        fully_connected_case(rng, "long", "int8", ins=331, outs=4),
    ]


def softmax_case(
    rng: Rng, name: str, dtype: str, shape: tuple[int, ...], scale: float, beta: float, to: str = ""
) -> Case:
    b = ModelBuilder()
    if dtype == "float32":
        x, y = b.tensor(shape, dtype), b.tensor(shape, dtype)
    else:
        x = b.tensor(shape, dtype, scale, zero_point(rng, dtype))
        y = b.tensor(shape, dtype, 1 / 256, -128 if dtype == "int8" else 0)
        if dtype == "int16":
            y = b.tensor(shape, dtype, 1 / 32768, 0)
        if to:
            y = b.tensor(shape, to, 1 / 65536, -32768)
    b.operator("SOFTMAX", [x], [y], options("SoftmaxOptions", beta=beta))
    inputs = [[draw(rng, shape, dtype)] for _ in range(6)]
    return Case(name, b.finish([x], [y]), inputs, "litert" if dtype == "uint8" else "tflm")


@group
def softmax(rng: Rng) -> list[Case]:
    return [
        softmax_case(rng, "4 classes", "int8", (1, 4), 0.0917319, 1.0),
        softmax_case(rng, "narrow scale", "int8", (3, 10), 0.004, 1.0),
        softmax_case(rng, "wide scale, beta 0.7", "int8", (2, 3, 7), 0.9, 0.7),
        softmax_case(rng, "one class", "int8", (1, 1), 0.1, 1.0),
        softmax_case(rng, "300 classes", "int8", (1, 300), 0.02, 1.0),
    ]


def pool_case(
    rng: Rng,
    name: str,
    operator: str,
    dtype: str,
    image: tuple[int, int, int],
    window: tuple[int, int],
    stride: tuple[int, int],
    padding: int,
    activation: int = NONE,
) -> Case:
    b = ModelBuilder()
    out = [1, 0, 0, image[2]]
    for i in range(2):
        out[1 + i] = out_size(image[i], window[i], stride[i], 1, padding)
    quantisation = () if dtype == "float32" else (0.037, zero_point(rng, dtype))
    x, y = b.tensor((1, *image), dtype, *quantisation), b.tensor(out, dtype, *quantisation)
    made = options(
        "Pool2DOptions",
        padding=padding,
        strideH=stride[0],
        strideW=stride[1],
        filterHeight=window[0],
        filterWidth=window[1],
        fusedActivationFunction=activation,
    )
    b.operator(operator, [x], [y], made)
    inputs = [[draw(rng, (1, *image), dtype)] for _ in range(2)]
    return Case(name, b.finish([x], [y]), inputs, "litert" if dtype == "uint8" else "tflm")


@group
def pooling(rng: Rng) -> list[Case]:
    cases = []
    for operator in ("AVERAGE_POOL_2D", "MAX_POOL_2D"):
        for dtype in ("int8", "uint8"):
            for name, *how in (
                ("same", (7, 6, 5), (3, 2), (2, 2), SAME),
                ("valid, relu6", (7, 6, 3), (2, 3), (1, 2), VALID, RELU6),
                ("global", (5, 4, 9), (5, 4), (5, 4), VALID, RELU),
            ):
                cases.append(pool_case(rng, f"{operator} {dtype} {name}", operator, dtype, *how))  # type: ignore[arg-type]
    return cases


@group
def uint8_2019(rng: Rng) -> list[Case]:
    how = {"per_channel": False}
    return [
        convolution(rng, "conv", "uint8", **how),  # type: ignore[arg-type]
        convolution(rng, "conv relu6 stride 2", "uint8", stride=(2, 2), activation=RELU6, **how),  # type: ignore[arg-type]
        convolution(rng, "depthwise", "uint8", depthwise=True, outputs=1, **how),  # type: ignore[arg-type]
        convolution(rng, "depthwise 8", "uint8", depthwise=True, outputs=8, image=(9, 8, 1), **how),  # type: ignore[arg-type]
        fully_connected_case(rng, "fully connected", "uint8"),
        fully_connected_case(rng, "fully connected relu", "uint8", batches=2, activation=RELU),
        softmax_case(rng, "softmax", "uint8", (2, 4), 0.09, 1.0),
        softmax_case(rng, "softmax wide", "uint8", (1, 12), 0.5, 1.0),
    ]


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
    for target in (("int8", 0.5, 3), ("int8", 0.037, -128), ("int16", 0.0011, 0)):
        cases.append(
            elementwise_case(rng, f"float32 to {target}", "QUANTIZE", ("float32", 0, 0), target, values=ties)
        )
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
        ends = [("int16", float(rng.uniform(0.001, 0.01)), 0) for _ in range(2)]
        cases.append(elementwise_case(rng, f"RELU ratio {i}", "RELU", *ends, size=200))
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
        ends = [("int16", float(rng.uniform(0.001, 0.01)), 0) for _ in range(2)]
        made = options("LeakyReluOptions", alpha=float(rng.uniform(0, 1)))
        cases.append(elementwise_case(rng, f"ratio {i}", "LEAKY_RELU", *ends, made, size=200))
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
def float32(rng: Rng) -> list[Case]:
    """The float forms of the operators of the first groups."""
    cases = [
        convolution(rng, "conv", "float32"),
        convolution(
            rng, "conv valid relu", "float32", padding=VALID, activation=RELU, image=(6, 5, 4), groups=2
        ),
        convolution(
            rng, "conv dilated relu6", "float32", dilation=(2, 3), activation=RELU6, image=(12, 13, 2)
        ),
        convolution(
            rng, "conv stride, -1 to 1", "float32", stride=(2, 3), activation=RELU_N1_TO_1, bias=False
        ),
        convolution(rng, "depthwise", "float32", depthwise=True, outputs=1),
        convolution(
            rng, "depthwise 3", "float32", depthwise=True, outputs=3, stride=(2, 2), activation=RELU6
        ),
        fully_connected_case(rng, "fully connected", "float32"),
        fully_connected_case(rng, "rows, relu, no bias", "float32", batches=3, activation=RELU, bias=False),
        softmax_case(rng, "softmax", "float32", (2, 7), 0, 1.0),
        softmax_case(rng, "softmax beta", "float32", (2, 3, 5), 0, 0.3),
    ]
    for operator in ("AVERAGE_POOL_2D", "MAX_POOL_2D"):
        cases.append(pool_case(rng, operator, operator, "float32", (7, 6, 3), (3, 2), (2, 2), SAME))
        cases.append(
            pool_case(rng, f"{operator} relu6", operator, "float32", (6, 5, 2), (2, 3), (1, 2), VALID, RELU6)
        )
    return cases


@group
def int16x8(rng: Rng) -> list[Case]:
    """int16 activations with int8 weights."""
    cases = [
        convolution(rng, "conv", "int16"),
        convolution(rng, "conv valid relu", "int16", padding=VALID, activation=RELU),
        convolution(rng, "conv relu6, stride", "int16", stride=(2, 1), activation=RELU6),
        convolution(rng, "conv no bias", "int16", bias=False, dilation=(2, 2), image=(9, 9, 2)),
        convolution(rng, "conv int32 bias", "int16", bias_type="int32"),
        convolution(rng, "conv no bias, int32 sums", "int16", bias=False, bias_type="int32"),
        convolution(rng, "conv per tensor", "int16", per_channel=False),
        convolution(rng, "depthwise", "int16", depthwise=True, outputs=1),
        convolution(
            rng, "depthwise 2, relu", "int16", depthwise=True, outputs=2, activation=RELU, stride=(2, 2)
        ),
        fully_connected_case(rng, "fully connected", "int16"),
        fully_connected_case(rng, "per channel", "int16", per_channel=True, batches=2),
        fully_connected_case(rng, "no bias, relu", "int16", bias=False, activation=RELU),
        fully_connected_case(rng, "int32 bias", "int16", bias_type="int32"),
        fully_connected_case(rng, "no bias, int32 sums", "int16", bias=False, bias_type="int32"),
        softmax_case(rng, "softmax", "int16", (3, 10), 0.0003, 1.0),
        softmax_case(rng, "softmax beta", "int16", (2, 2, 33), 0.0011, 0.7),
        softmax_case(rng, "softmax wide", "int16", (2, 4), 0.01, 1.3),
        softmax_case(rng, "softmax narrow", "int16", (1, 200), 0.00001, 1.0),
        softmax_case(rng, "softmax int8 to int16", "int8", (3, 10), 0.09, 1.0, to="int16"),
        softmax_case(rng, "softmax int8 to int16, narrow", "int8", (2, 5), 0.004, 1.0, to="int16"),
    ]
    for operator in ("AVERAGE_POOL_2D", "MAX_POOL_2D"):
        cases.append(pool_case(rng, operator, operator, "int16", (7, 6, 3), (3, 2), (2, 2), SAME))
        cases.append(
            pool_case(rng, f"{operator} relu6", operator, "int16", (6, 5, 2), (2, 3), (1, 2), VALID, RELU6)
        )
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


@group
def transpose_conv(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int16", "float32"):
        for name, image, kernel, stride, padding, outs, bias in (
            ("same", (4, 5, 3), (3, 3), (2, 2), SAME, 4, True),
            ("valid", (4, 3, 2), (3, 2), (2, 1), VALID, 3, True),
            ("no bias", (3, 3, 2), (2, 4), (3, 2), SAME, 1, False),
        ):
            size = [
                n * s if padding == SAME else (n - 1) * s + k
                for n, k, s in zip(image, kernel, stride, strict=False)
            ]
            b = ModelBuilder()
            shape = (outs, *kernel, image[2])
            target = (1, *size, outs)
            want = b.tensor((4,), "int32", data=np.array(target, np.int32))
            c = -1
            if dtype == "float32":
                w = b.tensor(shape, dtype, data=draw(rng, shape, dtype))
                x, y = b.tensor((1, *image), dtype), b.tensor(target, dtype)
                if bias:
                    c = b.tensor((outs,), dtype, data=draw(rng, (outs,), dtype))
            else:
                s_in, s_out = 0.05, 0.07
                step = 0.03 if dtype == "int8" else 0.0015
                scales = [float(step * 2 ** rng.uniform(-2, 1)) for _ in range(outs)]
                w = b.tensor(shape, "int8", scales, 0, quantised_weights(rng, shape, "int8"))
                x = b.tensor((1, *image), dtype, s_in, zero_point(rng, dtype))
                y = b.tensor(target, dtype, s_out, zero_point(rng, dtype))
                if bias:
                    wide = "int64" if dtype == "int16" else "int32"
                    values = rng.integers(-300, 300, outs).astype(wide)
                    c = b.tensor((outs,), wide, [float(s * s_in) for s in scales], 0, values)
            made = options("TransposeConvOptions", padding=padding, strideH=stride[0], strideW=stride[1])
            b.operator("TRANSPOSE_CONV", [want, w, x] + ([c] if bias else []), [y], made)
            inputs = [[draw(rng, (1, *image), dtype)] for _ in range(2)]
            cases.append(Case(f"{dtype} {name}", b.finish([x], [y]), inputs))
    return cases


GROUPS.update(TENSOR_GROUPS)


PUBLISHED = {
    "hello_world_int8.tflite": "tflm",
    "micro_speech_quantized.tflite": "tflm",
    "kws_ref_model.tflite": "tflm",
    "tiny_conv_micro_features_2019.tflite": "litert",
}


def published_models(folder: Path) -> None:
    """Inputs and outputs of published models; the models themselves stay where they are."""
    rng = np.random.default_rng(2019)
    cases = []
    for name, oracle in PUBLISHED.items():
        model = (folder / name).read_bytes()
        shape = schema_shape(model)
        dtype = "uint8" if oracle == "litert" else "int8"
        inputs = []
        for spread in (20, 80, 256):
            low = np.iinfo(dtype).min
            inputs.append([(rng.integers(0, spread, shape) + low).astype(dtype)])
        cases.append(Case(name, model, inputs, oracle))
    (GOLDENS / "published").mkdir(parents=True, exist_ok=True)
    for case in cases:
        case.run()
    write_goldens(GOLDENS / "published" / "models.bin", cases, with_models=False)


def schema_shape(model: bytes) -> list[int]:
    from golden_models import schema

    graph = schema.Model.GetRootAsModel(model, 0).Subgraphs(0)
    return list(graph.Tensors(graph.Inputs(0)).ShapeAsNumpy())


GROUPS.update(graph_goldens.GROUPS)
GROUPS.update(golden_signal_cases.GROUPS)


def main(names: list[str]) -> int:
    if len(names) == 1 and Path(names[0]).is_dir():
        published_models(Path(names[0]))
        return 0
    unknown = [n for n in names if n not in GROUPS]
    if unknown:
        print(f"no such group: {unknown[0]}; there are {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    GOLDENS.mkdir(parents=True, exist_ok=True)
    for name in names or list(GROUPS):
        cases = GROUPS[name](np.random.default_rng(zlib.crc32(name.encode())))
        # A custom operator is known to one test only.
        path = GOLDENS / ("programs" if name == "custom" else "") / f"{name}.bin"
        path.parent.mkdir(exist_ok=True)
        write_goldens(path, cases)
        print(f"{path.name}: {len(cases)} cases, {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
