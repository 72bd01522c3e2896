"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest

def test_console(uart):
    assert uart.wait_for("ready").time < 0.001

def test_led(board, led):
    board.console.write("!")
    led.wait_for(on=True)

@pytest.mark.vboard("bluepil")
def test_marked_wrongly(board):
    pass

def test_fails(board, uart):
    uart.wait_for("ready")
    board.sysbus.ReadDoubleWord(0x50000000)
    assert False, "on purpose"
"""


def run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run pytest with nothing but this plugin."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "vboard.api.pytest_plugin",
            "-p",
            "no:cacheprovider",
            *options,
        ],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTEST_ADDOPTS": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_fixtures_marks_and_what_stands_below_a_failure(tmp_path: Path, echo_elf: Path) -> None:
    (tmp_path / "test_echo.py").write_text(TESTS, encoding="utf-8")

    done = run(tmp_path, "--strict-markers", "--vboard-board=bluepill", f"--vboard-elf={echo_elf}")

    assert "2 passed" in done.stdout, done.stdout + done.stderr
    assert "1 failed, 2 passed, 1 error" in done.stdout
    assert "unknown board 'bluepil'; did you mean 'bluepill'?" in done.stdout
    below = done.stdout[done.stdout.index("on purpose") :]
    assert "console of bluepill" in below
    assert "\nready\n" in below
    assert "log of bluepill" in below
    assert "[WARNING] sysbus: ReadDoubleWord from non existing peripheral at 0x50000000" in below


def test_settings(tmp_path: Path, echo_elf: Path) -> None:
    (tmp_path / "pytest.ini").write_text(
        f"[pytest]\nvboard_board = bluepill\nvboard_elf = {echo_elf}\n", encoding="utf-8"
    )
    (tmp_path / "test_echo.py").write_text(TESTS, encoding="utf-8")

    assert "2 passed" in run(tmp_path, "-k", "console or led").stdout


def test_without_a_board_it_says_how(tmp_path: Path) -> None:
    (tmp_path / "test_echo.py").write_text(TESTS, encoding="utf-8")

    done = run(tmp_path, "-k", "console")

    assert done.returncode != 0
    assert "which board?" in done.stdout + done.stderr


@pytest.mark.parametrize("option", ["--vboard-board", "--vboard-elf"])
def test_options_are_in_the_help(tmp_path: Path, option: str) -> None:
    assert option in run(tmp_path, "--help").stdout
