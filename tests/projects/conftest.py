"""Models that tests draw: a sine of one input, a layer of floats, a custom operator."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from vboard.inference.writer import ModelWriter
from vboard.paths import ROOT

HOTWORD = ROOT / "firmware" / "models" / "hotword.tflite"
needs_cross_compiler = pytest.mark.skipif(
    shutil.which("arm-none-eabi-g++") is None, reason="no arm-none-eabi-g++: make setup"
)
needs_compiler = pytest.mark.skipif(shutil.which("g++") is None, reason="no g++ to compile what was written")


def float_dense(path: Path) -> Path:
    """A fully connected layer of floats: 4 inputs, 2 outputs."""
    writer = ModelWriter()
    given = writer.tensor([1, 4], "float32")
    weights = writer.tensor([2, 4], "float32", data=np.arange(8, dtype=np.float32).reshape(2, 4))
    made = writer.tensor([1, 2], "float32")
    writer.operator("FULLY_CONNECTED", [given, weights, -1], [made], (8, {}))
    path.write_bytes(writer.finish([given], [made]))
    return path


def wide_speech(path: Path) -> Path:
    """49 x 40 features, a layer of 40 neurons and one of four: 80 KB."""
    writer = ModelWriter()
    given, hidden = writer.tensor([1, 1960], "int8", 0.5), writer.tensor([1, 40], "int8", 0.5)
    made = writer.tensor([1, 4], "int8", 0.5)
    for one, other, shape in ((given, hidden, (40, 1960)), (hidden, made, (4, 40))):
        weights = writer.tensor(list(shape), "int8", 0.5, data=np.ones(shape, np.int8))
        writer.operator("FULLY_CONNECTED", [one, weights, -1], [other], (8, {}))
    path.write_bytes(writer.finish([given], [made]))
    return path


def custom(path: Path, name: str) -> Path:
    """One custom operator of four bytes."""
    writer = ModelWriter()
    given, made = writer.tensor([1, 4], "int8", 0.5), writer.tensor([1, 4], "int8", 0.5)
    writer.operator(name, [given], [made])
    path.write_bytes(writer.finish([given], [made]))
    return path
