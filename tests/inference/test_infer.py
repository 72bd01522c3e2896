"""`vboard infer`: right outputs everywhere, exact counts, files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.inference.conftest import (
    GOLDENS,
    HOTWORD,
    SHARED,
    dense,
    infer_json,
    model_file,
    needs_compiler,
    reshapes,
)
from tests.support.command_line import Cli
from vboard.boards.table import BENCH_BOARDS, BOARDS
from vboard.inference import runner
from vboard.inference.counting import CallCounter
from vboard.inference.model import read_model
from vboard.inference.runner import build_into, find_runner

pytestmark = needs_compiler

SEEDS = [argument for seed in GOLDENS[HOTWORD.name] for argument in ("--input", f"random:{seed}")]


def outputs(record: dict[str, Any]) -> list[list[list[int]]]:
    """Flat values of each output of each Invoke."""
    return [[np.array(o).flatten().tolist() for o in i["outputs"]] for i in record["invocations"]]


@pytest.mark.parametrize("place", ["--host", *BENCH_BOARDS, *BOARDS])
def test_hotword_has_the_bits_of_another_runtime_on_every_board(cli: Cli, place: str) -> None:
    where = [place] if place == "--host" else ["--board", place]
    model = model_file(HOTWORD.name)
    assert outputs(infer_json(cli, model, *where, *SEEDS)) == list(GOLDENS[HOTWORD.name].values())


@pytest.mark.parametrize("kernels", ["fast", "small"])
@pytest.mark.parametrize("board", list(BENCH_BOARDS))
@pytest.mark.parametrize("name", [name for name in GOLDENS if name != HOTWORD.name])
def test_published_models_have_the_bits_of_another_runtime(
    cli: Cli, name: str, board: str, kernels: str
) -> None:
    record = infer_json(
        cli, model_file(name), "--board", board, "--kernels", kernels, "--input", "random:0", "-i", "random:5"
    )
    assert outputs(record) == [GOLDENS[name]["0"], GOLDENS[name]["5"]]


def test_the_uint8_model_of_2019_stays_fast_on_a_cortex_m3(cli: Cli) -> None:
    model = SHARED / "data" / "models" / "tiny_conv_micro_features_2019.tflite"
    if not model.is_file():
        pytest.skip(f"{model}: published model is not there")
    record = infer_json(cli, model, "--board", "bench_m3", "--input", "random:1")
    assert record["instructions"] <= 850_000


@pytest.mark.parametrize("board", ["bench_m7", "bluepill"])
def test_two_equal_runs_print_equal_bytes(cli: Cli, board: str) -> None:
    runs = [cli("infer", HOTWORD, "--board", board, *SEEDS[:4], "--json") for _ in range(2)]
    assert runs[0] == runs[1]


def test_text_is_reproducible_too(cli: Cli) -> None:
    runs = [cli("infer", HOTWORD, "--board", "bluepill", "--input", "random:0") for _ in range(2)]
    assert runs[0] == runs[1]
    assert "CONV_2D" in runs[0].out
    assert "arena" in runs[0].out


def test_an_invoke_costs_its_operators_and_little_else(cli: Cli) -> None:
    record = infer_json(cli, HOTWORD, "--board", "bench_m3", "--input", "random:0")
    names = [operator["name"] for operator in record["operators"]]
    inside = sum(operator["instructions"] for operator in record["operators"])
    assert names == [operator.name for operator in read_model(HOTWORD).operators]
    assert all(operator["instructions"] > 10 for operator in record["operators"])
    assert 0 < record["instructions"] - inside < 100 * len(names)


def test_instructions_do_not_depend_on_what_runs_before(cli: Cli) -> None:
    alone = infer_json(cli, HOTWORD, "--board", "bench_m3", "--input", "random:3")
    after = infer_json(cli, HOTWORD, "--board", "bench_m3", *SEEDS[:2], "--input", "random:3")
    assert after["invocations"][1] == alone["invocations"][0]


def test_more_weights_cost_more_instructions(cli: Cli, tmp_path: Path) -> None:
    counts = [
        infer_json(
            cli, dense(tmp_path / f"{width}.tflite", width, 8), "--board", "bench_m3", "-i", "random:0"
        )["instructions"]
        for width in (32, 64, 128)
    ]
    assert counts[0] < counts[1] < counts[2]


def test_the_arena_that_is_reported_is_enough_and_one_step_less_is_not(cli: Cli) -> None:
    need = infer_json(cli, HOTWORD, "--board", "bench_m3", "--input", "random:0")["arena_bytes"]
    again = infer_json(cli, HOTWORD, "--board", "bench_m3", "--input", "random:0", "--arena", need)
    assert again["arena_bytes"] == need
    less = cli("infer", HOTWORD, "--board", "bench_m3", "--input", "random:0", "--arena", need - 16)
    less.assert_refused(f"needs an arena of {need:,} bytes", f"given {need - 16:,}", "16 missing")


def test_arrays_go_in_and_out_as_files(cli: Cli, tmp_path: Path) -> None:
    model = reshapes(tmp_path / "m.tflite", [(2, 3)], "float32")
    given = [np.arange(6, dtype=np.float32).reshape(2, 3) * scale for scale in (1, -0.5)]
    for number, array in enumerate(given):
        np.save(tmp_path / f"{number}.npy", array)
    result = cli(
        "infer", model, "--board", "bluepill", "-i", tmp_path / "0.npy", "-i", tmp_path / "1.npy",
        "--output", tmp_path / "results",
    )  # fmt: skip
    assert result.status == 0, result.err
    assert sorted(p.name for p in (tmp_path / "results").iterdir()) == ["out0.npz", "out1.npz"]
    for number, array in enumerate(given):
        with np.load(tmp_path / "results" / f"out{number}.npz") as content:
            assert content.files == ["output0"]
            assert content["output0"].dtype == np.float32
            np.testing.assert_array_equal(content["output0"], array.reshape(6))


@pytest.mark.parametrize("place", [["--host"], ["--board", "bench_m7"]])
def test_several_inputs_come_from_one_file(cli: Cli, tmp_path: Path, place: list[str]) -> None:
    model = reshapes(tmp_path / "m.tflite", [(2, 2), (3,)], "int16")
    first, second = np.array([[1, -2], [3, 4]], np.int16), np.array([300, -300, 7], np.int16)
    np.savez(tmp_path / "in.npz", input1=second, input0=first)
    record = infer_json(cli, model, *place, "--input", tmp_path / "in.npz")
    assert record["invocations"][0]["outputs"] == [[1, -2, 3, 4], [300, -300, 7]]


def test_drawn_inputs_are_written_beside_the_outputs(cli: Cli, tmp_path: Path) -> None:
    model = reshapes(tmp_path / "m.tflite", [(64,)])
    result = cli("infer", model, "--host", "--input", "random:7", "--output", tmp_path / "o")
    assert result.status == 0, result.err
    assert result.out.startswith("m.tflite on host (small kernels)\n")
    with np.load(tmp_path / "o" / "in0.npz") as drawn, np.load(tmp_path / "o" / "out0.npz") as made:
        np.testing.assert_array_equal(drawn["input0"], made["output0"])
        assert drawn["input0"].min() < -64
        assert drawn["input0"].max() > 64


def test_the_flash_of_a_real_board_holds_the_models_operators_only(cli: Cli, tmp_path: Path) -> None:
    small = infer_json(cli, reshapes(tmp_path / "m.tflite", [(4,)]), "--board", "bluepill", "-i", "random:0")
    large = infer_json(cli, HOTWORD, "--board", "bluepill", "--input", "random:0")
    assert small["flash_bytes"] - small["model_bytes"] < large["flash_bytes"] - large["model_bytes"]
    assert large["flash_bytes"] <= 64 * 1024


def test_counting_operators_does_not_change_what_is_counted(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_operators = infer_json(cli, HOTWORD, "--board", "bench_m3", "--input", "random:0")
    monkeypatch.setattr(CallCounter, "count_operators", lambda *_: None)
    without = infer_json(cli, HOTWORD, "--board", "bench_m3", "--input", "random:0")
    assert without["operators"] == []
    assert without["invocations"] == with_operators["invocations"]


def without_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the cross compiler cannot be found."""
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name.startswith("arm-") else which(name))


