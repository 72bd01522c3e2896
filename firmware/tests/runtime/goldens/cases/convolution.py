"""Golden cases of convolutions, fully connected layers, pooling and softmax in every type."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from firmware.tests.runtime.goldens.layers import (
    RELU,
    RELU6,
    RELU_N1_TO_1,
    SAME,
    VALID,
    Rng,
    convolution,
    draw,
    fully_connected_case,
    pool_case,
    quantised_weights,
    softmax_case,
    zero_point,
)
from firmware.tests.runtime.goldens.models import Case, ModelBuilder, options

GROUPS: dict[str, Callable[[Rng], list[Case]]] = {}


def group(make: Callable[[Rng], list[Case]]) -> Callable[[Rng], list[Case]]:
    """Registers a function that makes the cases of the golden file of its name."""
    GROUPS[make.__name__] = make
    return make


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


@group
def fully_connected(rng: Rng) -> list[Case]:
    return [
        fully_connected_case(rng, "per tensor", "int8"),
        fully_connected_case(rng, "per channel", "int8", per_channel=True, outs=9),
        fully_connected_case(rng, "no bias, relu", "int8", bias=False, activation=RELU),
        fully_connected_case(rng, "three rows, relu6", "int8", batches=3, activation=RELU6),
        fully_connected_case(rng, "long", "int8", ins=331, outs=4),
    ]


@group
def softmax(rng: Rng) -> list[Case]:
    return [
        softmax_case(rng, "4 classes", "int8", (1, 4), 0.0917319, 1.0),
        softmax_case(rng, "narrow scale", "int8", (3, 10), 0.004, 1.0),
        softmax_case(rng, "wide scale, beta 0.7", "int8", (2, 3, 7), 0.9, 0.7),
        softmax_case(rng, "one class", "int8", (1, 1), 0.1, 1.0),
        softmax_case(rng, "300 classes", "int8", (1, 300), 0.02, 1.0),
    ]


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
