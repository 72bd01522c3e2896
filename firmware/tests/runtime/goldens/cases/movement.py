"""Golden cases of operators that move elements without changing them."""

from __future__ import annotations

from typing import Any

import numpy as np

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, Shape, shared, values
from firmware.tests.runtime.goldens.models import Case, options


def pad(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int16", "int32", "float32"):
        for shape, paddings in (
            ((1, 3, 4, 2), [[0, 0], [1, 2], [2, 0], [0, 0]]),
            ((2, 3), [[1, 0], [0, 3]]),
            ((2, 2, 3), [[0, 1], [2, 1], [1, 1]]),
            ((2, 1, 2, 2, 3), [[0, 1], [0, 0], [1, 1], [1, 0], [2, 1]]),
        ):
            out = tuple(n + a + z for n, (a, z) in zip(shape, paddings, strict=True))
            b = Builder(rng, "PAD").input(shape, dtype, *shared(dtype)).constant(paddings)
            cases.append(b.output(out, dtype, *shared(dtype)).case(f"{dtype} {shape}", options("PadOptions")))
            b = Builder(rng, "PADV2").input(shape, dtype, *shared(dtype)).constant(paddings)
            b.constant(values(rng, (), dtype), dtype, *shared(dtype)).output(out, dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {shape}", options("PadV2Options")))
    return cases


def join_split(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int16", "int32", "int64", "float32", "bool"):
        for axis, sizes in ((1, (2, 1, 3)), (-1, (1, 4)), (0, (2, 2)), (2, (5,))):
            shapes = []
            for size in sizes:
                part = [2, 3, 4]
                part[axis] = size
                shapes.append(tuple(part))
            whole = [2, 3, 4]
            whole[axis] = sum(sizes)
            made = options("ConcatenationOptions", axis=axis)
            b = Builder(rng, "CONCATENATION")
            for shape in shapes:
                b.input(shape, dtype, *shared(dtype))
            cases.append(b.output(tuple(whole), dtype, *shared(dtype)).case(f"{dtype} axis {axis}", made))
            if dtype in ("int64", "bool"):
                continue
            b = (
                Builder(rng, "SPLIT_V")
                .input(tuple(whole), dtype, *shared(dtype))
                .constant(sizes)
                .constant(axis)
            )
            for shape in shapes:
                b.output(shape, dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} axis {axis}", options("SplitVOptions", numSplits=len(sizes))))
        if dtype == "bool":
            continue
        for axis in (0, 1, -1):
            whole = [2, 3]
            whole.insert(axis if axis >= 0 else 3 + axis, 4)
            b = Builder(rng, "PACK")
            for _ in range(4):
                b.input((2, 3), dtype, *shared(dtype))
            b.output(tuple(whole), dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} axis {axis}", options("PackOptions", valuesCount=4, axis=axis)))
            if dtype == "int64":
                continue
            b = Builder(rng, "UNPACK").input(tuple(whole), dtype, *shared(dtype))
            for _ in range(4):
                b.output((2, 3), dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} axis {axis}", options("UnpackOptions", num=4, axis=axis)))
            b = Builder(rng, "SPLIT").constant([axis]).input((4, 4, 4), dtype, *shared(dtype))
            part = [4, 4, 4]
            part[axis] = 2
            for _ in range(2):
                b.output(tuple(part), dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} axis {axis}", options("SplitOptions", numSplits=2)))
    return cases


def slice_(rng: Rng) -> list[Case]:
    shape: Shape
    cases = []
    b = Builder(rng, "SLICE").input((4, 5), "int8", *shared("int8"))
    b.input((2,), "int32", given=np.array([2, 1], np.int32))
    b.input((2,), "int32", given=np.array([2, -1], np.int32)).output((2, 4), "int8", *shared("int8"))
    cases.append(b.case("positions that are not constants", options("SliceOptions")))
    for dtype in ("int8", "int16", "int32", "float32", "bool"):
        for shape, begin, size in (
            ((4, 5), [1, 2], [2, 3]),
            ((3, 4, 5), [0, 1, 0], [-1, 2, 5]),
            ((2, 3, 2, 4, 3), [1, 0, 1, 2, 0], [1, 2, 1, -1, 3]),
        ):
            out = tuple(n - b if s == -1 else s for n, b, s in zip(shape, begin, size, strict=True))
            for kind in ("int32", "int64"):
                b = Builder(rng, "SLICE").input(shape, dtype, *shared(dtype)).constant(begin, kind)
                b.constant(size, kind).output(out, dtype, *shared(dtype))
                cases.append(b.case(f"{dtype} {shape} {kind}", options("SliceOptions")))
        for shape, begin, end, strides, masks in (
            ((6, 5), [1, 0], [5, 5], [2, 1], {}),
            ((6, 5), [-1, 4], [0, 0], [-2, -1], {}),
            ((6, 5), [3, 2], [0, 0], [-1, 2], {"beginMask": 1, "endMask": 3}),
            ((4, 5, 3), [1, 1, 0], [9, -1, 3], [1, 3, 2], {"shrinkAxisMask": 1}),
            ((2, 3, 4, 2), [0, -2, 1, 0], [2, 3, 3, 1], [1, 1, 1, 1], {"shrinkAxisMask": 10}),
            ((7,), [6], [-8], [-3], {}),
        ):
            made = options("StridedSliceOptions", **masks)
            index: list[Any] = []
            for d in range(len(shape)):
                if made.shrinkAxisMask >> d & 1:
                    index.append(begin[d])
                    continue
                first = None if made.beginMask >> d & 1 else begin[d]
                index.append(slice(first, None if made.endMask >> d & 1 else end[d], strides[d]))
            out = np.empty(shape)[tuple(index)].shape
            b = Builder(rng, "STRIDED_SLICE").input(shape, dtype, *shared(dtype))
            b.constant(begin).constant(end).constant(strides).output(out, dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {shape} {begin}", made))
    return cases


def move(rng: Rng) -> list[Case]:
    shape: Shape
    out: Shape
    cases = []
    for dtype in ("int8", "int16", "float32"):
        for shape, permutation in (
            ((3, 4), [1, 0]),
            ((2, 3, 4), [2, 0, 1]),
            ((1, 3, 2, 4), [0, 3, 1, 2]),
            ((2, 3, 2, 2, 3), [4, 1, 0, 3, 2]),
        ):
            b = Builder(rng, "TRANSPOSE").input(shape, dtype, *shared(dtype)).constant(permutation)
            b.output(tuple(shape[p] for p in permutation), dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {permutation}", options("TransposeOptions")))
    for dtype in ("int8", "int16", "int32", "int64", "float32", "bool"):
        for shape, out in (((3, 1), (2, 3, 4)), ((2, 1, 3), (2, 5, 3)), ((1,), (7,))):
            b = Builder(rng, "BROADCAST_TO").input(shape, dtype, *shared(dtype)).constant(out)
            cases.append(
                b.output(out, dtype, *shared(dtype)).case(f"{dtype} {out}", options("BroadcastToOptions"))
            )
    for shape in ((2, 3), (1, 4, 5, 1)):
        b = Builder(rng, "SHAPE").input(shape, "int8", *shared("int8")).output((len(shape),), "int32")
        cases.append(b.case(f"{shape}", options("ShapeOptions", outType=2)))
    for dtype in ("int8", "int32", "float32"):
        b = Builder(rng, "FILL").constant([2, 5]).input((), dtype, *shared(dtype))
        cases.append(b.output((2, 5), dtype, *shared(dtype)).case(dtype, options("FillOptions")))
    for dtype in ("int8", "int32", "int64", "float32"):
        b = Builder(rng, "ZEROS_LIKE").input((2, 3), dtype, *shared(dtype))
        cases.append(b.output((2, 3), dtype, *shared(dtype)).case(dtype, options("ZerosLikeOptions")))
    return cases


def gather(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "float32"):
        for shape, positions, axis, batch_dims in (
            ((5, 3), (4,), 0, 0),
            ((2, 6, 3), (2, 2), 1, 0),
            ((2, 3, 5), (2, 4), 2, 1),
            ((2, 3, 5), (2,), -1, 0),
            ((4,), (), 0, 0),
        ):
            at = axis % len(shape)
            index = rng.integers(0, shape[at], positions).astype(np.int32)
            out = shape[:at] + positions[batch_dims:] + shape[at + 1 :]
            b = (
                Builder(rng, "GATHER")
                .input(shape, dtype, *shared(dtype))
                .input(positions, "int32", given=index)
            )
            made = options("GatherOptions", axis=axis, batchDims=batch_dims)
            cases.append(b.output(out, dtype, *shared(dtype)).case(f"{dtype} {shape} {positions}", made))
        for shape, indices in (((5, 3), (4, 1)), ((4, 3, 2), (2, 2)), ((2, 3, 4), (3, 2, 3))):
            depth = indices[-1]
            index = rng.integers(0, shape[:depth], indices).astype(np.int32)
            b = (
                Builder(rng, "GATHER_ND")
                .input(shape, dtype, *shared(dtype))
                .input(indices, "int32", given=index)
            )
            b.output(indices[:-1] + shape[depth:], dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {shape} {indices}", options("GatherNdOptions")))
    return cases
