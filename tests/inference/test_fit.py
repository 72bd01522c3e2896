"""`vboard fit`: the answer agrees with what a run on the board does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.inference.conftest import HOTWORD, dense, infer_json, needs_compiler, reshapes, with_operator
from tests.support.command_line import Cli
from vboard.boards.table import BOARDS
from vboard.errors import VBoardError
from vboard.inference.inputs import draw_inputs
from vboard.inference.model import TYPES, read_model
from vboard.inference.writer import ModelWriter

pytestmark = needs_compiler


def fit_json(cli: Cli, *arguments: object, status: int = 0) -> dict[str, dict[str, Any]]:
    """Rows by board."""
    result = cli("fit", *arguments, "--json")
    assert result.status == status, result.err
    return {row["board"]: row for row in json.loads(result.out)["boards"]}


def float_dense(path: Path, inputs: int, outputs: int) -> Path:
    """A fully connected layer of floats; four bytes a weight."""
    writer = ModelWriter()
    given = writer.tensor([1, inputs], "float32")
    weights = writer.tensor([outputs, inputs], "float32", data=np.ones([outputs, inputs], np.float32))
    made = writer.tensor([1, outputs], "float32")
    writer.operator("FULLY_CONNECTED", [given, weights, -1], [made], (8, {}))
    path.write_bytes(writer.finish([given], [made]))
    return path


def test_every_board_has_a_row_with_the_figures_of_a_run(cli: Cli) -> None:
    rows = fit_json(cli, HOTWORD)
    assert list(rows) == list(BOARDS)
    run = infer_json(cli, HOTWORD, "--board", "bluepill", "--input", "random:0")
    row = rows["bluepill"]
    assert row["fits"]
    assert row["arena_bytes"] == run["arena_bytes"]
    assert (
        row["instructions"]
        == infer_json(cli, HOTWORD, "--board", "bench_m3", "--input", "random:0")["instructions"]
    )
    assert row["milliseconds"] == pytest.approx(row["instructions"] / 72_000)


@pytest.mark.parametrize(("inputs", "outputs"), [(1, 42_000), (42_000, 1), (100, 450)])
def test_missing_flash_is_what_the_board_says(cli: Cli, tmp_path: Path, inputs: int, outputs: int) -> None:
    model = dense(tmp_path / "m.tflite", inputs, outputs)
    row = fit_json(cli, model, "--board", "bluepill", status=2)["bluepill"]
    said = cli("infer", model, "--board", "bluepill", "--input", "random:0").err
    found = re.search(r"are ([\d,]+) more than", said)
    assert row["flash_missing"] == (int(found[1].replace(",", "")) if found else 0)
    assert row["flash_missing"] or row["ram_missing"]


@pytest.mark.parametrize("inputs", [15_000, 16_400, 16_600, 18_000])
def test_ram_decides_as_on_the_board(cli: Cli, tmp_path: Path, inputs: int) -> None:
    model = dense(tmp_path / "m.tflite", inputs, 1)
    said = cli("infer", model, "--board", "bluepill", "--input", "random:0")
    row = fit_json(cli, model, "--board", "bluepill", status=said.status)["bluepill"]
    found = re.search(r"\(([\d,]+) missing\)", said.err)
    assert row["fits"] == (said.status == 0)
    assert row["ram_missing"] == (int(found[1].replace(",", "")) if found else 0)


def test_it_says_what_to_cut(cli: Cli, tmp_path: Path) -> None:
    model = float_dense(tmp_path / "m.tflite", 200, 100)
    result = cli("fit", model, "--board", "bluepill")
    assert result.status == 2
    assert result.err.splitlines()[-1] == f"vboard: {model}: fits none of bluepill"
    text = " ".join(result.out.split())
    assert "int8 instead of float weights saves about 60,000, which is enough" in text
    assert "the largest constant is FULLY_CONNECTED 100x200 float32, 80,000 bytes" in text


def test_external_memory_is_offered_for_the_arena(cli: Cli, tmp_path: Path) -> None:
    model = dense(tmp_path / "m.tflite", 400_000, 1)
    row = fit_json(cli, model, "--board", "stm32f746g_disco", status=2)["stm32f746g_disco"]
    assert "the arena fits SDRAM (8,388,608 bytes)" in row["cut"]


def test_several_models_are_told_one_after_another(cli: Cli, tmp_path: Path) -> None:
    small, large = dense(tmp_path / "small.tflite", 10, 10), dense(tmp_path / "large.tflite", 300, 300)
    result = cli("fit", small, large, "--board", "bluepill")
    assert result.status == 2
    assert result.err.splitlines()[-1] == f"vboard: {large}: fits none of bluepill"
    assert re.findall(r"^(\w+)\.tflite, .* bytes, fast kernels$", result.out, re.MULTILINE) == [
        "small",
        "large",
    ]
    records = json.loads(cli("fit", small, large, "--board", "bluepill", "--json").out)
    assert [(each["model"], each["boards"][0]["fits"]) for each in records] == [
        ("small.tflite", True),
        ("large.tflite", False),
    ]
    absent = cli("fit", small, tmp_path / "absent.tflite")
    assert (absent.status, absent.out, absent.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("kind", [name for name, _ in TYPES.values()])
def test_inputs_of_every_type_are_drawn_or_refused_by_name(tmp_path: Path, kind: str) -> None:
    model = read_model(reshapes(tmp_path / "m.tflite", [(2, 3)], kind))
    if kind in ("int4", "resource"):
        with pytest.raises(VBoardError, match=rf"m\.tflite: input 0 is {kind}, which cannot be given$"):
            draw_inputs(0, model)
        return
    (drawn,) = draw_inputs(0, model)
    assert (drawn.dtype, drawn.shape) == (np.dtype(kind), (2, 3))
    assert drawn.any()


def test_what_the_runtime_refuses_names_the_model(cli: Cli, tmp_path: Path) -> None:
    writer = ModelWriter()
    given, made = writer.tensor([4], "bool"), writer.tensor([4], "bool")
    writer.operator("ADD", [given, given], [made])
    model = tmp_path / "m.tflite"
    model.write_bytes(writer.finish([given], [made]))
    cli("fit", model, "--board", "bluepill").assert_refused(f"{model}: the runtime refuses it: ADD bool")


def row_file(path: Path, core: str, mips: int) -> Path:
    path.write_text(
        f'platform = "{path.stem}.repl"\ncore = "{core}"\nmips = {mips}\nconsole = "uart"\n'
        'flash = { address = 0x0, size = "256 KiB" }\nram = [{ address = 0x2000_0000, size = "32 KiB" }]\n'
    )
    path.with_suffix(".repl").write_text("")
    return path


def test_a_board_of_the_users_is_a_row_beside_the_others(cli: Cli, tmp_path: Path) -> None:
    file = row_file(tmp_path / "mine.toml", "Cortex-M33", 50)
    rows = fit_json(cli, HOTWORD, "--board", file, "--board", "bluepill")
    assert list(rows) == ["mine", "bluepill"]
    assert (rows["mine"]["measured_on"], rows["mine"]["fits"]) == ("Cortex-M4", True)
    assert rows["mine"]["milliseconds"] == pytest.approx(rows["mine"]["instructions"] / 50_000)
    assert "on Cortex-M4" in cli("fit", HOTWORD, "--board", file).out


def test_a_platform_alone_is_enough(cli: Cli) -> None:
    platform = Path(__file__).resolve().parents[2] / "renode" / "platforms" / "bluepill.repl"
    row = fit_json(cli, HOTWORD, "--board", platform)["bluepill"]
    assert (row["flash_size"], row["ram_size"], row["clock_mhz"]) == (65536, 20480, 72)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--board", "blupill"], "did you mean 'bluepill'"),
        (["--kernels", "quick"], "expected fast or small"),
    ],
)
def test_mistakes_are_one_line(cli: Cli, arguments: list[str], message: str) -> None:
    result = cli("fit", HOTWORD, *arguments)
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert message in result.err


def test_an_unknown_core_and_operator_are_named(cli: Cli, tmp_path: Path) -> None:
    file = row_file(tmp_path / "mine.toml", "Cortex-A9", 50)
    assert "no figures for a Cortex-A9" in cli("fit", HOTWORD, "--board", file).err
    result = cli("fit", with_operator(tmp_path / "m.tflite", "HASHTABLE"))
    assert (result.status, result.out) == (2, "")
    assert "not supported: HASHTABLE" in result.err


def test_an_arena_beyond_the_measuring_board_is_told_as_such(cli: Cli, tmp_path: Path) -> None:
    writer = ModelWriter()
    given, made = (writer.tensor([1, 3000, 3000, 1], "int8", 0.5, 0) for _ in range(2))
    writer.operator("RELU", [given], [made])
    path = tmp_path / "over.tflite"
    path.write_bytes(writer.finish([given], [made]))
    result = cli("fit", path, "--board", "bluepill")
    # What is being built may be told before.
    assert (result.status, result.err.count("over.tflite")) == (2, 1)
    assert "fits no board: needs an arena of 18,000," in result.err
    assert "RELU holds most at once: 1x3000x3000x1 int8" in result.err
