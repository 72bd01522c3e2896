"""Archives hold the files that their golden list names, and `make projects` writes all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.projects.golden import GOLDEN, golden_text
from vboard.boards.table import BOARDS
from vboard.paths import ROOT
from vboard.projects import __main__ as all_projects
from vboard.projects import project


def test_files_are_those_of_the_golden_list(tmp_path: Path) -> None:
    assert golden_text(tmp_path) == GOLDEN.read_text(encoding="utf-8")


def test_all_archives_are_written_and_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(all_projects, "APPLICATIONS", ("hello",))
    names = all_projects.write_all(tmp_path)
    assert {name.removesuffix(".zip").rpartition("-")[2] for name in names} == set(project.TOOLS)
    assert {path.name for path in tmp_path.iterdir()} == {*names, "INDEX.md"}
    index = (tmp_path / "INDEX.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([^)]+)\)", index)) == set(names)
    first = (tmp_path / names[0]).read_bytes()
    assert all_projects.write_all(tmp_path) == names  # over its own
    assert (tmp_path / names[0]).read_bytes() == first


def test_every_tool_has_a_section() -> None:
    text = (ROOT / "docs" / "projects.md").read_text(encoding="utf-8")
    for name, tool in project.TOOLS.items():
        assert f"`--for {name}`" in text
        assert tool.title in text


def test_the_readme_links_every_board_and_tool() -> None:
    """The table of boards names exactly the tools that have a project for each."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for board in BOARDS:
        rows = re.findall(rf"^\| `{board}` \| \[make\].*$", text, re.MULTILINE)
        assert len(rows) == 1, board
        linked = re.findall(r"docs/projects\.md#(\w+)", rows[0])
        assert linked == sorted(linked, key=list(project.TOOLS).index)
        assert set(linked) == {
            name for name, tool in project.TOOLS.items() if board in project.boards_of(tool)
        }
