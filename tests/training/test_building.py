"""Trainings that end together build one after another, each with its own model."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vboard.commands.train import build_firmware


def test_each_firmware_has_its_own_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(_: str, arguments: Sequence[str]) -> None:
        given = dict(argument.split("=", 1) for argument in arguments)
        image = Path(given["BUILD"]) / given["BOARD"] / "hotword.elf"
        image.parent.mkdir(parents=True, exist_ok=True)
        image.write_bytes(Path(given["MODEL"]).read_bytes())
        time.sleep(0.2)

    monkeypatch.setattr("vboard.inference.building.build_folder", lambda: tmp_path / "measure")
    monkeypatch.setattr("vboard.inference.building.check_compiler", lambda _: None)
    monkeypatch.setattr("vboard.inference.building.run_make", make)
    models = [tmp_path / words / "hotword.tflite" for words in ("on-off", "open-close", "left-right")]
    for model in models:
        model.parent.mkdir()
        model.write_text(model.parent.name)
    with ThreadPoolExecutor(len(models)) as pool:
        images = list(pool.map(lambda model: build_firmware("bluepill", model), models))
    assert [image.read_text() for image in images] == [model.parent.name for model in models]
