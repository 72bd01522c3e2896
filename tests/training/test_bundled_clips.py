"""The bundled clips, and what the application hears in them."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from vboard.evaluation.chain import Application, build_library
from vboard.evaluation.clips import RATE

ROOT = Path(__file__).resolve().parents[2]
AUDIO = ROOT / "robot_tests" / "audio"
NAMES = ("four_voices", "demo", "no", "noise", "other_words", "silence", "yes", "yes_yes")


def read(name: str) -> npt.NDArray[np.int16]:
    with wave.open(str(AUDIO / f"{name}.wav")) as stream:
        assert (stream.getnchannels(), stream.getsampwidth(), stream.getframerate()) == (1, 2, RATE)
        return np.frombuffer(stream.readframes(stream.getnframes()), "<i2").astype(np.int16)


def test_clips_are_small() -> None:
    sizes = {path.stem: path.stat().st_size for path in AUDIO.glob("*.wav")}
    assert set(sizes) == set(NAMES)
    assert max(sizes.values()) <= 300_000
    assert sum(sizes.values()) <= 800_000


@pytest.mark.parametrize("name", ["demo", "four_voices", "no", "other_words", "yes", "yes_yes"])
def test_speech_has_a_second_of_quiet_before_and_after(name: str) -> None:
    samples = np.abs(read(name).astype(int))
    assert samples[:RATE].max() < 50
    assert samples[-RATE:].max() < 50
    assert samples.max() > 10_000


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Application:
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    library = build_library(tmp_path_factory.mktemp("host"))
    return Application(library, ROOT / "firmware" / "models" / "hotword.tflite")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("yes", ["yes"]),
        ("no", ["no"]),
        ("yes_yes", ["yes", "yes"]),
        ("four_voices", ["yes", "no", "yes", "no"]),
        ("demo", ["yes", "no"]),
        ("other_words", []),
        ("noise", []),
        ("silence", []),
    ],
)
def test_application_hears_what_was_said(application: Application, name: str, expected: list[str]) -> None:
    heard = application.hear(read(name)).lines
    assert [line.word for line in heard] == expected
