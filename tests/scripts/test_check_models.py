"""Models against another implementation: what is equal, what differs, what the exit status says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import check_models
import numpy as np
import pytest
from check_models import difference, main
from model_oracles import Array, Oracle, OracleError, is_installed

from tests.inference.conftest import HOTWORD, reshapes, with_operator

pytestmark = pytest.mark.skipif(shutil.which("g++") is None, reason="no g++ to build the host's runner")
needs_oracle = pytest.mark.skipif(
    not is_installed("tflite-micro"), reason="the package tflite-micro is not installed (extra 'oracle')"
)


class Echo(Oracle):
    """Answers each input flat, as the models of `reshapes` do, with `error` added to the last value."""

    error: int | str = 0

    def run(
        self, oracle: str, path: Path, runs: Sequence[Sequence[Array]], outputs: int
    ) -> list[list[Array]]:
        if isinstance(self.error, str):
            raise OracleError(self.error)
        answers = [[array.flatten() for array in inputs] for inputs in runs]
        last = answers[-1][-1]
        last[-1] += np.array(self.error).astype(last.dtype)
        return answers


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> type[Echo]:
    monkeypatch.setattr(check_models, "Oracle", Echo)
    monkeypatch.setattr(check_models, "is_installed", lambda _: True)
    monkeypatch.setattr(Echo, "error", 0)
    return Echo


def results(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


@needs_oracle
def test_the_bundled_model_is_equal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(HOTWORD), "--json"]) == 0
    found = results(capsys)
    assert [(f["model"], f["result"], f["oracle"]) for f in found] == [
        ("hotword.tflite", "equal", "tflite-micro")
    ]
    assert found[0]["values"] == 3 * 4
    assert "CONV_2D" in found[0]["operators"]


@needs_oracle
def test_a_virtual_board_gives_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("arm-none-eabi-g++") is None:
        pytest.skip("no arm-none-eabi-g++ to build the runner")
    assert main([str(HOTWORD), "--json", "--invokes", "1", "--board", "bench_m4"]) == 0
    assert results(capsys)[0]["result"] == "equal"


def test_folders_are_searched_and_named_below(
    tmp_path: Path, echo: type[Echo], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    reshapes(tmp_path / "deep" / "er" / "a.tflite", [(2, 3), (4,)])
    reshapes(tmp_path / "b.tflite", [(2,)])
    (tmp_path / "notes.txt").write_text("no model")
    assert main([str(tmp_path), "--json", "--invokes", "2"]) == 0
    assert [(f["model"], f["values"]) for f in results(capsys)] == [("b.tflite", 4), ("deep/er/a.tflite", 20)]


def test_one_different_value_is_a_failure(
    tmp_path: Path, echo: type[Echo], capsys: pytest.CaptureFixture[str]
) -> None:
    echo.error = 2
    assert main([str(reshapes(tmp_path / "a.tflite", [(2, 3)], "int16")), "--json"]) == 1
    found = results(capsys)[0]
    assert (found["result"], found["difference"], found["different"]) == ("differs", 2, 1)


def test_floats_may_differ_by_the_tolerance(
    tmp_path: Path, echo: type[Echo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(echo, "error", 1e-4)
    model = str(reshapes(tmp_path / "a.tflite", [(50,)], "float32"))
    assert main([model, "--json"]) == 1
    assert results(capsys)[0]["result"] == "differs"
    assert main([model, "--json", "--tolerance", "0.001"]) == 0
    assert results(capsys)[0]["result"] == "close"


def test_what_the_runtime_lacks_is_named(
    tmp_path: Path, echo: type[Echo], capsys: pytest.CaptureFixture[str]
) -> None:
    with_operator(tmp_path / "a.tflite", "FancyNpu")
    (tmp_path / "broken.tflite").write_bytes(b"....TFL3....")
    assert main([str(tmp_path)]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "refused a.tflite FancyNpu not supported: FancyNpu" in out
    assert "refused broken.tflite damaged .tflite model" in out
    assert out.endswith("2 models: 2 refused")


def test_an_oracle_that_fails_leaves_the_model_unchecked(
    tmp_path: Path, echo: type[Echo], capsys: pytest.CaptureFixture[str]
) -> None:
    echo.error = "it ended"
    assert main([str(reshapes(tmp_path / "a.tflite", [(2,)])), "--json"]) == 0
    assert (results(capsys)[0]["result"]) == "unchecked"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: no such file or folder (expected .tflite models)"),
        (["."], "no .tflite file in it or below"),
        ([".", "--board", "bench_m5"], "bench_m"),
    ],
)
def test_wrong_arguments(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_differences_of_numbers() -> None:
    assert difference(np.array([1, 200], np.uint8), np.array([1, 0], np.uint8)) == (200, 1)
    assert difference(np.array([-(2**63)]), np.array([2**63 - 1])) == (1, 1)
    assert difference(np.array([np.nan, 2.0]), np.array([np.nan, 1.0])) == (1, 1)
    assert difference(np.array([np.inf, 2.0]), np.array([np.inf, 2.0])) == (0, 0)
    assert difference(np.array([np.inf]), np.array([1.0])) == (np.inf, 1)
    assert difference(np.zeros((0,), np.float32), np.zeros((0,), np.float32)) == (0, 0)


@needs_oracle
def test_an_oracle_that_ends_is_said(tmp_path: Path) -> None:
    model = tmp_path / "a.tflite"
    model.write_bytes(b"not a model at all, but long enough to look at")
    with Oracle() as oracle:
        with pytest.raises(OracleError, match="tflite-micro"):
            oracle.run("tflite-micro", model, [[]], 1)
        assert oracle.run("tflite-micro", HOTWORD, [[]], 1)[0][0].shape == (1, 4)
