"""Models that must be refused, of operators that came after those of tensors.py."""

from __future__ import annotations

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, shared
from firmware.tests.runtime.goldens.models import Case, options
from firmware.tests.runtime.goldens.refusals.tensors import Refusals, int32

Q = shared("int8")
BLOCKS = "blocks do not fill the image"


def refused_types(rng: Rng, refusals: Refusals) -> None:
    """The message names the operator and the type that it does not have."""
    plain, add = refusals.plain, refusals.add
    for operator, dtype, kind in (
        ("ABS", "int32", "AbsOptions"),
        ("ADD_N", "int16", "AddNOptions"),
        ("CEIL", "int8", None),
        ("DIV", "int16", "DivOptions"),
        ("ELU", "int16", None),
        ("EXP", "int8", "ExpOptions"),
        ("FLOOR_DIV", "int64", "FloorDivOptions"),
        ("FLOOR_MOD", "int8", "FloorModOptions"),
        ("HARD_SWISH", "int32", None),
        ("L2_NORMALIZATION", "int16", "L2NormOptions"),
        ("LEAKY_RELU", "int32", "LeakyReluOptions"),
        ("LOGISTIC", "int32", None),
        ("LOG_SOFTMAX", "int16", "LogSoftmaxOptions"),
        ("MAXIMUM", "uint32", "MaximumMinimumOptions"),
        ("PRELU", "int32", None),
        ("QUANTIZE", "bool", None),
        ("RELU", "int32", None),
        ("RELU6", "int64", None),
        ("RSQRT", "int32", None),
        ("SOFTMAX", "int32", "SoftmaxOptions"),
        ("SQUARED_DIFFERENCE", "int64", "SquaredDifferenceOptions"),
        ("SQUARE", "int8", "SquareOptions"),
        ("TANH", "int64", None),
        ("ZEROS_LIKE", "bool", "ZerosLikeOptions"),
    ):
        b = plain(operator, dtype=dtype)
        if operator in ("ADD_N", "DIV", "FLOOR_DIV", "FLOOR_MOD", "MAXIMUM", "PRELU", "SQUARED_DIFFERENCE"):
            b.input((2, 3), dtype, *shared(dtype))
        to = ("int8", *Q) if operator == "QUANTIZE" else (dtype, *shared(dtype))
        b.output((2, 3), *to)
        add(b, f"{operator} {dtype}: not supported", options(kind) if kind else None)
    for operator, inputs, kind in (
        ("CONV_2D", [(1, 4, 4, 1), (1, 1, 1, 1)], "Conv2DOptions"),
        ("DEPTHWISE_CONV_2D", [(1, 4, 4, 1), (1, 1, 1, 1)], "DepthwiseConv2DOptions"),
        ("FULLY_CONNECTED", [(1, 4), (2, 4)], "FullyConnectedOptions"),
        ("MAX_POOL_2D", [(1, 4, 4, 1)], "Pool2DOptions"),
        ("AVERAGE_POOL_2D", [(1, 4, 4, 1)], "Pool2DOptions"),
        ("L2_POOL_2D", [(1, 4, 4, 1)], "Pool2DOptions"),
    ):
        b = Builder(rng, operator)
        for shape in inputs:
            b.input(shape, "int32")
        b.output((1, 4, 4, 1), "int32")
        add(b, f"{operator} int32: not supported", options(kind))


