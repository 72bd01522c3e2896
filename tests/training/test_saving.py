"""A better model is not replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from vboard.errors import RunFailedError, VBoardError
from vboard.evaluation.clips import RATE, Clip
from vboard.evaluation.rows import Material
from vboard.paths import ROOT
from vboard.training import saving
from vboard.training.saving import Judges

MODEL = ROOT / "firmware" / "models" / "hotword.tflite"
JUDGES = Judges(Material([Clip("yes", "a", "yes/a", np.zeros(RATE, np.int16), 0, RATE)], {}), True)


def rates(monkeypatch: pytest.MonkeyPatch, *means: float) -> None:
    """The next models that are measured are right so often."""
    found = iter(means)
    monkeypatch.setattr(saving, "measure", lambda *_: {"mean": next(found)})


def test_a_model_goes_where_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rates(monkeypatch, 0.5)
    saving.save(MODEL.read_bytes(), tmp_path / "new" / "model.tflite", JUDGES, 1)
    assert (tmp_path / "new" / "model.tflite").read_bytes() == MODEL.read_bytes()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["model.tflite"]


def test_a_better_model_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "model.tflite"
    shutil.copy(MODEL, place)
    worse = MODEL.read_bytes() + b"worse"
    rates(monkeypatch, 0.90, 0.95)
    with pytest.raises(RunFailedError, match=r"0\.9500 of the recordings, the new model about 0\.9000"):
        saving.save(worse, place, JUDGES, 1)
    assert place.read_bytes() == MODEL.read_bytes()
    assert (tmp_path / "model.new.tflite").read_bytes() == worse
    rates(monkeypatch, 0.96, 0.95)
    saving.save(worse, place, JUDGES, 1)
    assert place.read_bytes() == worse


def test_what_is_no_model_of_these_words_is_not_replaced(tmp_path: Path) -> None:
    saving.check_place(tmp_path / "none.tflite", ("on",))
    saving.check_place(MODEL, ("yes", "no"))
    with pytest.raises(VBoardError, match="hears yes, no; expected another name"):
        saving.check_place(MODEL, ("on", "off"))
    (tmp_path / "letter.tflite").write_text("dear model")
    with pytest.raises(VBoardError, match=r"is no \.tflite model"):
        saving.check_place(tmp_path / "letter.tflite", ("on",))
