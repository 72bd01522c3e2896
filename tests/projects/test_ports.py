"""Every port of a tool answers all that an application of ours asks of a board."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.projects.compiling import M4, STANDINS, missing_of_the_board, own_sources
from tests.projects.conftest import needs_compiler, needs_cross_compiler
from tests.projects.test_project import write
from tests.support.command_line import Cli
from vboard.projects.__main__ import APPLICATIONS

PORTS = {
    "mbed": ("stm32f746g_disco", "ports/mbed"),
    "zephyr": ("bluepill", "ports/zephyr"),
    "keil": ("m4", "ports/keil_generic"),
}
"""Tool -> board and folder of the port; that of Arduino is below."""


@needs_cross_compiler
@pytest.mark.parametrize("app", APPLICATIONS)
@pytest.mark.parametrize("tool", list(PORTS))
def test_no_function_of_the_board_is_missing(cli: Cli, tmp_path: Path, tool: str, app: str) -> None:
    board, port = PORTS[tool]
    folder = write(cli, tmp_path / "a", app, "--board", board, "--for", tool)
    compiler = ["arm-none-eabi-g++", *M4, "-I.", f"-I{port}", f"-Iapps/{app}", "-Iruntime"]
    compiler += ["-DFLASH_BYTES=1", "-DRAM_BYTES=1"]  # as the project for µVision says
    assert not missing_of_the_board([*compiler, f"-I{STANDINS / tool}"], folder, own_sources(folder))


@needs_cross_compiler
@pytest.mark.parametrize("board", ["nano33ble", "generic"])
@pytest.mark.parametrize("app", APPLICATIONS)
def test_no_function_of_the_board_is_missing_in_an_arduino_library(
    cli: Cli, tmp_path: Path, app: str, board: str
) -> None:
    (library,) = write(cli, tmp_path / "a", app, "--board", board, "--for", "arduino").iterdir()
    sources = [f"src/{name.relative_to(library / 'src')}" for name in library.glob("src/apps/*/*.cpp")]
    compiler = ["arm-none-eabi-g++", *M4, "-Isrc", f"-I{STANDINS / 'arduino'}"]
    if board == "nano33ble":
        compiler.append("-DARDUINO_ARDUINO_NANO33BLE")
    assert not missing_of_the_board(compiler, library, [*sources, "src/board.cpp"])


@needs_compiler
@pytest.mark.parametrize(
    ("app", "said"),
    [("hello", "keys come back"), pytest.param("benchmark", "inference 3", marks=pytest.mark.long)],
)
def test_a_computer_runs_what_hears_nothing(cli: Cli, tmp_path: Path, app: str, said: str) -> None:
    folder = write(cli, tmp_path / "a", app, "--for", "portable")
    done = subprocess.run(
        ["make", "-s", "-j2", "CXXFLAGS=-O0", "check"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert said in done.stdout
