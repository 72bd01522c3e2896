"""Projects of the application that hears by the board's own microphone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.projects.conftest import needs_compiler, needs_cross_compiler
from tests.projects.test_project import YES, build, built_with_make, write
from tests.support.command_line import Cli


@needs_cross_compiler
@pytest.mark.parametrize("board", ["apollo3_evb", "nano33ble"])
def test_the_application_of_the_microphone_builds_and_hears(cli: Cli, tmp_path: Path, board: str) -> None:
    folder = write(cli, tmp_path / "a", "hotword_microphone", "--board", board, "--for", "make")
    elf = built_with_make(folder, board, "hotword_microphone")
    result = cli("run", board, elf, "--microphone", "--audio", YES)
    assert result.status == 0, result.err
    assert re.findall(r"Heard (\w+)", result.out) == ["yes"]


@needs_compiler
def test_the_application_of_the_microphone_hears_standard_input(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hotword_microphone", "--for", "portable")
    build("make", "-j2", "CXXFLAGS=-O1 -Wall -Wextra -Werror", folder=folder)
    heard = subprocess.run(["make", "-s", "check"], cwd=folder, capture_output=True, text=True, check=True)
    assert re.findall(r"Heard (\w+)", heard.stdout) == ["yes"]


@pytest.mark.parametrize(
    ("tool", "board"),
    [("make", "bluepill"), ("mbed", "stm32f746g_disco"), ("zephyr", "nano33ble"), ("arduino", "nano33ble")],
)
def test_a_target_without_a_microphone_is_refused(cli: Cli, tmp_path: Path, tool: str, board: str) -> None:
    result = cli("project", "hotword_microphone", "--board", board, "--for", tool, "--out", tmp_path / "a")
    result.assert_refused("hotword_microphone: no microphone in ")
    assert not (tmp_path / "a").exists()


def test_a_microphone_is_part_of_no_other_project(cli: Cli, tmp_path: Path) -> None:
    folder = write(cli, tmp_path / "a", "hello", "--board", "nano33ble", "--for", "make")
    assert not list(folder.rglob("microphone.cc"))
