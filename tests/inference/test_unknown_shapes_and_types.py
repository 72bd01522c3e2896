"""Models whose shapes or element types no microcontroller runtime can have: the refusal names the cause."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.command_line import Cli
from vboard.inference.model import TYPES, read_model
from vboard.inference.writer import ModelWriter, Vector

HOST = ("--host", "--input", "random:0")


@pytest.mark.parametrize(
    ("number", "name", "cause"),
    [
        (14, "variant", "tensor 0 holds a list of tensors (variant)"),
        (11, "complex128", "tensor 0 is of type complex128, which no kernel computes with"),
        (18, "bfloat16", "tensor 0 is of type bfloat16"),
        (20, "uint4", "tensor 0 is of type uint4"),
    ],
)
def test_an_element_type_without_kernels_is_no_damage(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, name: str, cause: str
) -> None:
    monkeypatch.setitem(TYPES, number, (name, 1))
    writer = ModelWriter()
    given, made = writer.tensor([1], name), writer.tensor([1], name)
    writer.operator("RESHAPE", [given], [made])
    path = tmp_path / "m.tflite"
    path.write_bytes(writer.finish([given], [made]))
    cli("infer", path, *HOST).assert_refused("not supported: " + cause)


def test_a_number_that_is_no_type_is_damage(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, 99, ("nonsense", 1))
    writer = ModelWriter()
    given = writer.tensor([1], "nonsense")
    writer.operator("RELU", [given], [given])
    path = tmp_path / "m.tflite"
    path.write_bytes(writer.finish([given], [given]))
    monkeypatch.delitem(TYPES, 99)
    cli("infer", path, *HOST).assert_refused("damaged .tflite model: tensor 0 is of unknown type 99")


def placeholder(path: Path, signature: list[int]) -> Path:
    """A model whose input is written as 1 by 1 and read as 4 values: prepare fails."""
    writer = ModelWriter()
    given, made = writer.tensor([1, 1], "int8", 0.5), writer.tensor([1, 4], "int8", 0.5)
    writer.tensors[given] = {**writer.tensors[given], 7: Vector("i", signature)}
    shape = writer.tensor([2], "int32", data=np.array([1, 4]))
    writer.operator("RESHAPE", [given, shape], [made])
    path.write_bytes(writer.finish([given], [made]))
    return path


def test_a_refusal_says_that_the_input_has_no_fixed_size(cli: Cli, tmp_path: Path) -> None:
    result = cli("infer", placeholder(tmp_path / "m.tflite", [-1, -1]), *HOST)
    result.assert_refused(
        "the runtime refuses it", "input 0 has unknown dimensions, [-1, -1]", "a fixed shape"
    )


def test_an_unknown_batch_is_not_blamed(cli: Cli, tmp_path: Path) -> None:
    model = placeholder(tmp_path / "m.tflite", [-1, 1])
    result = cli("infer", model, *HOST)
    result.assert_refused("the runtime refuses it")
    assert "unknown dimensions" not in result.err
    assert read_model(model).shape_advice == ""
