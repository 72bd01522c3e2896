"""Every board boots, says what it is and starts to listen without a warning of the engine."""

from __future__ import annotations

import pytest

from vboard.boards.table import BOARDS
from vboard.engine.events import MILLISECOND
from vboard.engine.selection import open_session
from vboard.images.image import read_image
from vboard.paths import ROOT
from vboard.player.playback import Job, Run, play


def boot(board: str) -> Run:
    image = BOARDS[board].image("hotword")
    if not image.is_file():
        pytest.skip("the firmware is not built")
    session = open_session("builtin", ROOT)
    try:
        job = Job(BOARDS[board], "hotword", read_image(image), (), 50 * MILLISECOND)
        return play(session, job, lambda *_: None)
    finally:
        session.close()


@pytest.mark.parametrize("board", [each.name for each in BOARDS.values()])
def test_no_warning_that_the_row_does_not_name(board: str) -> None:
    run = boot(board)
    assert any("listening" in line.text for line in run.lines)
    assert [entry.text for entry in run.unexpected] == []


@pytest.mark.parametrize("board", [each.name for each in BOARDS.values() if each.known_warnings])
def test_what_a_row_names_is_said(board: str) -> None:
    texts = [entry.text for entry in boot(board).log]
    for known in BOARDS[board].known_warnings:
        assert any(text.startswith(known) for text in texts)
