"""Options of a run of suites."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard.errors import VBoardError
from vboard.robot.options import SuiteOptions

EVERY_BOARD = "*** Settings ***\nMetadata    Boards    all\n\n*** Test Cases ***\nPasses\n    No Operation\n"


def test_a_suite_for_every_board_is_found_once_for_each_and_then_chosen_from(tmp_path: Path) -> None:
    suite = tmp_path / "every.robot"
    suite.write_text(EVERY_BOARD)
    options = SuiteOptions(boards=["bluepill", "nano33ble"])
    assert [file.board for file in options.suites([suite])] == ["bluepill", "nano33ble"]
    last = SuiteOptions(boards=["bluepill", "nano33ble"], choose=lambda files: files[-1:])
    assert [file.board for file in last.suites([suite])] == ["nano33ble"]


def test_no_suite_is_refused() -> None:
    with pytest.raises(VBoardError, match="no suites given"):
        SuiteOptions().suites([])


def test_the_results_folder_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert SuiteOptions(output_dir="out").directory == tmp_path.resolve() / "out"


def test_variables_and_tags_become_arguments() -> None:
    options = SuiteOptions(
        variables={"ELF": "my image.elf", "RATE": 3}, include=["a", "b"], exclude=["slow"], stop_on_error=True
    )
    assert options.selection() == [
        "--include=a",
        "--include=b",
        "--exclude=slow",
        "--variable=ELF:my image.elf",
        "--variable=RATE:3",
        "--stop-on-error",
    ]
    assert SuiteOptions().selection() == []
