"""The figures of the README."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.readme_numbers import BEGIN, END, README, TABLES, main
from vboard.report.sizes import RECORD

NAMES = {name for table in TABLES for row in table.rows for name in row.names}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "README.md").write_text(f"before\n{BEGIN}\n\n{END}\nafter\n", encoding="utf-8")
    (tmp_path / "size.json").write_text("{}", encoding="utf-8")
    (tmp_path / "bench.json").write_text(json.dumps(dict.fromkeys(NAMES, 1234)), encoding="utf-8")
    return [
        str(tmp_path / "size.json"),
        str(tmp_path / "bench.json"),
        "--readme",
        str(tmp_path / "README.md"),
    ]


def test_the_readme_has_the_recorded_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bench.json").write_text("{}", encoding="utf-8")
    assert main([str(RECORD), str(tmp_path / "bench.json"), "--readme", str(README), "--check"]) == 0, (
        capsys.readouterr().out
    )


def test_figures_go_between_the_markers(files: list[str], tmp_path: Path) -> None:
    assert main(files) == 0
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\nHotword application")
    assert text.endswith(f" |\n{END}\nafter\n")
    assert "| core, no operator registered | 1,234 | 1,234 | `make size` |" in text
    assert main([*files, "--check"]) == 0


def test_a_row_that_was_not_measured_stays(files: list[str], tmp_path: Path) -> None:
    assert main(files) == 0
    (tmp_path / "bench.json").write_text(json.dumps({"core_m3": 99}), encoding="utf-8")
    assert main([*files, "--check"]) == 1
    assert main(files) == 0
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| core, no operator registered | 99 | 99 | `make size` |" in text
    assert "| arena, bytes | 1,234 | 1,234 | `make bench` |" in text


def test_a_figure_that_is_nowhere_fails(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bench.json").write_text("{}", encoding="utf-8")
    assert main(files) == 1
    assert "no figures for 'flash, bytes'; run make size and make bench" in capsys.readouterr().err
    assert main([str(tmp_path / "nowhere.json"), *files[1:]]) == 1
    assert "nowhere.json" in capsys.readouterr().err
