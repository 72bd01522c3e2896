"""Boards with a microphone of their own hear by it what they hear by the audio UART."""

from __future__ import annotations

import pytest

from vboard.boards.table import BOARDS
from vboard.engine.events import UartLine
from vboard.engine.selection import open_session
from vboard.images.image import read_image
from vboard.paths import ROOT
from vboard.player.audio import load_clip
from vboard.player.playback import Job, play

YES = ROOT / "robot_tests" / "audio" / "yes.wav"


def heard(board: str, app: str, microphone: bool) -> list[str]:
    image = BOARDS[board].image(app)
    if not image.is_file():
        pytest.skip("the firmware is not built")
    session = open_session("builtin", ROOT)
    try:
        job = Job(BOARDS[board], app, read_image(image), (load_clip(YES),), microphone=microphone)
        run = play(session, job, lambda *_: None)
    finally:
        session.close()
    assert run.failure is None
    return [e.text for e in run.events if isinstance(e, UartLine) and e.text.startswith("Heard")]


@pytest.mark.parametrize("board", [each.name for each in BOARDS.values() if each.microphone is not None])
def test_the_same_word_at_the_same_sample(board: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VBOARD_STRICT", raising=False)
    assert heard(board, "hotword_microphone", True) == heard(board, "hotword", False) != []