def refused_arithmetic(rng: Rng, refusals: Refusals) -> None:
    plain, add = refusals.plain, refusals.add
    b = plain("DIV").constant([5, 9, 5], "int8", *Q).output((2, 3), "int8", *Q)
    add(b, "division by 0; element (0)", options("DivOptions"))
    b = plain("DIV", dtype="int32").constant([1, 0, 1]).output((2, 3), "int32")
    add(b, "division by 0; element (1)", options("DivOptions"))
    b = plain("DIV").input((2, 3), "int8", *Q).output((2, 3), "int8", 1e-9, 0)
    add(b, "scales differ too much", options("DivOptions"))
    b = plain("DIV").input((4,), "int8", *Q).output((2, 3), "int8", *Q)
    add(b, "cannot be broadcast", options("DivOptions"))
    b = plain("FLOOR_DIV", dtype="float32").constant([1, -0.0, 2], "float32").output((2, 3), "float32")
    add(b, "division by 0; element (1)", options("FloorDivOptions"))
    b = plain("SQUARED_DIFFERENCE", dtype="int16").input((2, 3), "int16", 0.1, 4)
    b.output((2, 3), "int16", 0.1, 0)
    add(b, "zero points of 16-bit tensors", options("SquaredDifferenceOptions"))
    b = plain("SQUARED_DIFFERENCE").input((2, 3), "int8", *Q).output((2, 3), "int8", 1e-38, 0)
    add(b, "scales differ too much", options("SquaredDifferenceOptions"))
    b = plain("ADD_N").input((2, 3), "int8", 0.2, 5).output((2, 3), "int8", *Q)
    add(b, "inputs are quantised differently", options("AddNOptions"))
    b = plain("ADD_N").input((3, 2), "int8", *Q).output((2, 3), "int8", *Q)
    add(b, "different shapes; input", options("AddNOptions"))
    add(plain("ADD_N").output((2, 3), "int8", *Q), "too few inputs", options("AddNOptions"))
    b = plain("ADD_N").input((2, 3), "int8", *Q).output((2, 3), "int8", 1e-9, 0)
    add(b, "scales differ too much", options("AddNOptions"))
    for axis in (2, -3):
        b = plain("CUMSUM").constant(axis).output((2, 3), "int8", *Q)
        add(b, "axis out of range", options("CumsumOptions"))
        b = plain("REDUCE_ALL", dtype="bool").constant([axis]).output((2,), "bool")
        add(b, "axis out of range", options("ReducerOptions"))
    b = plain("CUMSUM").input((1,), "int32", given=int32(7)).output((2, 3), "int8", *Q)
    add(b, "axis out of range", options("CumsumOptions"))
    b = plain("CUMSUM").constant([0, 1]).output((2, 3), "int8", *Q)
    add(b, "wrong number", options("CumsumOptions"))
    add(plain("ELU").output((2, 4), "int8", *Q), "different numbers of elements")
    add(plain("L2_NORMALIZATION").output((3, 2), "int8", *Q), "different shapes", options("L2NormOptions"))
    b = plain("L2_NORMALIZATION").output((2, 3), "int8", *Q)
    add(b, "activation not supported", options("L2NormOptions", fusedActivationFunction=1))
    add(plain("LOG_SOFTMAX").output((2, 3), "int8", *Q), "scale 1/16", options("LogSoftmaxOptions"))
    b = plain("LOG_SOFTMAX", (1, 4096)).output((1, 4096), "int8", 1 / 16, 127)
    add(b, "too many classes", options("LogSoftmaxOptions"))
    b = Builder(rng, "LOG_SOFTMAX").input((2, 3), "int8", 1e-9, 0).output((2, 3), "int8", 1 / 16, 127)
    add(b, "input scale is too small", options("LogSoftmaxOptions"))
    b = Builder(rng, "RSQRT").input((2,), "int8", 0.1, 3, given=int32(0x02040204).view("int8")[:2])
    add(b.output((2,), "int8", 0.1, 0), "root of a negative number; element (1)")
    b = Builder(rng, "GREATER").input((2,), "int16", 0.1, 3).input((2,), "int16", 0.1, 0).output((2,), "bool")
    add(b, "zero points of 16-bit tensors", options("GreaterOptions"))


