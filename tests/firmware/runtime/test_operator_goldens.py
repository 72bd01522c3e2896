"""What the golden cases do not show: a custom operator on a real board, the memory of int4 weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from firmware.tests.runtime.goldens.files import FOLDER, Case, read_cases
from tests.inference.conftest import needs_compiler
from vboard.boards.table import BOARDS
from vboard.inference.host import run_on_host
from vboard.inference.model import Model, read_model
from vboard.inference.result import array_of, missing_operators
from vboard.inference.run import run_on_board

pytestmark = needs_compiler


def golden(file: str, name: str) -> Case:
    return next(case for case in read_cases(FOLDER / f"{file}.bin") if case.name == name)


def model_of(case: Case, tmp_path: Path) -> Model:
    path = tmp_path / "model.tflite"
    path.write_bytes(case.model)
    return read_model(path)


def test_a_custom_operator_runs_on_a_real_board(tmp_path: Path) -> None:
    case = golden("circular_buffer", "every third time")
    model = model_of(case, tmp_path)
    assert not missing_operators(model)
    inputs = [[array_of(model.inputs[0], i.inputs[0])] for i in case.invocations]
    run = run_on_board(model, BOARDS["bluepill"], inputs, "small")
    for expected, got in zip(case.invocations, run.invocations, strict=True):
        np.testing.assert_array_equal(got.outputs[0], array_of(model.outputs[0], expected.outputs[0]))


def test_int4_weights_take_a_byte_each_of_the_arena(tmp_path: Path) -> None:
    arenas = [
        run_on_host(model_of(golden(file, "long"), tmp_path), []).arena_bytes
        for file in ("int4", "fully_connected")
    ]
    weights = 331 * 4
    assert weights <= arenas[0] - arenas[1] <= weights + 64
