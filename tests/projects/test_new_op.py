"""`vboard new-op`: a kernel that registers, refuses, computes; NumPy is the oracle."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.projects.conftest import needs_compiler
from tests.support.command_line import Cli
from vboard.inference.inputs import draw_inputs
from vboard.inference.model import read_model


@needs_compiler
def test_a_kernel_goes_into_an_application(cli: Cli, tmp_path: Path) -> None:
    kernel = tmp_path / "kernel"
    assert cli("new-op", "Cube", "--out", kernel).status == 0
    source = kernel / "op_Cube.cc"
    source.write_text(source.read_text().replace("{ return x; }", "{ return x * x * x; }"))
    make_model = [sys.executable, str(kernel / "tests" / "make_Cube_model.py"), str(tmp_path)]
    subprocess.run(make_model, check=True)
    model = tmp_path / "Cube.tflite"
    app = tmp_path / "cubes"
    made = cli("new", app, "--model", model, "--own-op", "Cube")
    assert made.status == 0, made.err
    (app / source.name).write_bytes(source.read_bytes())
    project = tmp_path / "project"
    assert cli("project", f"{app}", "--for", "portable", "-o", project).status == 0
    build = ["make", "-s", "-j2", "CXXFLAGS=-O0 -Wall -Wextra -Werror"]
    subprocess.run(build, cwd=project, check=True, capture_output=True)
    done = subprocess.run([project / "cubes"], capture_output=True, text=True, check=False)
    found = re.search(r"output 0:((?: \S+)+)", done.stdout)
    assert found, done.stdout
    (given,) = draw_inputs(0, read_model(model))
    expected = np.power(given.flatten().astype(np.float64), 3)
    np.testing.assert_allclose([float(v) for v in found[1].split()], expected, atol=5.1e-4)
    assert "host" not in done.stdout  # nothing to compare with


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("while", "keyword"),
        ("CONV_2D", "the runtime has"),
        ("My-Op", "letters, digits"),
        ("Invoke", "template"),
    ],
)
def test_names_that_cannot_be_are_refused(cli: Cli, tmp_path: Path, name: str, message: str) -> None:
    result = cli("new-op", name, "--out", tmp_path / "out")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert message in result.err
    assert not (tmp_path / "out").exists()


def test_nothing_is_overwritten(cli: Cli, tmp_path: Path) -> None:
    assert cli("new-op", "Cube", "--out", tmp_path).status == 0
    (tmp_path / "op_Cube.cc").write_text("mine")
    assert cli("new-op", "Cube", "--out", tmp_path).status == 2
    assert (tmp_path / "op_Cube.cc").read_text() == "mine"
