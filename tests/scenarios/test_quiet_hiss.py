"""A microphone's own hiss is silence: at a few steps of the converter it must not sound like an S."""

from __future__ import annotations

import numpy as np
import pytest

from tests.scenarios.test_real_speech import heard
from tests.support.boards import FIRST_OF_CORE
from vboard.boards.table import BOARDS
from vboard.builtin.builtin_session import BuiltinSession
from vboard.images.image import read_image
from vboard.paths import ROOT
from vboard.player.audio import RATE, Clip
from vboard.player.playback import Job, play

SECONDS = 3


def hiss() -> Clip:
    """Noise above 6 kHz of 2 steps (RMS), as shaped dither leaves it in recordings of nothing."""
    signal = pytest.importorskip("scipy.signal", reason="the filter needs the audio extra")
    high_pass = signal.butter(4, 6000, "high", fs=RATE)
    noise = signal.lfilter(*high_pass, np.random.default_rng(3).normal(0, 1, SECONDS * RATE))
    samples = np.round(noise / noise.std() * 2).astype("<i2")
    assert 4 < np.abs(samples).max() < 16
    return Clip("hiss", samples.tobytes(), "made by this test")


@pytest.mark.parametrize("board", FIRST_OF_CORE)
def test_nothing_is_heard_in_quiet_hiss(board: str) -> None:
    image = BOARDS[board].image("hotword")
    if not image.is_file():
        pytest.skip(f"hotword is not built for {board}: run 'make firmware'")
    session = BuiltinSession(ROOT)
    try:
        result = play(session, Job(BOARDS[board], "hotword", read_image(image), (hiss(),)), lambda *_: None)
    finally:
        session.close()
    assert result.failure is None
    assert heard(result) == []
