"""docs/workflow.md and docs/custom-operators.md, followed to the letter."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.page import apply_changes, follow, read_page, steps, write_files

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("arm-none-eabi-g++") is None, reason="no arm-none-eabi-g++: make setup"),
]


def test_a_sine_and_a_gesture_reach_a_board(tmp_path: Path) -> None:
    page = read_page("docs/workflow.md")
    assert write_files(page, tmp_path) == ["make_models.py"]
    for step in steps(page):
        output = follow(step, tmp_path, COLUMNS="120")
        if step.command == "python make_models.py":
            assert float(output.split()[1]) > 0.95


def test_a_custom_operator_computes_the_same_on_host_and_board(tmp_path: Path) -> None:
    page = read_page("docs/custom-operators.md")
    first, *others = steps(page)
    follow(first, tmp_path)
    apply_changes(page, tmp_path)
    for step in others:
        follow(step, tmp_path, COLUMNS="120")
