"""`vboard new`: an application that computes on a board what the runner and the host compute."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.projects.conftest import custom, float_dense, needs_compiler, needs_cross_compiler
from tests.support.command_line import Cli
from vboard.paths import ROOT

pytestmark = [needs_compiler, needs_cross_compiler]


def printed(text: str) -> list[str]:
    found = re.search(r"output 0:((?: \S+)+)", text)
    assert found, text
    return found[1].split()


def expected(cli: Cli, model: Path, *where: str) -> list[float]:
    result = cli("infer", model, *where, "--input", "random:0", "--json")
    assert result.status == 0, result.err
    values: list[float] = json.loads(result.out)["invocations"][0]["outputs"][0][0]
    return values


def test_quantised_model_on_the_blue_pill(cli: Cli, tmp_path: Path) -> None:
    """The hotword model stands for any: `vboard infer`, the embedded model and the host agree."""
    model = ROOT / "firmware" / "models" / "hotword.tflite"
    app = tmp_path / "words"
    assert cli("new", app, "--model", model).status == 0
    assert (app / "main.cc").read_text().count("\n") <= 40
    project = tmp_path / "project"
    assert cli("project", f"{app}", "-b", "bluepill", "--for", "make", "-o", project).status == 0
    subprocess.run(["make", "-s", "-j2"], cwd=project, check=True, capture_output=True)
    elf = project / "build" / "words.elf"
    run = cli("run", "bluepill", elf, "--for", "1")
    assert run.status == 0, run.err
    assert [int(value) for value in printed(run.out)] == expected(cli, model, "--board", "bluepill")
    assert "as on the host" in run.out
    tests = cli("test", app / "tests", "--board", "bluepill", "--elf", elf, "-r", tmp_path / "results")
    assert tests.status == 0, tests.out
    assert "3 passed" in tests.out


def test_float_model_on_this_computer(cli: Cli, tmp_path: Path) -> None:
    model = float_dense(tmp_path / "dense.tflite")
    app = tmp_path / "floats"
    assert cli("new", app, "--model", model).status == 0
    project = tmp_path / "project"
    assert cli("project", f"{app}", "--for", "portable", "-o", project).status == 0
    subprocess.run(["make", "-s", "-j2", "CXXFLAGS=-O0"], cwd=project, check=True, capture_output=True)
    done = subprocess.run([project / "floats"], capture_output=True, text=True, check=False)
    assert [float(v) for v in printed(done.stdout)] == pytest.approx(expected(cli, model, "--host"), abs=5e-4)
    assert "as on the host" in done.stdout


def test_nothing_is_overwritten_and_mistakes_are_one_line(cli: Cli, tmp_path: Path) -> None:
    model = float_dense(tmp_path / "dense.tflite")
    unknown = custom(tmp_path / "custom.tflite", "Mine")
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine")
    for arguments, message in (
        ((taken, "--model", model), "is not empty"),
        ((tmp_path / "while", "--model", model), "keyword"),
        ((tmp_path / "app", "--model", tmp_path / "absent.tflite"), "No such file"),
        ((tmp_path / "app", "--model", unknown), "not supported: Mine"),
    ):
        result = cli("new", *arguments)
        assert (result.status, result.err.count("\n")) == (2, 1), result.err
        assert message in result.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["custom.tflite", "dense.tflite", "taken"]
    assert [path.name for path in taken.iterdir()] == ["letter.txt"]
