"""The folder of the reports: one run at a time; one that cannot take them is refused before anything runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from tests.support.elf import make_firmware
from vboard.robot.reports import results_folder

SUITE = Path(__file__).parent / "suites" / "passing" / "led_and_log.robot"


@pytest.fixture
def board(tmp_path: Path) -> tuple[str, ...]:
    """Options that have a script for a board written into the results folder."""
    (tmp_path / "app.elf").write_bytes(make_firmware())
    return "--board", "bluepill", "--elf", str(tmp_path / "app.elf")


def test_a_second_run_is_told_and_changes_nothing(cli: Cli, tmp_path: Path, board: tuple[str, ...]) -> None:
    results = tmp_path / "results"
    with results_folder(results):
        cli("test", SUITE, "-r", results).assert_refused("another run", "--results-dir")
        cli("test", SUITE, "-r", results, *board).assert_refused("another run")
        assert not list(results.iterdir())
    assert cli("test", SUITE, "-r", results).status == 0
    assert (results / "report.html").is_file()


def test_a_merge_waits_for_no_run(cli: Cli, tmp_path: Path) -> None:
    assert cli("test", SUITE, "-r", tmp_path / "one").status == 0
    with results_folder(tmp_path / "all"):
        cli("merge-results", tmp_path / "one", "-r", tmp_path / "all").assert_refused("another run")


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_a_file_is_no_folder(cli: Cli, tmp_path: Path, name: str, board: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("mine")
    cli("test", SUITE, "-r", tmp_path / name).assert_refused(name, "is no folder", "--results-dir")
    cli("test", SUITE, "-r", tmp_path / name, *board).assert_refused("is no folder")
    assert (tmp_path / "file").read_text() == "mine"


def test_missing_suites_make_no_folder(cli: Cli, tmp_path: Path) -> None:
    cli("test", tmp_path / "nope.robot", "-r", tmp_path / "results").assert_refused("nope.robot")
    assert not list(tmp_path.iterdir())


def test_a_folder_of_another_user(
    cli: Cli, tmp_path: Path, board: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "theirs"
    results.mkdir()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != results or not mode & os.W_OK)
    for options in ((), board):
        cli("test", SUITE, "-r", results, *options).assert_refused(
            "theirs", "permission denied", "--results-dir"
        )
    assert not list(results.iterdir())
