"""Golden cases of tensors without elements: as inputs, as shapes of scalars, as parts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, shared
from firmware.tests.runtime.goldens.models import Case, options

NONE = np.zeros(0, np.int32)


def empty_inputs(rng: Rng, dtype: str) -> list[Case]:
    """The output has elements; the `tflite-micro` package answers."""
    q = shared(dtype)
    b = Builder(rng, "CONCATENATION").input((0, 3), dtype, *q).input((2, 3), dtype, *q)
    cases = [b.output((2, 3), dtype, *q).case(f"{dtype} empty part", options("ConcatenationOptions", axis=0))]
    b = Builder(rng, "PAD").input((0, 3), dtype, *q).constant([[1, 1], [0, 0]])
    cases.append(b.output((2, 3), dtype, *q).case(f"{dtype} of nothing", options("PadOptions")))
    b = Builder(rng, "SHAPE").input((0, 3), dtype, *q).output((2,), "int32")
    cases.append(b.case(f"{dtype} of nothing", options("ShapeOptions", outType=2)))
    b = Builder(rng, "DYNAMIC_UPDATE_SLICE").input((2, 3), dtype, *q).input((0, 3), dtype, *q)
    b.constant([0, 0]).output((2, 3), dtype, *q)
    cases.append(b.case(f"{dtype} empty update", options("DynamicUpdateSliceOptions")))
    for operator in ("SUM", "MEAN", "REDUCE_MAX", "REDUCE_MIN"):
        if (operator, dtype) != ("MEAN", "float32"):  # which ends the process of the package
            b = Builder(rng, operator).input((0, 3), dtype, *q).constant([0]).output((3,), dtype, *q)
            cases.append(b.case(f"{dtype} of nothing", options("ReducerOptions")))
        b = Builder(rng, operator).input((2, 3), dtype, *q).constant(NONE).output((2, 3), dtype, *q)
        cases.append(b.case(f"{dtype} no axes", options("ReducerOptions")))
    b = Builder(rng, "SLICE").input((), dtype, *q).constant(NONE).constant(NONE).output((), dtype, *q)
    cases.append(b.case(f"{dtype} scalar", options("SliceOptions")))
    return cases


def of_litert(rng: Rng, dtype: str) -> list[Case]:
    """Parts without elements, and scalars, that TensorFlow Lite Micro refuses."""
    q = shared(dtype)
    b = Builder(rng, "SPLIT_V").input((2, 3), dtype, *q).constant([0, 2]).constant(0)
    b.output((0, 3), dtype, *q).output((2, 3), dtype, *q)
    cases = [b.case(f"{dtype} empty part", options("SplitVOptions", numSplits=2), oracle="litert")]
    b = Builder(rng, "FILL").constant(NONE).input((), dtype, *q).output((), dtype, *q)
    cases.append(b.case(f"{dtype} scalar", options("FillOptions"), oracle="litert"))
    b = Builder(rng, "PAD").input((), dtype, *q).constant(np.zeros((0, 2), np.int32))
    cases.append(b.output((), dtype, *q).case(f"{dtype} scalar", options("PadOptions"), oracle="litert"))
    return cases


def no_elements(rng: Rng) -> list[Case]:
    return [
        case
        for dtype in ("int8", "float32")
        for make in (empty_inputs, of_litert)
        for case in make(rng, dtype)
    ]


NO_ELEMENTS_GROUPS: dict[str, Callable[[Rng], list[Case]]] = {"no_elements": no_elements}
