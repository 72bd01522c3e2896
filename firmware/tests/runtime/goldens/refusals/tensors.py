"""Models that the runtime must refuse. The name of a case is "what is wrong|text of the message"."""

from __future__ import annotations

from typing import Any

import numpy as np

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, shared
from firmware.tests.runtime.goldens.models import Case, options

Q = shared("int8")


class Refusal(Case):
    """A case without an oracle."""

    def run(self) -> None:
        self.outputs = [[] for _ in self.invocations]


def int32(*numbers: int) -> Any:
    return np.array(numbers, np.int32)


class Refusals:
    """Collects refused models of one operator."""

    def __init__(self, rng: Rng) -> None:
        self.rng = rng
        self.cases: list[Case] = []

    def add(self, b: Builder, message: str, made: object | None = None) -> None:
        case = b.case("", made)
        name = f"{b.operator} {len(self.cases)}|{message}"
        self.cases.append(Refusal(name, case.model, case.invocations))

    def plain(self, operator: str, shape: tuple[int, ...] = (2, 3), dtype: str = "int8") -> Builder:
        return Builder(self.rng, operator).input(shape, dtype, *shared(dtype))


def refused(rng: Rng) -> list[Case]:
    refusals = Refusals(rng)
    add, plain = refusals.add, refusals.plain

    add(
        plain("GATHER", dtype="int16").constant([0]).output((1, 3), "int16", *shared("int16")),
        "GATHER int16: not supported",
        options("GatherOptions"),
    )
    for operator, kind in (("ADD", "AddOptions"), ("MUL", "MulOptions")):
        b = plain(operator, dtype="int64").input((2, 3), "int64").output((2, 3), "int64")
        add(b, f"{operator} int64: not supported", options(kind))
        b = plain(operator).input((4,), "int8", *Q).output((2, 3), "int8", *Q)
        add(b, "cannot be broadcast", options(kind))
        b = plain(operator, (1,) * 7).input((1,), "int8", *Q).output((1,) * 7, "int8", *Q)
        add(b, "too many dimensions", options(kind))
        b = plain(operator).input((2, 3), "int16", *shared("int16")).output((2, 3), "int8", *Q)
        add(b, f"{operator} int16: not supported", options(kind))
    b = plain("ADD").input((2, 3), "int8", *Q).output((2, 3), "int8", 1e-9, 0)
    add(b, "scales differ too much", options("AddOptions"))
    for axis in (2, -3, 2**31 - 1, -(2**31)):
        add(
            plain("MEAN").constant([axis]).output((2,), "int8", *Q),
            "axis out of range",
            options("ReducerOptions"),
        )
        add(
            plain("CONCATENATION").output((2, 3), "int8", *Q),
            "axis out of range",
            options("ConcatenationOptions", axis=axis),
        )
        add(
            Builder(rng, "SPLIT").constant(axis).input((2, 3), "int8", *Q).output((2, 3), "int8", *Q),
            "axis out of range",
            options("SplitOptions", numSplits=1),
        )
        add(
            plain("ARG_MAX").constant(axis).output((2,), "int32"),
            "axis out of range",
            options("ArgMaxOptions"),
        )
        add(
            plain("GATHER").constant([0]).output((1, 3), "int8", *Q),
            "axis out of range",
            options("GatherOptions", axis=axis),
        )
        b = plain("TRANSPOSE").constant([0, axis]).output((2, 3), "int8", *Q)
        add(b, "axis out of range", options("TransposeOptions"))
    add(plain("SUM").constant([1]).output((3,), "int8", *Q), "reduced input", options("ReducerOptions"))
    b = plain("REDUCE_MAX").constant([1]).output((2,), "int8", 0.5, 0)
    add(b, "quantised differently", options("ReducerOptions"))
    for paddings in ([[-1, 0], [0, 0]], [[1, 0], [0, 1]], [[2**31 - 1, 2**31 - 1], [0, 0]]):
        b = plain("PAD").constant(paddings).output((3, 3), "int8", *Q)
        add(b, "padding does not fit", options("PadOptions"))
    add(plain("PAD").constant([[1, 0]]).output((3, 3), "int8", *Q), "wrong number", options("PadOptions"))
    b = plain("PADV2").constant([[1, 0], [0, 0]]).constant([1, 2], "int8", *Q)
    add(b.output((3, 3), "int8", *Q), "not one number", options("PadV2Options"))
    b = plain("CONCATENATION").input((2, 3), "int8", *Q).output((2, 5), "int8", *Q)
    add(b, "do not make the whole", options("ConcatenationOptions", axis=1))
    b = plain("CONCATENATION").input((3, 3), "int8", *Q).output((2, 6), "int8", *Q)
    add(b, "does not fit", options("ConcatenationOptions", axis=1))
    b = plain("UNPACK").output((3,), "int8", *Q).output((2,), "int8", *Q)
    add(b, "does not fit", options("UnpackOptions", num=2))
    for begin, size in (([0, 4], [2, 1]), ([-1, 0], [2, 3]), ([0, 1], [2, 3]), ([1, 0], [2**31 - 1, 3])):
        b = plain("SLICE").constant(begin).constant(size).output((2, 3), "int8", *Q)
        add(b, "slice out of range", options("SliceOptions"))
    b = plain("SLICE").input((2,), "int32", given=int32(1, 0)).constant([2, 3]).output((2, 3), "int8", *Q)
    add(b, "slice out of range", options("SliceOptions"))
    b = plain("STRIDED_SLICE").constant([0, 0]).constant([2, 3]).constant([1, 0]).output((2, 3), "int8", *Q)
    add(b, "stride is 0", options("StridedSliceOptions"))
    b = plain("STRIDED_SLICE").constant([2, 0]).constant([3, 3]).constant([1, 1]).output((3,), "int8", *Q)
    add(b, "index out of range", options("StridedSliceOptions", shrinkAxisMask=1))
    b = plain("STRIDED_SLICE").constant([0, 0]).constant([2, 3]).constant([-(2**31), 1])
    add(b.output((2, 3), "int8", *Q), "slice is empty", options("StridedSliceOptions"))
    b = plain("STRIDED_SLICE").constant([0, 0]).constant([2, 3]).constant([1, 1]).output((2, 3), "int8", *Q)
    add(b, "not the size of the output", options("StridedSliceOptions", newAxisMask=1))
    b = plain("TRANSPOSE").constant([1, 1]).output((3, 3), "int8", *Q)
    add(b, "repeats a dimension", options("TransposeOptions"))
    for index in (2, -1, 2**31 - 1):
        b = plain("GATHER").input((1,), "int32", given=int32(index)).output((1, 3), "int8", *Q)
        add(b, "index out of range", options("GatherOptions"))
        b = plain("GATHER_ND").input((1,), "int32", given=int32(index)).output((3,), "int8", *Q)
        add(b, "index out of range", options("GatherNdOptions"))
    b = plain("GATHER").constant([0]).output((1, 3), "int8", *Q)
    add(b, "batch_dims", options("GatherOptions", batchDims=2))
    add(
        plain("GATHER_ND").constant([0, 0, 0]).output((1,), "int8", *Q),
        "more indices",
        options("GatherNdOptions"),
    )
    add(plain("CAST").output((3, 3), "int32"), "different shapes", options("CastOptions"))
    for operator in ("RESIZE_NEAREST_NEIGHBOR", "RESIZE_BILINEAR"):
        kind = {"N": "ResizeNearestNeighborOptions", "B": "ResizeBilinearOptions"}[operator[7]]
        b = plain(operator, (1, 2, 2, 1)).constant([5, 4]).output((1, 4, 4, 1), "int8", *Q)
        add(b, "size that is asked for", options(kind))
        b = plain(operator, (1, 2, 2, 1)).constant([4, 4]).output((1, 4, 4, 2), "int8", *Q)
        add(b, "same batches and channels", options(kind))
    add(plain("SHAPE").output((3,), "int32"), "rank", options("ShapeOptions"))
    b = Builder(rng, "FILL").constant([2, 2]).input((), "int8", *Q).output((2, 3), "int8", *Q)
    add(b, "shape that is asked for", options("FillOptions"))
    add(
        plain("BROADCAST_TO").constant([2, 4]).output((2, 4), "int8", *Q),
        "cannot be broadcast",
        options("BroadcastToOptions"),
    )
    b = plain("LOGICAL_NOT").output((2, 3), "bool")
    add(b, "LOGICAL_NOT int8: not supported", options("LogicalNotOptions"))
    return refusals.cases
