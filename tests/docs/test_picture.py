"""docs/run.svg, the README's picture: made by a script from a real run, and still what a run shows."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

from vboard.boards.table import BOARDS
from vboard.paths import ROOT

PICTURE = ROOT / "docs" / "run.svg"
TOLERANCE = 8.0
"""Pixels, 55 ms: firmware of another build is not always there in the same slice of 20 ms."""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    if not BOARDS["bluepill"].image("hotword").is_file():
        pytest.skip("hotword is not built for bluepill: run 'make firmware'")
    spec = importlib.util.spec_from_file_location("make_picture", ROOT / "scripts" / "make_picture.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("picture") / "run.svg"
    script.make_picture(path)
    return path


def shapes(path: Path) -> list[tuple[str, str, str]]:
    """Tag, class and text of every element; figures of a build (cycles, bytes, times) show as `#`."""
    root = ET.parse(path).getroot()
    return [
        (each.tag, each.get("class", ""), re.sub(r"\d+(\.\d+)?", "#", (each.text or "").strip()))
        for each in root.iter()
    ]


def places(path: Path) -> list[float]:
    """Horizontal places of every element."""
    root = ET.parse(path).getroot()
    return [float(each.get(name, "0").rstrip("%")) for each in root.iter() for name in ("x", "x1", "width")]


def test_two_runs_give_equal_bytes(script: ModuleType, made: Path, tmp_path: Path) -> None:
    script.make_picture(tmp_path / "again.svg")
    assert (tmp_path / "again.svg").read_bytes() == made.read_bytes()


def test_the_committed_picture_is_of_this_firmware(made: Path) -> None:
    """If this fails, the firmware or the picture has changed: `make picture`, and look at it."""
    assert shapes(PICTURE) == shapes(made)
    assert places(PICTURE) == pytest.approx(places(made), abs=TOLERANCE)


def test_it_shows_what_was_heard_in_both_modes() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    assert re.search(r">yes \(\d+\)<", text)
    assert re.search(r">no \(\d+\)<", text)
    assert "prefers-color-scheme: dark" in text
    assert "build " not in text


def test_the_readme_begins_with_it() -> None:
    head = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert "](docs/run.svg)" in head
