"""The bundled clips, and what the bundled model hears in them (by an interpreter that is not ours)."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from scripts import evaluate_hotword, frontend_host
from scripts.hotword_data import LABELS, NO, RATE, YES
from scripts.hotword_recognizer import listen

ROOT = Path(__file__).resolve().parents[2]
AUDIO = ROOT / "robot_tests" / "audio"
NAMES = ("demo", "no", "noise", "other_words", "silence", "yes", "yes_yes")


def read(name: str) -> npt.NDArray[np.int16]:
    with wave.open(str(AUDIO / f"{name}.wav")) as stream:
        assert (stream.getnchannels(), stream.getsampwidth(), stream.getframerate()) == (1, 2, RATE)
        return np.frombuffer(stream.readframes(stream.getnframes()), "<i2").astype(np.int16)


def test_clips_are_small() -> None:
    sizes = {path.stem: path.stat().st_size for path in AUDIO.glob("*.wav")}
    assert set(sizes) == set(NAMES)
    assert max(sizes.values()) <= 300_000
    assert sum(sizes.values()) <= 600_000


@pytest.mark.parametrize("name", ["demo", "no", "other_words", "yes", "yes_yes"])
def test_speech_has_a_second_of_quiet_before_and_after(name: str) -> None:
    samples = np.abs(read(name).astype(int))
    assert samples[:RATE].max() < 50
    assert samples[-RATE:].max() < 50
    assert samples.max() > 10_000


@pytest.fixture(scope="module")
def frontend(tmp_path_factory: pytest.TempPathFactory) -> frontend_host.Frontend:
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    return frontend_host.Frontend(frontend_host.build(tmp_path_factory.mktemp("frontend")))


@pytest.mark.parametrize("every", [1, 2, 3])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("yes", [YES]),
        ("no", [NO]),
        ("yes_yes", [YES]),  # the second one comes within the suppression time
        ("demo", [YES, NO]),
        ("other_words", []),
        ("noise", []),
        ("silence", []),
    ],
)
def test_model_hears_what_was_said(
    frontend: frontend_host.Frontend, name: str, expected: list[int], every: int
) -> None:
    pytest.importorskip("tflite_micro")
    frontend.reset()
    model = evaluate_hotword.load_model(ROOT / "firmware" / "models" / "hotword.tflite")
    heard = listen(frontend.quantize_int8(frontend.feed(read(name))), model, every)
    commands = [h.label for h in heard if LABELS[h.label] in ("yes", "no")]
    assert commands == expected
