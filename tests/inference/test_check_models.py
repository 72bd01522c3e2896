"""Models against another implementation: what is equal, what differs, what the exit status says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.inference.conftest import HOTWORD, reshapes, with_operator
from tests.support.command_line import Cli
from vboard.inference import oracles
from vboard.inference.checking import difference
from vboard.inference.oracles import Array, Oracle, OracleError, is_installed
from vboard.inference.writer import ModelWriter

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
    monkeypatch.setattr(oracles, "Oracle", Echo)
    monkeypatch.setattr(oracles, "is_installed", lambda _: True)
    monkeypatch.setattr(Echo, "error", 0)
    return Echo


def check(cli: Cli, *arguments: object, status: int = 0) -> list[dict[str, Any]]:
    """What `vboard check-models … --json` finds; it must end with `status`."""
    result = cli("check-models", *arguments, "--json")
    assert result.status == status, result.err
    found: list[dict[str, Any]] = json.loads(result.out)
    return found


@needs_oracle
def test_the_bundled_model_is_equal(cli: Cli) -> None:
    found = check(cli, HOTWORD)
    assert [(f["model"], f["result"], f["oracle"]) for f in found] == [
        ("hotword.tflite", "equal", "tflite-micro")
    ]
    assert found[0]["values"] == 3 * 4
    assert "CONV_2D" in found[0]["operators"]


@needs_oracle
def test_a_virtual_board_gives_the_same(cli: Cli) -> None:
    if shutil.which("arm-none-eabi-g++") is None:
        pytest.skip("no arm-none-eabi-g++ to build the runner")
    assert check(cli, HOTWORD, "--invokes", 1, "--board", "bench_m4")[0]["result"] == "equal"


def test_folders_are_searched_and_named_below(tmp_path: Path, echo: type[Echo], cli: Cli) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    reshapes(tmp_path / "deep" / "er" / "a.tflite", [(2, 3), (4,)])
    reshapes(tmp_path / "b.tflite", [(2,)])
    (tmp_path / "notes.txt").write_text("no model")
    found = check(cli, tmp_path, "--invokes", 2)
    assert [(f["model"], f["values"]) for f in found] == [("b.tflite", 4), ("deep/er/a.tflite", 20)]


def test_one_different_value_is_a_failure(tmp_path: Path, echo: type[Echo], cli: Cli) -> None:
    echo.error = 2
    (found,) = check(cli, reshapes(tmp_path / "a.tflite", [(2, 3)], "int16"), status=1)
    assert (found["result"], found["difference"], found["different"]) == ("differs", 2, 1)


def test_floats_may_differ_by_the_tolerance(
    tmp_path: Path, echo: type[Echo], cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(echo, "error", 1e-4)
    model = reshapes(tmp_path / "a.tflite", [(50,)], "float32")
    assert check(cli, model, status=1)[0]["result"] == "differs"
    assert check(cli, model, "--tolerance", 0.001)[0]["result"] == "close"


def test_what_the_runtime_lacks_is_named(tmp_path: Path, echo: type[Echo], cli: Cli) -> None:
    with_operator(tmp_path / "a.tflite", "FancyNpu")
    (tmp_path / "broken.tflite").write_bytes(b"....TFL3....")
    result = cli("check-models", tmp_path)
    assert result.status == 0
    out = " ".join(result.out.split())
    assert "a.tflite refused FancyNpu; not supported: FancyNpu" in out
    assert "broken.tflite refused damaged .tflite model" in out
    assert out.endswith("2 models: 2 refused")


def test_an_oracle_that_fails_leaves_the_model_unchecked(tmp_path: Path, echo: type[Echo], cli: Cli) -> None:
    echo.error = "it ended"
    assert check(cli, reshapes(tmp_path / "a.tflite", [(2,)]))[0]["result"] == "unchecked"


def unsigned(path: Path) -> Path:
    """A model that takes bytes without sign, quantised, and gives them back flat."""
    writer = ModelWriter()
    given, made = writer.tensor([2, 2], "uint8", 0.5, 128), writer.tensor([4], "uint8", 0.5, 128)
    shape = writer.tensor([1], "int32", data=np.array([4]))
    writer.operator("RESHAPE", [given, shape], [made])
    path.write_bytes(writer.finish([given], [made]))
    return path


def test_bytes_without_sign_go_to_tflite_micro_first(tmp_path: Path, echo: type[Echo], cli: Cli) -> None:
    (found,) = check(cli, unsigned(tmp_path / "a.tflite"))
    assert (found["result"], found["oracle"]) == ("equal", "tflite-micro")


def test_bytes_that_tflite_micro_refuses_go_to_litert(
    tmp_path: Path, echo: type[Echo], cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Echo.run

    def only_litert(
        self: Echo, oracle: str, path: Path, runs: Sequence[Sequence[Array]], outputs: int
    ) -> list[list[Array]]:
        if oracle == "tflite-micro":
            raise OracleError("tflite-micro: it has no such kernel")
        return answer(self, oracle, path, runs, outputs)

    monkeypatch.setattr(Echo, "run", only_litert)
    model = unsigned(tmp_path / "a.tflite")
    (found,) = check(cli, model)
    assert (found["result"], found["oracle"]) == ("equal", "ai-edge-litert")
    monkeypatch.setattr(oracles, "is_installed", lambda name: name == "tflite-micro")
    (found,) = check(cli, model)
    assert found["result"] == "unchecked"
    assert found["reason"] == "tflite-micro: it has no such kernel; ai-edge-litert is not installed"


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
    cli: Cli,
) -> None:
    monkeypatch.chdir(tmp_path)
    cli("check-models", *arguments).assert_refused(message)


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
