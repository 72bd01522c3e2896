"""The table of sizes and instruction counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.compare_numbers import main


@pytest.fixture
def size(tmp_path: Path) -> Path:
    path = tmp_path / "size.json"
    content = {"core": 9000, "app": {"flash": 1100, "name": "x"}, "ok": True, "parts": [1, 2]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def write_base(folder: Path, content: object) -> Path:
    (folder / "base").mkdir()
    (folder / "base" / "size.json").write_text(json.dumps(content), encoding="utf-8")
    return folder / "base"


def test_without_a_base_there_are_values_alone(size: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(size), "--base", str(size.parent / "nowhere")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        *("### size", "", "| figure | value |", "|---|---:|"),
        *("| core | 9,000 |", "| app.flash | 1,100 |", ""),
    ]


def test_changes_come_first(size: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = write_base(tmp_path, {"core": 9000, "app": {"flash": 1000}, "old": 5})
    assert main([str(size), "--base", str(base)]) == 0
    assert capsys.readouterr().out.splitlines()[4:-1] == [
        "| app.flash | 1,000 | 1,100 | +100 (+10.0%) |",
        "| old | 5 | - | gone |",
        "| core | 9,000 | 9,000 | = |",
    ]


def test_the_table_goes_into_the_jobs_summary(
    size: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert main([str(size), "--output", str(tmp_path / "out" / "numbers.md")]) == 0
    text = (tmp_path / "out" / "numbers.md").read_text(encoding="utf-8")
    assert "| core | 9,000 |" in text
    assert summary.read_text(encoding="utf-8") == "before\n" + text


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_a_file_without_figures_fails(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "size.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main([str(path)]) == 1
