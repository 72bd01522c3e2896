"""Whole runs of the hotword, as a real Renode recorded them with `vboard compare --record`."""

from __future__ import annotations

import functools
import json
import re

import pytest

from tests.conformance.corpus import folder
from vboard.boards.table import BOARDS
from vboard.commands.planning import plan
from vboard.engine.selection import open_session
from vboard.paths import FILES
from vboard.player.playback import play
from vboard.report.comparison import Difference, Record, check_comparable, compare, fingerprint
from vboard.report.record import to_record
from vboard.targets.target import find_target

CLIP = FILES / "robot_tests/audio/demo.wav"
INSTRUCTIONS = 5e-6
"""Interrupts arrive at other instructions: how far counts of 200 million may part."""
RECORDS = sorted(path.stem for path in (folder() / "runs").glob("*.json"))


def test_both_boards_have_a_record() -> None:
    assert {"bluepill", "stm32f746g_disco"} <= set(RECORDS) <= set(BOARDS)


@functools.cache
def runs(board: str) -> tuple[Record, Record]:
    """The recorded run, and one here of the very same image and clip."""
    stored = json.loads((folder() / "runs" / f"{board}.json").read_text(encoding="utf-8"))
    image = folder() / "runs" / f"{board}_hotword.elf"
    (job,) = plan([find_target(board, str(image))], "hotword", [CLIP], False, None, 2.0)
    check_comparable(stored, board, "hotword", fingerprint(job))
    session = open_session("builtin", folder())
    try:
        run = to_record(play(session, job, lambda run, events: None))
    finally:
        session.close()
    return stored["run"], run


def differences(board: str) -> list[Difference]:
    stored, run = runs(board)
    return compare(run, stored)


def cycles(run: Record, name: str) -> list[int]:
    """What the firmware printed behind `name`, line by line."""
    lines = [re.search(f"{name} ([0-9]+)", line["text"]) for line in run["console"]]
    return [int(found[1]) for found in lines if found]


@pytest.mark.parametrize("board", RECORDS)
def test_lines_leds_and_times_are_renodes(board: str) -> None:
    assert [found.text for found in differences(board) if found.what != "figure"] == []


@pytest.mark.parametrize("board", RECORDS)
def test_what_the_firmware_measures_is_renodes(board: str) -> None:
    assert [found.text for found in differences(board) if found.what == "figure"] == []


@pytest.mark.parametrize("board", RECORDS)
def test_executed_instructions_are_renodes(board: str) -> None:
    stored, run = runs(board)
    assert run["instructions"] == pytest.approx(stored["instructions"], rel=INSTRUCTIONS)


@pytest.mark.parametrize("board", RECORDS)
def test_cycles_are_renodes_but_for_its_step(board: str) -> None:
    """Renode's clock moves in whole nanoseconds: CYCCNT in steps of 9 cycles at 72 MHz, of 27 at 216 MHz."""
    stored, run = runs(board)
    step = {"bluepill": 9, "stm32f746g_disco": 27}[board]
    for name in ("cycles per inference", "per slice"):
        theirs, ours = cycles(stored, name), cycles(run, name)
        assert len(theirs) == 5
        assert {count % step for count in theirs} == {0}
        assert ours == pytest.approx(theirs, abs=2 * step)
