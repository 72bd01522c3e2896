"""Which boards a suite is run for."""

from __future__ import annotations

from pathlib import Path

import pytest

from vboard.robot.suites import for_boards

SUITE = "*** Settings ***\nMetadata    Boards    {boards}\n\n*** Test Cases ***\nOne\n    Log    one\n"
BOARDS = ["bluepill", "nano33ble"]


@pytest.mark.parametrize(
    ("listed", "boards", "variables", "expected"),
    [
        ("all", BOARDS, {}, BOARDS),
        ("all", BOARDS, {"BOARD": "mine"}, ["mine"]),
        ("all", [], {}, [""]),
        ("nano33ble", BOARDS, {}, ["nano33ble"]),
        ("nano33ble, apollo3_evb", BOARDS, {}, ["nano33ble"]),
        ("nano33ble, bluepill", BOARDS, {"BOARD": "bluepill"}, ["bluepill"]),
        ("nano33ble", BOARDS, {"BOARD": "bluepill"}, []),
    ],
)
def test_all_boards_or_those_that_the_suite_lists(
    tmp_path: Path, listed: str, boards: list[str], variables: dict[str, object], expected: list[str]
) -> None:
    file = tmp_path / "suite.robot"
    file.write_text(SUITE.format(boards=listed))
    assert [each.board for each in for_boards([file], boards, variables)] == expected
