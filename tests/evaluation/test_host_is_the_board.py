"""The application on this machine prints the very lines that a board prints."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from vboard.boards.table import BOARDS
from vboard.builtin.builtin_session import BuiltinSession
from vboard.evaluation.chain import Application, build_library
from vboard.evaluation.clips import read_audio
from vboard.images.image import read_image
from vboard.paths import ROOT
from vboard.player.audio import load_clip
from vboard.player.playback import Job, play

AUDIO = ROOT / "robot_tests" / "audio"
MODEL = ROOT / "firmware" / "models" / "hotword.tflite"


def lines_of_board(board: str, path: Path) -> list[str]:
    image = BOARDS[board].image("hotword")
    if not image.is_file():
        pytest.skip(f"hotword is not built for {board}: run 'make firmware'")
    session = BuiltinSession(ROOT)
    try:
        job = Job(BOARDS[board], "hotword", read_image(image), (load_clip(path),))
        result = play(session, job, lambda *_: None)
    finally:
        session.close()
    assert result.failure is None
    texts = [line.text.strip() for line in result.lines]
    assert all(re.search(r" 0 samples lost", text) for text in texts if text.startswith("stats"))
    return [text for text in texts if text.startswith("Heard")]


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Application:
    pytest.importorskip("soundfile", reason="reading recordings needs the audio extra")
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    return Application(build_library(tmp_path_factory.mktemp("host")), MODEL)


@pytest.mark.parametrize("board", list(BOARDS))
def test_board_and_host_print_the_same_lines(board: str, application: Application) -> None:
    clip = AUDIO / "demo.wav"
    heard = [str(line) for line in application.hear(read_audio(clip)).lines]
    assert len(heard) == 2
    assert lines_of_board(board, clip) == heard
