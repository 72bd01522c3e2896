"""Words from a stream of sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from vboard.errors import RunFailedError
from vboard.evaluation.clips import RATE, read_audio
from vboard.training.recording import SECONDS, record_words


def steps(*words: float) -> Iterator[bytes]:
    """20 ms of sound at a time: two seconds of faint noise for each tone of that height."""
    rng = np.random.default_rng(1)
    for height in words:
        sound = rng.normal(0, 10, round(SECONDS * RATE))
        sound[8000:16000] += height * np.sin(2 * np.pi * 500 * np.arange(8000) / RATE)
        data = sound.astype("<i2").tobytes()
        for at in range(0, len(data), 640):
            yield data[at : at + 640]


def test_each_word_is_asked_for_and_kept(tmp_path: Path) -> None:
    told: list[str] = []
    made = record_words(steps(5000, 6000, 7000, 8000), ["on", "off"], tmp_path, 2, told.append)
    assert told == ["say 'on' (1 of 2)", "say 'on' (2 of 2)", "say 'off' (1 of 2)", "say 'off' (2 of 2)"]
    assert [str(path.relative_to(tmp_path)) for path in made] == [
        f"{word}/recorded-{number:03}.wav" for word in ("on", "off") for number in (1, 2)
    ]
    assert [round(int(np.abs(read_audio(path)).max()), -3) for path in made] == [5000, 6000, 7000, 8000]


def test_recordings_that_are_there_stay(tmp_path: Path) -> None:
    first = record_words(steps(5000), ["on"], tmp_path, 1, lambda _: None)[0].read_bytes()
    record_words(steps(6000), ["on"], tmp_path, 1, lambda _: None)
    assert (tmp_path / "on" / "recorded-001.wav").read_bytes() == first
    assert (tmp_path / "on" / "recorded-002.wav").exists()


def test_silence_is_asked_for_again_and_then_given_up(tmp_path: Path) -> None:
    told: list[str] = []
    record_words(steps(0, 5000), ["on"], tmp_path, 1, told.append)
    assert "nothing was heard; once more" in told
    with pytest.raises(RunFailedError, match="nothing was said in 3 tries"):
        record_words(steps(0, 0, 0), ["on"], tmp_path, 1, told.append)
    with pytest.raises(RunFailedError, match="the microphone's stream ended"):
        record_words(steps(), ["on"], tmp_path, 1, told.append)
