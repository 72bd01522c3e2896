"""Training end to end on a few synthetic recordings: from folders of words to a model."""

from __future__ import annotations

import shutil
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vboard.errors import VBoardError
from vboard.evaluation.chain import Application, build_library
from vboard.evaluation.clips import RATE, is_validation
from vboard.training import __main__ as command
from vboard.training import saving, trainer
from vboard.training.pipeline import Plan, check_words, make_model
from vboard.training.trainer import Schedule

SMALL = Plan(
    1,
    Schedule(4, 1e-3, batch=16, mine_from=2),
    Schedule(30, 4e-3, batch=32, mine_from=20),
    Schedule(4, 1e-3, batch=16, mine_from=2),
    others_each=0,
    least_clips=0,
)


def write_words(folder: Path) -> None:
    """Three "words", tones of their own pitch, by speakers who do not validate."""
    speakers = [name for name in (f"s{i}" for i in range(40)) if not is_validation(name)][:12]
    rng = np.random.default_rng(3)
    for word, pitch in (("on", 400), ("off", 1600), ("other", 3000)):
        (folder / word).mkdir(parents=True)
        for speaker in speakers:
            time = np.arange(RATE // 2) / RATE
            tone = np.sin(2 * np.pi * pitch * float(rng.uniform(0.9, 1.1)) * time) * np.hanning(len(time))
            with wave.open(str(folder / word / f"{speaker}_nohash_0.wav"), "wb") as out:
                out.setparams((1, 2, RATE, 0, "NONE", ""))
                out.writeframes((tone * 12000).astype("<i2").tobytes())


def test_folders_become_a_model_with_their_labels(tmp_path: Path) -> None:
    for module in ("torch", "soundfile", "scipy"):
        pytest.importorskip(module, reason="training needs PyTorch and SciPy")
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    write_words(tmp_path / "data")
    steps: list[str] = []

    def train() -> bytes:
        steps.clear()
        return make_model(
            ("on", "off"),
            tmp_path / "data",
            tmp_path / "work",
            SMALL,
            5,
            1,
            lambda step, _: steps.append(step),
        )

    model = train()
    assert len(model) <= 20_000
    assert {step.partition(",")[0] for step in steps} == {"features", "network", "teacher", "taught"}
    path = tmp_path / "model.tflite"
    path.write_bytes(model)
    application = Application(build_library(tmp_path / "host"), path)
    assert application.labels == ("silence", "unknown", "on", "off")
    heard = application.hear(np.zeros(RATE, np.int16))
    assert heard.scores.shape == (49, 4)
    # Everything is there already: nothing is trained again, and the model is the same.
    assert train() == model
    assert {step.partition(",")[0] for step in steps} == {"features"}


def test_an_interrupted_training_goes_on_to_the_same_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("torch", "soundfile", "scipy"):
        pytest.importorskip(module, reason="training needs PyTorch and SciPy")
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    monkeypatch.setattr(command, "QUICK", SMALL)
    monkeypatch.setattr(trainer, "SAVE_EVERY", 10)
    data, place = tmp_path / "data", tmp_path / "model.tflite"
    write_words(data)
    arguments = ["--data", str(data), "--words", "on,off", "--quick", "--jobs", "1"]

    def train(work: str, out: Path) -> int:
        return command.main([*arguments, "--work", str(tmp_path / work), "--out", str(out)])

    # Interrupted right behind its second save.
    saved = trainer.save_state

    def interrupt(path: Path, state: dict[str, Any]) -> None:
        saved(path, state)
        if path.name.startswith("network") and state["step"] == 20:
            raise KeyboardInterrupt

    monkeypatch.setattr(trainer, "save_state", interrupt)
    assert train("work", place) == 130
    said = capsys.readouterr()
    assert "interrupted; the same command goes on from here" in said.err
    assert not place.exists()
    monkeypatch.setattr(trainer, "save_state", saved)
    assert train("work", place) == 0
    progress = [line for line in capsys.readouterr().out.splitlines() if "network, loss" in line]
    assert [line.split()[0] for line in progress] == ["100.0"]  # of three tenths, the last is left
    # Without an interruption it comes to the same bytes.
    assert train("other", tmp_path / "whole.tflite") == 0
    assert (tmp_path / "whole.tflite").read_bytes() == place.read_bytes()
    # A model that is right more often stays.
    found = iter((0.4, 0.5))
    monkeypatch.setattr(saving, "measure", lambda *_: {"mean": next(found)})
    assert train("work", place) == 1
    assert "it was not replaced" in capsys.readouterr().err
    assert (tmp_path / "whole.tflite").read_bytes() == place.read_bytes()


def test_make_model_without_data_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--data", "", "--out", str(tmp_path / "model.tflite")]) == 2
    error = capsys.readouterr().err
    assert "training: no data; expected a folder" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [(), ("on", "on"), ("silence",), ("abcdefghijklmnop",), ("a", "b", "c", "d", "e", "f"), ("a\nb",)],
)
def test_words_that_no_model_can_have_are_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(VBoardError, match="expected"):
        check_words(words)


def test_a_word_without_recordings_names_those_there_are(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="training needs PyTorch")
    pytest.importorskip("soundfile", reason="training needs the extra audio")
    write_words(tmp_path)
    with pytest.raises(VBoardError, match="no recording of 'onn'; words found: off, on, other"):
        make_model(("onn",), tmp_path, tmp_path / "work", SMALL, 5, 1, lambda *_: None)
