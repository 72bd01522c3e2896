"""`make check-firmware`: somebody's image and suites on one of our boards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.elf import make_firmware

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "check_firmware.py"
SUITE = """*** Settings ***
Resource    ${RENODEKEYWORDS}

*** Test Cases ***
Loads
    Execute Command    $bin=@${ELF}
    Execute Command    include @${RENODE_FILES}/scripts/${BOARD}.resc
    File Should Exist    ${FIRMWARE}/${BOARD}/hotword.elf
    ${found} =    Execute Command    sysbus ReadDoubleWord 0x08000000
    Should Start With    ${found}    0x

Fails
    Fail    on purpose
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app.elf").write_bytes(make_firmware())
    (tmp_path / "board.robot").write_text(SUITE, encoding="utf-8")
    return tmp_path


def check(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(SCRIPT.parents[1]), "FROM": str(folder), **variables}
    return subprocess.run(
        [sys.executable, SCRIPT], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("fixture", "status"), [("Loads", 0), ("", 1), ("No Such Test", 1)])
def test_a_suite_finds_image_and_board(folder: Path, fixture: str, status: int) -> None:
    done = check(
        folder, BOARD="bluepill", ELF="app.elf", SUITES="board.robot", FIXTURE=fixture, RESULTS="out"
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert (folder / "out" / "xunit.xml").is_file() is (fixture != "No Such Test")


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, "BOARD and ELF are needed"),
        ({"BOARD": "bluepill", "ELF": "none.elf"}, "none.elf: no such file"),
        ({"BOARD": "bluepil", "ELF": "app.elf"}, "did you mean 'bluepill'?"),
        ({"BOARD": "bluepill", "ELF": "board.robot"}, "board.robot"),
    ],
)
def test_mistakes_are_refused(folder: Path, variables: dict[str, str], words: str) -> None:
    done = check(folder, **variables)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
