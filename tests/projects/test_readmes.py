"""The README of a project is typed as it stands, as far as its programs are here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects.conftest import needs_compiler, needs_cross_compiler
from tests.projects.test_project import needs_cmake, write
from tests.support.command_line import Cli
from vboard.projects.project import TOOLS, boards_of

NOT_HERE = {
    *("st-flash", "openocd", "JLinkExe", "bossac", "#"),  # a board to flash
    *("mbed-tools", "mbed", "arduino-cli", "pio", "west"),  # their registries, or the whole of their system
}
"""Programs that a README names and that nothing here could run."""
PLACES = r"`((?:[\w.-]+/)+[\w.-]*)`"
MADE = re.compile(r"build/|cmake_build/|\.pio/|PATH/|core/|kernels/")


def commands(readme: str) -> list[str]:
    """Indented lines; one that ends with a backslash goes on."""
    joined = readme.replace("\\\n", " ")
    return [line.strip() for line in re.findall(r"^ {4}(\S.*)$", joined, re.MULTILINE)]


@needs_compiler
@needs_cross_compiler
@needs_cmake
@pytest.mark.parametrize(
    ("tool", "board"), [("make", "ecm3531_evb"), ("cmake", "nano33ble"), ("portable", "")]
)
def test_the_steps_work(cli: Cli, tmp_path: Path, tool: str, board: str) -> None:
    where = ["--board", board] if board else []
    folder = write(cli, tmp_path / "a", "hello", *where, "--for", tool)
    readme = (folder / "README.md").read_text()
    typed = ["make -j2"] if re.match(r"# .*\n\n`make` builds", readme) else []
    typed += [each for each in commands(readme) if each.split()[0] not in NOT_HERE]
    assert typed
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command in typed:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
    assert "hello on" in done.stdout


def projects() -> list[tuple[str, str]]:
    return [(name, board) for name, tool in TOOLS.items() for board in boards_of(tool) or ("",)]


@pytest.mark.parametrize(("tool", "board"), projects())
def test_what_is_named_is_there(cli: Cli, tmp_path: Path, tool: str, board: str) -> None:
    where = ["--board", board] if board else []
    folder = write(cli, tmp_path / "a", "hotword", *where, "--for", tool)
    (file,) = folder.rglob("README.md")
    readme = file.read_text()
    named = [each for each in re.findall(PLACES, readme) if not MADE.match(each)]
    assert named or tool == "arduino"
    for place in named:
        assert (file.parent / place).exists(), place
    for command in commands(readme):
        program = command.split()[0]
        assert program in {*NOT_HERE, "make", "cmake", "vboard"} or "hotword" in program, command
    assert TOOLS[tool].checked in readme
