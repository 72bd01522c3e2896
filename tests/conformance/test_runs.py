"""Whole runs of the hotword, as a real Renode recorded them with `vboard compare --record`."""

from __future__ import annotations

import functools
import json

import pytest

from tests.conformance.corpus import folder
from vboard.boards.table import BOARDS
from vboard.commands.planning import plan
from vboard.engine.selection import open_session
from vboard.player.playback import play
from vboard.report.comparison import Difference, check_comparable, compare, fingerprint
from vboard.report.record import to_record
from vboard.targets.target import find_target

RECORDS = sorted(path.stem for path in (folder() / "runs").glob("*.json"))


def test_both_boards_have_a_record() -> None:
    assert {"bluepill", "stm32f746g_disco"} <= set(RECORDS) <= set(BOARDS)


@functools.cache
def differences(board: str) -> tuple[Difference, ...]:
    """Between a run here and the recorded one, of the very same image and clip."""
    stored = json.loads((folder() / "runs" / f"{board}.json").read_text(encoding="utf-8"))
    image = folder() / "runs" / f"{board}_hotword.elf"
    (job,) = plan([find_target(board, str(image))], "hotword", [], False, None, 2.0)
    if fingerprint(job)["audio"] != stored["scenario"]["audio"]:
        pytest.skip("the demo clip is another one than that of the record")
    check_comparable(stored, board, "hotword", fingerprint(job))
    session = open_session("builtin", folder())
    try:
        run = to_record(play(session, job, lambda run, events: None))
    finally:
        session.close()
    return tuple(compare(run, stored["run"]))


@pytest.mark.parametrize("board", RECORDS)
def test_lines_leds_and_times_are_renodes(board: str) -> None:
    assert [found.text for found in differences(board) if found.what != "figure"] == []


@pytest.mark.xfail(strict=True, reason="the engine counts 2 % fewer cycles a slice than Renode does")
@pytest.mark.parametrize("board", RECORDS)
def test_what_the_firmware_measures_is_renodes(board: str) -> None:
    assert [found.text for found in differences(board) if found.what == "figure"] == []
