"""Fixtures: the command line, small models, what this machine must have."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support.command_line import Cli
from vboard.inference.writer import ModelWriter
from vboard.paths import ROOT

HOTWORD = ROOT / "firmware" / "models" / "hotword.tflite"
_GOLDENS = json.loads((Path(__file__).parent / "goldens.json").read_text(encoding="utf-8"))
GOLDENS: dict[str, dict[str, list[list[int]]]] = {n: g["outputs"] for n, g in _GOLDENS.items()}
"""Model file -> seed -> flat values of each output (make_goldens.py)."""
SHARED = Path(os.environ.get("VBOARD_SHARED") or ROOT.parent / "shared")

needs_compiler = pytest.mark.skipif(
    shutil.which("arm-none-eabi-g++") is None, reason="no arm-none-eabi-g++ to build the runner"
)


def model_file(name: str) -> Path:
    """A model with goldens: of this repository, or a published one; skips when it is absent."""
    path = HOTWORD if name == HOTWORD.name else SHARED / "data" / "models" / name
    if not path.is_file():
        pytest.skip(f"{path}: published model is not there")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    assert found == _GOLDENS[name]["sha256"], f"{path} changed: run python -m tests.inference.make_goldens"
    return path


def reshapes(path: Path, shapes: list[tuple[int, ...]], kind: str = "int8") -> Path:
    """A model that gives each of its inputs back, flat."""
    writer = ModelWriter()
    inputs, outputs = [], []
    for shape in shapes:
        size = int(np.prod(shape))
        inputs.append(writer.tensor(shape, kind))
        outputs.append(writer.tensor([size], kind))
        new_shape = writer.tensor([1], "int32", data=np.array([size]))
        writer.operator("RESHAPE", [inputs[-1], new_shape], [outputs[-1]])
    path.write_bytes(writer.finish(inputs, outputs))
    return path


def with_operator(path: Path, name: str) -> Path:
    """A model of one operator that has one input and one output."""
    writer = ModelWriter()
    given, made = writer.tensor([1, 4], "int8", 0.5), writer.tensor([1, 4], "int8", 0.5)
    writer.operator(name, [given], [made])
    path.write_bytes(writer.finish([given], [made]))
    return path


def dense(path: Path, inputs: int, outputs: int) -> Path:
    """A fully connected layer; its weights are `inputs` * `outputs` bytes."""
    writer = ModelWriter()
    given = writer.tensor([1, inputs], "int8", 0.5)
    weights = writer.tensor([outputs, inputs], "int8", 0.01, data=np.ones([outputs, inputs]))
    made = writer.tensor([1, outputs], "int8", 0.5)
    writer.operator("FULLY_CONNECTED", [given, weights, -1], [made], (8, {}))
    path.write_bytes(writer.finish([given], [made]))
    return path


def infer_json(cli: Cli, *arguments: object) -> dict[str, Any]:
    """What `vboard infer … --json` prints; the command must succeed."""
    result = cli("infer", *arguments, "--json")
    assert result.status == 0, result.err
    record: dict[str, Any] = json.loads(result.out)
    return record