def refused_layouts(rng: Rng, refusals: Refusals) -> None:
    plain, add = refusals.plain, refusals.add
    for operator, image, out in (
        ("SPACE_TO_DEPTH", (1, 4, 4, 1), (1, 2, 2, 4)),
        ("DEPTH_TO_SPACE", (1, 2, 2, 4), (1, 4, 4, 1)),
    ):
        kind = "SpaceToDepthOptions" if operator[0] == "S" else "DepthToSpaceOptions"
        for size in (3, 1):
            b = plain(operator, image).output(out, "int8", *Q)
            add(b, BLOCKS, options(kind, blockSize=size))
        for size in (0, -2, 2**31 - 1):
            b = plain(operator, image).output(out, "int8", *Q)
            add(b, "block size out of range", options(kind, blockSize=size))
        b = plain(operator, image[1:]).output(out, "int8", *Q)
        add(b, "expected 4 dimensions", options(kind, blockSize=2))
    for operator, shape, out in (
        ("SPACE_TO_BATCH_ND", (1, 4, 4, 1), (4, 2, 2, 1)),
        ("BATCH_TO_SPACE_ND", (4, 2, 2, 1), (1, 4, 4, 1)),
    ):
        kind = "SpaceToBatchNDOptions" if operator[0] == "S" else "BatchToSpaceNDOptions"
        for block, margins in (
            ([2, 3], [[0, 0], [0, 0]]),
            ([0, 2], [[0, 0], [0, 0]]),
            ([2, 2], [[-1, 1], [0, 0]]),
            ([2, 2], [[0, 0], [0, 2]]),
            ([2**31 - 1, 2], [[2**31 - 1, 0], [0, 0]]),
        ):
            b = plain(operator, shape).constant(block).constant(margins).output(out, "int8", *Q)
            add(b, BLOCKS, options(kind))
        b = plain(operator, shape).constant([2]).constant([[0, 0], [0, 0]]).output(out, "int8", *Q)
        add(b, "wrong number", options(kind))
        b = plain(operator, (2, 2)).constant([2]).constant([[0, 0]]).output((2, 2), "int8", *Q)
        add(b, "expected 3 or 4 dimensions", options(kind))
        b = plain(operator, shape).input((2,), "int32", given=int32(3, 2))
        b.constant([[0, 0], [0, 0]]).output(out, "int8", *Q)
        add(b, BLOCKS, options(kind))
    for mode, paddings, message in (
        (0, [[0, 0], [3, 0]], "more padding than elements"),
        (1, [[0, 0], [4, 0]], "more padding than elements"),
        (1, [[0, 0], [-1, 0]], "more padding than elements"),
        (1, [[0, 0], [1, 0]], "padding does not fit"),
    ):
        b = plain("MIRROR_PAD").constant(paddings).output((2, 6), "int8", *Q)
        add(b, message, options("MirrorPadOptions", mode=mode))
    b = plain("MIRROR_PAD").constant([[0, 0], [3, 0]]).output((2, 2, 3), "int8", *Q)
    add(b, "different ranks", options("MirrorPadOptions"))
    for axes, message in (([2], "axis out of range"), ([1, -1], "axis is given twice")):
        b = plain("REVERSE_V2").constant(axes).output((2, 3), "int8", *Q)
        add(b, message, options("ReverseV2Options"))
    b = plain("REVERSE_V2").constant([0]).output((3, 2), "int8", *Q)
    add(b, "different shapes", options("ReverseV2Options"))
    b = plain("SELECT_V2").input((2, 3), "int8", *Q).input((2, 3), "int8", *Q).output((2, 3), "int8", *Q)
    add(b, "SELECT_V2 int8: not supported", options("SelectV2Options"))
    b = plain("SELECT_V2", dtype="bool").input((2, 3), "int8", *Q).input((4,), "int8", *Q)
    add(b.output((2, 3), "int8", *Q), "cannot be broadcast", options("SelectV2Options"))
    for update, start, message in (
        ((3, 3), [0, 0], "update is larger"),
        ((3,), [0, 0], "update has another rank"),
        ((1, 3), [0], "wrong number"),
    ):
        b = plain("DYNAMIC_UPDATE_SLICE").input(update, "int8", *Q).constant(start)
        add(b.output((2, 3), "int8", *Q), message, options("DynamicUpdateSliceOptions"))
    b = Builder(rng, "BROADCAST_ARGS").constant([2, 3]).constant([4, 3]).output((2,), "int32")
    add(b, "shapes cannot be broadcast")
    b = Builder(rng, "BROADCAST_ARGS").constant([2, 3]).constant([3]).output((1,), "int32")
    add(b, "length of the longer shape")
    b = Builder(rng, "BROADCAST_ARGS").constant([[2, 3]]).constant([3]).output((2,), "int32")
    add(b, "shape is not a vector")
    for row in (2, -1):
        b = Builder(rng, "EMBEDDING_LOOKUP").constant([row]).input((2, 3), "int8", *Q)
        add(b.output((1, 3), "int8", *Q), "index out of range")
    b = Builder(rng, "EMBEDDING_LOOKUP").constant([1]).input((2, 3), "int8", *Q).output((1, 3), "float32")
    add(b, "zero point must be 0")
    b = Builder(rng, "EMBEDDING_LOOKUP").constant([1]).input((2, 3), "int8", *Q).output((2, 3), "int8", *Q)
    add(b, "size of the rows")
    for masks, message in (
        ({"ellipsisMask": 3}, "more than one ellipsis"),
        ({"newAxisMask": 1, "shrinkAxisMask": 2}, "not the size of the output"),
    ):
        b = plain("STRIDED_SLICE").constant([0, 0]).constant([2, 3]).constant([1, 1])
        add(b.output((2, 3), "int8", *Q), message, options("StridedSliceOptions", **masks))
    b = plain("STRIDED_SLICE").constant([0] * 3).constant([1] * 3).constant([1] * 3)
    add(b.output((1, 1), "int8", *Q), "more positions than dimensions", options("StridedSliceOptions"))


def refused_operators(rng: Rng) -> list[Case]:
    refusals = Refusals(rng)
    refused_types(rng, refusals)
    refused_arithmetic(rng, refusals)
    refused_layouts(rng, refusals)
    return refusals.cases
