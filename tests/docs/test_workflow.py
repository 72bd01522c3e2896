"""docs/workflow.md, followed to the letter: a sine and a gesture from NumPy to a board."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.page import follow, read_page, steps, write_files

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("arm-none-eabi-g++") is None, reason="no arm-none-eabi-g++: make setup"),
]


def test_the_page_works(tmp_path: Path) -> None:
    page = read_page("docs/workflow.md")
    assert write_files(page, tmp_path) == ["make_models.py"]
    for step in steps(page):
        output = follow(step, tmp_path, COLUMNS="120")
        if step.command == "python make_models.py":
            assert float(output.split()[1]) > 0.95
