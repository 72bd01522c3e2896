"""The audio front end as a model of Signal operators: on this machine, on boards, and against our own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from firmware.tests.runtime.goldens.files import FOLDER, read_cases
from tests.inference.conftest import needs_compiler
from vboard.boards.table import BENCH_BOARDS
from vboard.evaluation.frontend import STEP, Frontend, build
from vboard.inference.host import run_on_host
from vboard.inference.model import Model, read_model
from vboard.inference.run import run_on_board


@dataclass(frozen=True)
class Preprocessor:
    """The model, 49 windows of sound, and the features that tflite-micro makes of them."""

    model: Model
    windows: list[NDArray[np.int16]]
    features: NDArray[np.int16]


@pytest.fixture(scope="module")
def preprocessor(tmp_path_factory: pytest.TempPathFactory) -> Preprocessor:
    golden = next(read_cases(FOLDER / "signal_preprocessor.bin"))
    path = tmp_path_factory.mktemp("model") / "preprocessor.tflite"
    path.write_bytes(golden.model)
    windows = [np.frombuffer(run.inputs[0], "<i2").astype(np.int16) for run in golden.invocations]
    features = [np.frombuffer(run.outputs[0], "<i2").astype(np.int16) for run in golden.invocations]
    return Preprocessor(read_model(path), windows, np.stack(features))


def test_the_host_gives_the_features_of_the_reference(preprocessor: Preprocessor) -> None:
    run = run_on_host(preprocessor.model, [[window] for window in preprocessor.windows])
    features = np.stack([invocation.outputs[0] for invocation in run.invocations])
    assert features.shape == (49, 40)
    assert np.array_equal(features, preprocessor.features)
    assert features.max() > 500  # it is no silence


@needs_compiler
@pytest.mark.parametrize("board", ["bench_m3", "bench_m4"])
def test_a_board_gives_the_features_of_the_reference(preprocessor: Preprocessor, board: str) -> None:
    inputs = [[window] for window in preprocessor.windows]
    run = run_on_board(preprocessor.model, BENCH_BOARDS[board], inputs, "fast")
    features = np.stack([invocation.outputs[0] for invocation in run.invocations])
    assert np.array_equal(features, preprocessor.features)
    assert run.invocations[0].operators[2].name == "SignalRfft"


def test_the_front_end_of_the_firmware_gives_the_same(preprocessor: Preprocessor, tmp_path: Path) -> None:
    # Variant c: the tables of the published model of this kind.
    frontend = Frontend(build(tmp_path, "c"))
    first, *others = preprocessor.windows
    sound = np.concatenate([first, *(window[-STEP:] for window in others)])
    assert np.array_equal(frontend.feed(sound), preprocessor.features)