def test_a_runner_that_was_built_needs_no_compiler(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    built = infer_json(cli, HOTWORD, "--board", "bluepill", "--input", "random:0")
    without_compiler(monkeypatch)
    assert infer_json(cli, HOTWORD, "--board", "bluepill", "--input", "random:0") == built


def test_the_runner_with_all_operators_serves_where_there_is_no_compiler(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    board = BOARDS["stm32f746g_disco"]
    built = build_into(runner.FOLDER / "fast", board, "infer", ["KERNELS=fast", "TYPES=int8"])
    (tmp_path / "fast" / board.name).mkdir(parents=True)
    shutil.copy(built, tmp_path / "fast" / board.name / "infer.elf")
    monkeypatch.setattr(runner, "FOLDER", tmp_path)
    without_compiler(monkeypatch)
    record = infer_json(cli, model_file(HOTWORD.name), "--board", board.name, "--input", "random:0")
    assert outputs(record) == [GOLDENS[HOTWORD.name]["0"]]


def test_no_runner_and_no_compiler(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(runner, "FOLDER", tmp_path)
    without_compiler(monkeypatch)
    for board in ("bluepill", "bench_m4"):
        result = cli("infer", HOTWORD, "--board", board, "--input", "random:0")
        result.assert_refused("not built", "no arm-none-eabi-g++", "make setup")


def test_a_source_that_changed_builds_the_runner_again(monkeypatch: pytest.MonkeyPatch) -> None:
    elf = find_runner(BENCH_BOARDS["bench_m3"], "fast", [])
    assert runner._fresh(elf)
    monkeypatch.setattr(runner, "_newest_source", lambda: elf.stat().st_mtime_ns + 1)
    assert not runner._fresh(elf)
