"""docs/add-*.md, followed to the letter in a copy of the repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.page import apply_changes, follow, read_page, steps, write_files
from vboard.paths import ROOT

FOLDERS = ("vboard", "renode", "scripts", "docs", "firmware", "tests")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "recorded", "goldens", "native")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the pages touch, so that the repository stays as it is."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=LEFT_OUT)
    shutil.copytree(ROOT / "vboard" / "native", tmp_path / "vboard" / "native", dirs_exist_ok=True)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _follow_page(name: str, copy: Path) -> None:
    page = read_page(f"docs/{name}.md")
    before = {path for path in copy.rglob("*") if path.is_file()}
    written = {copy / each for each in write_files(page, copy)}
    assert not written & before, "a page adds files; what it changes is a diff"
    apply_changes(page, copy)
    for step in steps(page):
        follow(step, copy, VBOARD_ROOT=str(copy), PYTHONPATH=str(copy), COLUMNS="120")


@pytest.mark.parametrize("name", ["add-a-peripheral", "add-a-keyword", "add-a-monitor-command"])
def test_page_adds_what_it_says(name: str, copy: Path) -> None:
    _follow_page(name, copy)


@pytest.mark.skipif(shutil.which("arm-none-eabi-g++") is None, reason="no arm-none-eabi-g++: make setup")
def test_operator_of_the_page_runs_on_a_core(copy: Path) -> None:
    _follow_page("add-an-operator", copy)


def test_every_page_that_adds_is_followed_and_listed() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    source = Path(__file__).read_text(encoding="utf-8")
    pages = sorted((ROOT / "docs").glob("add-*.md"))
    assert len(pages) >= 4
    for page in pages:
        assert f"(docs/{page.name})" in contributing
        assert f'"{page.stem}"' in source
