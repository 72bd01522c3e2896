"""Recurrent operators, products of matrices and int4 weights on virtual boards: what the oracle answers.

The runtime's own tests run every case on the host. Here a few run on each core, the fast kernels of
its family included, through `vboard infer`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.inference.conftest import needs_compiler
from tests.inference.golden_files import GoldenCase, read_goldens
from vboard.boards import BENCH_BOARDS, BOARDS
from vboard.inference.host import run_on_host
from vboard.inference.model import Model, read_model
from vboard.inference.result import Array, array_of, missing_operators
from vboard.inference.run import run_on_board

pytestmark = needs_compiler

CASES = {
    "svdf": ("int8", "int16, long", "float32"),
    "sequence_lstm": ("int8, three batches", "int16, time-major", "float32, clipped"),
    "batch_matmul": ("BATCH_MATMUL int8 (2, 1, 3, 3, 7) (4, 1, 7, 4) 00",),
    "circular_buffer": ("every third time",),
    "int4": ("3x3 same", "1x1, 37 to 19 channels", "multiplier 3", "per channel", "long"),
}
"""Golden file -> names of cases."""


def chosen(file: str) -> list[GoldenCase]:
    """The named cases of a golden file; all of the names must be there."""
    found = {case.name: case for case in read_goldens(file)}
    return [found[name] for name in CASES[file]]


def loaded(case: GoldenCase, tmp_path: Path) -> tuple[Model, list[list[Array]]]:
    path = tmp_path / "model.tflite"
    path.write_bytes(case.model)
    model = read_model(path)
    inputs = [
        [array_of(tensor, raw) for tensor, raw in zip(model.inputs, given, strict=True)]
        for given, _ in case.invocations
    ]
    return model, inputs


def assert_outputs(case: GoldenCase, model: Model, outputs: list[tuple[Array, ...]]) -> None:
    for (_, expected), got in zip(case.invocations, outputs, strict=True):
        for tensor, raw, array in zip(model.outputs, expected, got, strict=True):
            want = array_of(tensor, raw)
            if want.dtype == np.float32:
                np.testing.assert_allclose(
                    array, want, rtol=0, atol=2e-6 * np.abs(want).max(), err_msg=case.name
                )
            else:
                np.testing.assert_array_equal(array, want, err_msg=case.name)


@pytest.mark.parametrize("file", list(CASES))
def test_the_host_has_the_bits_of_the_oracle(tmp_path: Path, file: str) -> None:
    for case in chosen(file):
        model, inputs = loaded(case, tmp_path)
        outputs = [i.outputs for i in run_on_host(model, inputs).invocations]
        assert_outputs(case, model, outputs)


@pytest.mark.parametrize(
    ("board", "kernels"), [*((board, "fast") for board in BENCH_BOARDS), ("bench_m3", "small")]
)
@pytest.mark.parametrize("file", list(CASES))
def test_each_core_has_the_bits_of_the_oracle(tmp_path: Path, file: str, board: str, kernels: str) -> None:
    for case in chosen(file):
        model, inputs = loaded(case, tmp_path)
        outputs = [i.outputs for i in run_on_board(model, BENCH_BOARDS[board], inputs, kernels).invocations]
        assert_outputs(case, model, outputs)


def test_a_custom_operator_runs_on_a_real_board(tmp_path: Path) -> None:
    case = chosen("circular_buffer")[0]
    model, inputs = loaded(case, tmp_path)
    assert not missing_operators(model)
    outputs = [i.outputs for i in run_on_board(model, BOARDS["bluepill"], inputs, "small").invocations]
    assert_outputs(case, model, outputs)


def test_int4_weights_take_a_byte_each_of_the_arena(tmp_path: Path) -> None:
    int4 = next(case for case in read_goldens("int4") if case.name == "long")
    int8 = next(case for case in read_goldens("fully_connected") if case.name == "long")
    arenas = []
    for case in (int4, int8):
        model, _ = loaded(case, tmp_path)
        arenas.append(run_on_host(model, []).arena_bytes)
    weights = 331 * 4
    assert weights <= arenas[0] - arenas[1] <= weights + 64
