"""docs/new-board.md, followed to the letter in a copy of what it touches."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.page import apply_changes, follow, read_page, steps, write_files
from vboard.paths import ROOT


@pytest.mark.skipif(shutil.which("arm-none-eabi-gcc") is None, reason="no arm-none-eabi-gcc: make setup")
def test_a_board_that_is_none_of_ours(tmp_path: Path) -> None:
    for folder in ("firmware", "renode", "robot_tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    page = read_page("docs/new-board.md")
    write_files(page, tmp_path)
    copy, *rest = steps(page)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    follow(copy, tmp_path, VBOARD_ROOT=str(tmp_path))
    assert all(path.read_bytes() == content for path, content in before.items())
    apply_changes(page, tmp_path)
    for step in rest:
        follow(step, tmp_path, VBOARD_ROOT=str(tmp_path), COLUMNS="200")
