"""Golden cases of operators that rearrange, mirror, choose and look up elements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, Shape, shared
from firmware.tests.runtime.goldens.models import Case, options


def blocks(rng: Rng) -> list[Case]:
    image: Shape
    deep: Shape
    cases = []
    for dtype in ("int8", "float32"):
        for image, size in (((1, 4, 6, 3), 2), ((2, 3, 3, 1), 3), ((1, 2, 5, 2), 1), ((2, 8, 4, 1), 4)):
            batches, height, width, depth = image
            deep = (batches, height // size, width // size, depth * size * size)
            if width % size == 0:
                made: Any = options("SpaceToDepthOptions", blockSize=size)
                b = Builder(rng, "SPACE_TO_DEPTH").input(image, dtype, *shared(dtype))
                cases.append(b.output(deep, dtype, *shared(dtype)).case(f"{dtype} {image} {size}", made))
                made = options("DepthToSpaceOptions", blockSize=size)
                b = Builder(rng, "DEPTH_TO_SPACE").input(deep, dtype, *shared(dtype))
                cases.append(b.output(image, dtype, *shared(dtype)).case(f"{dtype} {deep} {size}", made))
        for image, block, margins in (
            ((1, 4, 6, 3), (2, 3), [[0, 0], [0, 0]]),
            ((2, 5, 3, 1), (2, 2), [[1, 0], [0, 1]]),
            ((1, 3, 4, 2), (3, 1), [[2, 1], [1, 0]]),
            ((2, 5, 4), (3,), [[1, 0]]),
        ):
            depth = image[-1]
            stacked = [image[0] * int(np.prod(block))]
            for n, size, (before, after) in zip(image[1:-1], block, margins, strict=True):
                stacked.append((n + before + after) // size)
            deep = (*stacked, depth)
            b = Builder(rng, "SPACE_TO_BATCH_ND").input(image, dtype, *shared(dtype))
            b.constant(block).constant(margins).output(deep, dtype, *shared(dtype))
            # TensorFlow Lite Micro pads with what its memory happened to hold.
            oracle = "litert" if np.any(margins) else "tflm"
            cases.append(b.case(f"{dtype} {image} {block}", options("SpaceToBatchNDOptions"), oracle=oracle))
            b = Builder(rng, "BATCH_TO_SPACE_ND").input(deep, dtype, *shared(dtype))
            b.constant(block).constant(margins).output(image, dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {deep} {block}", options("BatchToSpaceNDOptions")))
    return cases


def mirror_pad(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "float32"):
        for shape, paddings in (
            ((5,), [[2, 3]]),
            ((3, 4), [[2, 1], [0, 3]]),
            ((1, 3, 4, 2), [[0, 0], [1, 2], [2, 0], [0, 0]]),
            ((2, 2, 3), [[1, 1], [1, 0], [2, 2]]),
        ):
            out = tuple(n + a + z for n, (a, z) in zip(shape, paddings, strict=True))
            for mode in (0, 1):
                for kind in ("int32", "int64"):
                    b = Builder(rng, "MIRROR_PAD").input(shape, dtype, *shared(dtype))
                    b.constant(paddings, kind).output(out, dtype, *shared(dtype))
                    cases.append(
                        b.case(f"{dtype} {shape} {mode} {kind}", options("MirrorPadOptions", mode=mode))
                    )
    return cases


def reverse(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "uint8", "int16", "int32", "int64", "float32", "bool"):
        for shape, axes in (((7,), [0]), ((3, 4), [1]), ((2, 3, 4), [0, 1]), ((2, 3, 4), [-1, -2, 0])):
            b = Builder(rng, "REVERSE_V2").input(shape, dtype, *shared(dtype)).constant(axes)
            b.output(shape, dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {shape} {axes}", options("ReverseV2Options")))
    return cases


def select(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int16", "float32"):
        for condition, x, y in (
            ((2, 3), (2, 3), (2, 3)),
            ((2, 1), (1, 3), ()),
            ((1,), (2, 3), (3,)),
            ((2, 1, 4), (3, 1), (2, 3, 4)),
            ((2, 1, 2, 1, 2), (1, 2, 1, 3, 1), (2, 2, 2, 3, 2)),
        ):
            b = Builder(rng, "SELECT_V2").input(condition, "bool")
            b.input(x, dtype, *shared(dtype)).input(y, dtype, *shared(dtype))
            b.output(np.broadcast_shapes(condition, x, y), dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {condition} {x} {y}", options("SelectV2Options"), runs=2))
    return cases


def look_up(rng: Rng) -> list[Case]:
    """DYNAMIC_UPDATE_SLICE, BROADCAST_ARGS and EMBEDDING_LOOKUP."""
    cases = []
    for dtype in ("int8", "int16", "int32", "float32"):
        for shape, update, start in (
            ((4, 5), (2, 3), [1, 2]),
            ((4, 5), (2, 3), [9, -7]),
            ((3, 4, 2), (3, 1, 2), [0, 2, 0]),
            ((6,), (6,), [3]),
        ):
            for kind in ("int32", "int64"):
                b = Builder(rng, "DYNAMIC_UPDATE_SLICE").input(shape, dtype, *shared(dtype))
                b.input(update, dtype, *shared(dtype)).constant(start, kind)
                b.output(shape, dtype, *shared(dtype))
                cases.append(b.case(f"{dtype} {shape} {start} {kind}", options("DynamicUpdateSliceOptions")))
    for dtype in ("int32", "int64"):
        for x, y in (([1, 3], [2, 3]), ([3], [2, 1]), ([5, 1, 2], [4, 1]), ([1], [7]), ([2, 2], [2, 2])):
            given = [np.array(v, dtype) for v in (x, y)]
            b = Builder(rng, "BROADCAST_ARGS").input((len(x),), dtype, given=given[0])
            b.input((len(y),), dtype, given=given[1]).output((max(len(x), len(y)),), dtype)
            cases.append(b.case(f"{dtype} {x} {y}"))
    for source, target in (("int8", "int8"), ("float32", "float32"), ("int8", "float32")):
        for shape, rows in (((5, 3), [4, 0, 4]), ((3, 2, 4), [1, 2])):
            index = np.array(rows, np.int32)
            how = (0.037, 0) if source == "int8" else ()
            b = Builder(rng, "EMBEDDING_LOOKUP").input((len(rows),), "int32", given=index)
            b.input(shape, source, *how)
            b.output((len(rows), *shape[1:]), target, *(how if target == "int8" else ()))
            cases.append(b.case(f"{source} to {target} {shape}"))
    return cases


STRIDED_SLICES: tuple[tuple[tuple[int, ...], Any, dict[str, int]], ...] = (
    ((3, 4), [(0, 0, 1), (0, 2, 1), (1, 4, 2)], {"newAxisMask": 1}),
    ((3, 4), [(1, 3, 1), (0, 0, 1)], {"newAxisMask": 2}),
    ((3, 4), [(1, 2, 1), (0, 0, 1), (2, 3, 1)], {"newAxisMask": 2, "shrinkAxisMask": 5}),
    ((2, 3, 4), [(0, 0, 1), (1, 3, 1)], {"ellipsisMask": 1}),
    ((2, 3, 4), [(1, 2, 1), (0, 0, 1), (3, 0, -2)], {"ellipsisMask": 2}),
    ((2, 3, 4), [(1, 2, 1), (0, 0, 1)], {"ellipsisMask": 2, "shrinkAxisMask": 1}),
    ((2, 3, 2, 2), [(0, 0, 1), (0, 0, 1), (1, 2, 1)], {"ellipsisMask": 1, "newAxisMask": 2}),
    ((2, 3, 2), [(0, 0, 1), (0, 0, 1), (0, 1, 1)], {"ellipsisMask": 2, "newAxisMask": 1}),
    ((4, 5), [(1, 3, 1)], {}),
    ((4, 5), [(0, 0, 1)], {"ellipsisMask": 1}),
)


def strided_slice(rng: Rng) -> list[Case]:
    """Masks that TensorFlow Lite Micro leaves out; LiteRT knows them."""
    # But not this one: an ellipsis that stands for no dimension.
    b = Builder(rng, "STRIDED_SLICE").input((2, 3), "int8", *shared("int8"))
    b.constant([0, 0, 1]).constant([1, 0, 3]).constant([1, 1, 1]).output((1, 2), "int8", *shared("int8"))
    case = b.case("ellipsis of nothing", options("StridedSliceOptions", ellipsisMask=2), oracle="given")
    case.outputs = [[case.invocations[0][0][0:1, ..., 1:3]]]
    cases = [case]
    for dtype in ("int8", "float32"):
        for shape, entries, masks in STRIDED_SLICES:
            made = options("StridedSliceOptions", **masks)
            index: list[Any] = []
            for e, (begin, end, stride) in enumerate(entries):
                if made.ellipsisMask >> e & 1:
                    index.append(Ellipsis)
                elif made.newAxisMask >> e & 1:
                    index.append(None)
                else:
                    index.append(begin if made.shrinkAxisMask >> e & 1 else slice(begin, end or None, stride))
                    if not made.shrinkAxisMask >> e & 1 and end == 0:
                        made.endMask |= 1 << e
            out = np.empty(shape)[tuple(index)].shape
            b = Builder(rng, "STRIDED_SLICE").input(shape, dtype, *shared(dtype))
            for column in zip(*entries, strict=True):
                b.constant(column)
            b.output(out, dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {shape} {entries} {masks}", made, oracle="litert"))
        for shape, begin, length, strides in (
            ((5, 6), [1, 2], [3, 4], [1, 2]),
            ((5, 6), [-2, 0], [1, 5], [1, 1]),
        ):
            made = options("StridedSliceOptions", offset=True)
            ends = [(b % n) + k for b, n, k in zip(begin, shape, length, strict=True)]
            index = [slice(b % n, e, s) for b, n, e, s in zip(begin, shape, ends, strides, strict=True)]
            out = np.empty(shape)[tuple(index)].shape
            b = Builder(rng, "STRIDED_SLICE").input(shape, dtype, *shared(dtype))
            b.constant(begin).constant(length).constant(strides).output(out, dtype, *shared(dtype))
            cases.append(b.case(f"{dtype} {shape} {begin} offset", made, oracle="litert"))
    return cases


LAYOUT_GROUPS: dict[str, Callable[[Rng], list[Case]]] = {
    "blocks": blocks,
    "mirror_pad": mirror_pad,
    "reverse": reverse,
    "select": select,
    "look_up": look_up,
    "strided_slice": strided_slice,
}
