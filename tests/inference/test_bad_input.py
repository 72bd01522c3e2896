"""What a user can get wrong with `vboard infer` and `vboard inspect`: one line, exit status 2."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.inference.conftest import (
    HOTWORD,
    dense,
    needs_compiler,
    reshapes,
    with_operator,
)
from tests.support.command_line import Cli
from vboard.errors import VBoardError
from vboard.inference.model import TYPES, read_model
from vboard.inference.writer import ModelWriter

HOST = ("--host", "--input", "random:0")


def test_a_model_that_is_not_there(cli: Cli) -> None:
    cli("infer", "nope.tflite", *HOST).assert_refused("nope.tflite", "expected a .tflite model")


def test_a_file_that_is_no_model(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.tflite").write_bytes(b"hello, this is no model")
    cli("infer", tmp_path / "a.tflite", *HOST).assert_refused("not a .tflite model", "TFL3")
    cli("inspect", tmp_path / "a.tflite").assert_refused("not a .tflite model")


def test_an_empty_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.tflite").write_bytes(b"")
    cli("infer", tmp_path / "a.tflite", *HOST).assert_refused("not a .tflite model")


def test_half_a_model(cli: Cli, tmp_path: Path) -> None:
    content = HOTWORD.read_bytes()
    (tmp_path / "a.tflite").write_bytes(content[: len(content) // 2])
    cli("infer", tmp_path / "a.tflite", *HOST).assert_refused("damaged .tflite model")


def test_a_board_that_does_not_exist(cli: Cli) -> None:
    result = cli("infer", HOTWORD, "--board", "bluepil", "--input", "random:0")
    result.assert_refused("unknown board 'bluepil'", "did you mean 'bluepill'?", "bench_m4")


@pytest.mark.parametrize("where", [[], ["--board", "bluepill", "--host"]])
def test_one_place_is_needed(cli: Cli, where: list[str]) -> None:
    cli("infer", HOTWORD, *where, "--input", "random:0").assert_refused("either --board BOARD or --host")


def test_kernels_that_do_not_exist(cli: Cli) -> None:
    cli("infer", HOTWORD, *HOST, "--kernels", "fats").assert_refused("--kernels fats", "did you mean 'fast'?")
    cli("inspect", HOTWORD, "--kernels", "tiny").assert_refused("expected fast or small")


def test_no_input(cli: Cli) -> None:
    cli("infer", HOTWORD, "--host").assert_refused("no --input", "random:SEED")


@pytest.mark.parametrize("seed", ["", "x", "-1", "1.5"])
def test_a_seed_that_is_no_number(cli: Cli, seed: str) -> None:
    cli("infer", HOTWORD, "--host", "--input", f"random:{seed}").assert_refused("whole number")


def test_an_input_that_is_not_there(cli: Cli) -> None:
    cli("infer", HOTWORD, "--host", "--input", "a.npy").assert_refused("a.npy", "no such file")


def test_an_input_that_is_no_array(cli: Cli, tmp_path: Path) -> None:
    for content in (b"", b"text", b"\x93NUMPY\x01\x00", b"PK\x03\x04broken"):
        (tmp_path / "a.npy").write_bytes(content)
        cli("infer", HOTWORD, "--host", "--input", tmp_path / "a.npy").assert_refused("not a .npy or .npz")


def test_an_input_with_pickled_objects(cli: Cli, tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.array([{}], dtype=object), allow_pickle=True)
    cli("infer", HOTWORD, "--host", "--input", tmp_path / "a.npy").assert_refused("not a .npy or .npz")


def test_an_input_of_another_shape(cli: Cli, tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros([49, 40], np.int8))
    result = cli("infer", HOTWORD, "--host", "--input", tmp_path / "a.npy")
    result.assert_refused("shape [49, 40]", "the model takes [1, 1960]")


def test_an_input_of_another_type(cli: Cli, tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros([1, 1960], np.float32))
    result = cli("infer", HOTWORD, "--host", "--input", tmp_path / "a.npy")
    result.assert_refused("input 0 is float32", "the model takes int8")


def test_one_array_for_two_inputs(cli: Cli, tmp_path: Path) -> None:
    model = reshapes(tmp_path / "m.tflite", [(2,), (2,)])
    np.save(tmp_path / "a.npy", np.zeros(2, np.int8))
    result = cli("infer", model, "--host", "--input", tmp_path / "a.npy")
    result.assert_refused("the model has 2 inputs", ".npz file with input0, input1")


def test_arrays_of_other_names(cli: Cli, tmp_path: Path) -> None:
    model = reshapes(tmp_path / "m.tflite", [(2,), (2,)])
    np.savez(tmp_path / "a.npz", x=np.zeros(2, np.int8), input0=np.zeros(2, np.int8))
    cli("infer", model, "--host", "-i", tmp_path / "a.npz").assert_refused("it holds input0, x", "input1")


def test_outputs_that_cannot_be_written(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cli("infer", HOTWORD, *HOST, "--output", tmp_path / "file").assert_refused("is no folder")


@pytest.mark.parametrize("operator", ["HASHTABLE_LOOKUP", "MyOwnOperator"])
def test_operators_that_are_missing_are_named(cli: Cli, tmp_path: Path, operator: str) -> None:
    model = with_operator(tmp_path / "m.tflite", operator)
    cli("infer", model, *HOST).assert_refused("not supported", operator)
    cli("infer", model, "--board", "bluepill", "--input", "random:0").assert_refused(
        "not supported", operator
    )
    shown = cli("inspect", model)
    assert (shown.status, f"not supported: {operator}" in shown.out) == (0, True)
    assert json.loads(cli("inspect", model, "--json").out)["unsupported"] == [operator]


@needs_compiler
def test_a_model_larger_than_flash(cli: Cli, tmp_path: Path) -> None:
    model = dense(tmp_path / "m.tflite", 1000, 70)
    result = cli("infer", model, "--board", "bluepill", "--input", "random:0")
    result.assert_refused("does not fit bluepill", f"{model.stat().st_size:,} bytes of model", "65,536")


@needs_compiler
def test_an_arena_larger_than_ram(cli: Cli, tmp_path: Path) -> None:
    model = reshapes(tmp_path / "m.tflite", [(30_000,)])
    result = cli("infer", model, "--board", "bluepill", "--input", "random:0")
    result.assert_refused("needs an arena of 60,", "of 20,480 bytes of RAM", "missing")


@needs_compiler
@pytest.mark.parametrize("place", [["--host"], ["--board", "bench_m3"]])
def test_what_the_runtime_refuses_comes_with_its_reason(cli: Cli, tmp_path: Path, place: list[str]) -> None:
    model = with_operator(tmp_path / "m.tflite", "CONV_2D")  # without weights
    result = cli("infer", model, *place, "--input", "random:0")
    result.assert_refused("the runtime refuses it", "CONV_2D")
    assert "CONV_2D" in json.loads(cli("inspect", model, "--json").out)["problem"]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_escapes_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(dense(tmp_path / "m.tflite", 4, 2).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(8, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.tflite"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    with contextlib.suppress(VBoardError):
        read_model(path)


def hybrid(path: Path) -> Path:
    """What dynamic range quantisation makes: float32 activations, int8 weights."""
    writer = ModelWriter()
    given, made = writer.tensor([1, 4], "float32"), writer.tensor([1, 3], "float32")
    weights = writer.tensor([3, 4], "int8", 0.01, data=np.ones([3, 4]))
    writer.operator("FULLY_CONNECTED", [given, weights, -1], [made], (8, {}))
    path.write_bytes(writer.finish([given], [made]))
    return path


def test_a_hybrid_model_is_named_as_one(cli: Cli, tmp_path: Path) -> None:
    path = hybrid(tmp_path / "m.tflite")
    cli("infer", path, *HOST).assert_refused(
        "FULLY_CONNECTED with float32 input and int8 weights", "hybrid model"
    )
    assert "hybrid model" in " ".join(cli("inspect", path).out.split())


def test_a_tensor_of_strings(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, 5, ("string", 1))
    writer = ModelWriter()
    given, made = writer.tensor([1], "string"), writer.tensor([1], "string")
    writer.operator("RESHAPE", [given], [made])
    path = tmp_path / "m.tflite"
    path.write_bytes(writer.finish([given], [made]))
    cli("infer", path, *HOST).assert_refused("not supported: tensor 0 holds strings")


def test_an_unknown_dimension(cli: Cli, tmp_path: Path) -> None:
    writer = ModelWriter()
    given, made = writer.tensor([-1, 4], "int8", 0.5), writer.tensor([-1, 4], "int8", 0.5)
    writer.operator("RELU", [given], [made])
    path = tmp_path / "m.tflite"
    path.write_bytes(writer.finish([given], [made]))
    cli("infer", path, *HOST).assert_refused("tensor 0 has an unknown dimension: [-1, 4]", "fixed shape")
