"""One-layer models of the operators with weights, pooling and softmax, with drawn parameters."""

from __future__ import annotations

import numpy as np

from firmware.tests.runtime.goldens.models import TYPES, Array, Case, ModelBuilder, options

Rng = np.random.Generator

SAME, VALID = 0, 1
NONE, RELU, RELU_N1_TO_1, RELU6 = 0, 1, 2, 3


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
    return int(rng.choice([info.min, info.max, 0, int(rng.integers(info.min, info.max + 1))]))


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
