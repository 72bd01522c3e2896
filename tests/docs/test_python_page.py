"""docs/python.md, followed to the letter in an empty folder."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pytest

from tests.docs.page import follow, read_page, steps, write_files
from vboard.boards.table import find_board


def test_the_page(tmp_path: Path) -> None:
    if not find_board("bluepill").image("hello").is_file():
        pytest.skip("hello is not built: run 'make firmware'")
    if not any(entry.name == "vboard" for entry in entry_points(group="pytest11")):
        pytest.skip("the pytest plugin is not installed: run 'make setup'")
    page = read_page("docs/python.md")
    assert write_files(page, tmp_path) == ["look.py", "pair.py", "test_hello.py"]
    for step in steps(page):
        follow(step, tmp_path)
