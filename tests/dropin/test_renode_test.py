"""`vboard renode-test`: options, places of the results and exit states of Renode's test program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dropin.conftest import SUITE
from tests.dropin.program import run
from tests.support.command_line import Cli
from vboard.dropin.suite_list import read_suite_list
from vboard.dropin.test_options import parse
from vboard.errors import VBoardError


def test_a_failure_is_status_1_and_results_are_in_the_working_directory(suite: Path, tmp_path: Path) -> None:
    (tmp_path / "output.xml").write_text("the user's own", encoding="utf-8")

    done = run("mine.robot", folder=tmp_path, name="renode-test")

    assert done.returncode == 1, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        "mine.robot",
        "output.xml",
        "robot_output.xml",
        "log.html",
        "report.html",
        "logs",
    }
    assert (tmp_path / "output.xml").read_text(encoding="utf-8") == "the user's own"
    (log,) = (tmp_path / "logs").iterdir()
    assert "the reason" in log.read_text(encoding="utf-8")
    assert "Some tests failed :(" in done.stdout
    assert "\t1. Mine.Fails On Demand\n" in done.stdout
    assert ".renode-test-" not in done.stdout


def test_success_is_status_0(cli: Cli, suite: Path, tmp_path: Path) -> None:
    results = tmp_path / "results"

    done = cli("renode-test", suite, "-r", results, "--variable", "WORD:other", "--save-logs", "always")

    assert done.status == 0, done.out
    assert "Tests finished successfully :)" in done.out
    assert len(list((results / "logs").iterdir())) == 2


@pytest.mark.parametrize(
    ("options", "status"),
    [
        (("--include", "quick"), 0),
        (("--exclude", "failing"), 0),
        (("--skip", "failing"), 0),
        (("--include", "no-such-tag"), 0),
        (("-f", "Names"), 0),
        (("--fixture", "mine.Fails"), 1),
        (("-f", "no such test"), 1),
        (("-T", "nunit"), 0),
    ],
)
def test_what_runs_is_chosen_by_tags_and_names(
    cli: Cli, suite: Path, tmp_path: Path, options: tuple[str, ...], status: int
) -> None:
    assert cli("renode-test", suite, "-r", tmp_path / "results", *options).status == status


def test_repetitions_have_folders(cli: Cli, suite: Path, tmp_path: Path) -> None:
    assert cli("renode-test", suite, "-r", tmp_path, "-n", 2, "--include", "quick").status == 0
    assert (tmp_path / "iteration1" / "robot_output.xml").is_file()
    assert (tmp_path / "iteration2" / "report.html").is_file()


def test_a_failed_suite_is_tried_again(cli: Cli, suite: Path, tmp_path: Path) -> None:
    done = cli("renode-test", suite, "-r", tmp_path, "-N", 2, "--include", "failing")

    assert done.status == 1
    assert (tmp_path / "retry1" / "robot_output.xml").is_file()
    assert "attempt 2 of 2" in done.out


def test_the_log_is_shown(suite: Path, tmp_path: Path) -> None:
    done = run("mine.robot", "--show-log", folder=tmp_path, name="renode-test")

    assert "[WARNING] Script: the reason" in done.stdout


def test_several_suites_at_a_time(cli: Cli, suite: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.robot"
    other.write_text(SUITE, encoding="utf-8")

    done = cli("renode-test", suite, other, "-j", 2, "-r", tmp_path / "results", "--variable", "WORD:other")

    assert done.status == 0, done.out
    assert (tmp_path / "results" / "robot_output.xml").is_file()


def test_a_subset(cli: Cli, suite: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.robot"
    other.write_text(SUITE, encoding="utf-8")
    arguments = ("renode-test", suite, other, "--dry-run", "--subset")

    shown = [cli(*arguments, f"{number}/3").out for number in (1, 2, 3)]

    assert ["mine.robot" in text for text in shown] == [True, False, False]
    assert ["other.robot" in text for text in shown] == [False, True, False]
    cli(*arguments, "4/3").assert_refused("--subset 4/3")


def test_a_missing_suite_is_status_1(cli: Cli, tmp_path: Path) -> None:
    done = cli("renode-test", tmp_path / "none.robot")

    assert done.status == 1
    assert "none.robot does not exist" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--no-such-option",), "--no-such-option"),
        (("-j", "2", "-P", "9999"), "cannot be used together"),
        (("-j", "0"), "expected 1 or more"),
        (("--variable", "novalue"), "NAME:VALUE"),
        (("--run-gdb",), "vboard debug"),
    ],
)
def test_mistakes_are_one_line(cli: Cli, arguments: tuple[str, ...], words: str) -> None:
    cli("renode-test", *arguments).assert_refused(words)


def test_options_without_effect_say_so(cli: Cli, suite: Path, tmp_path: Path) -> None:
    done = cli("renode-test", suite, "-P", 9999, "-r", tmp_path / "results", "--include", "quick")

    assert done.status == 0
    assert done.err == "vboard: -P has no effect: keywords run in the process of the suite\n"


def test_the_variable_fixture_wins() -> None:
    assert parse(["-f", "option"], {"FIXTURE": "variable"}).fixture == "variable"
    assert parse(["-f", "option"], {}).fixture == "option"


def test_lists_of_suites(tmp_path: Path) -> None:
    pytest.importorskip("yaml")
    (tmp_path / "more.yaml").write_text("- c.robot\n- group:\n    - d.robot\n", encoding="utf-8")
    listed = tmp_path / "tests.yaml"
    listed.write_text(
        "- a.robot\n- together:\n    - b.robot\n- !include {path: more.yaml, prefix: sub}\n", encoding="utf-8"
    )

    assert read_suite_list(listed) == [
        Path(name) for name in ("a.robot", "b.robot", "sub/c.robot", "sub/d.robot")
    ]

    (tmp_path / "bad.yaml").write_text("- [1\n", encoding="utf-8")
    for name in ("bad.yaml", "none.yaml"):
        with pytest.raises(VBoardError, match=name):
            read_suite_list(tmp_path / name)


def test_a_list_is_run(cli: Cli, suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("yaml")
    (tmp_path / "tests.yaml").write_text("- mine.robot\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert cli("renode-test", "-t", "tests.yaml", "--variable", "WORD:other").status == 0
    assert "mine.robot" in cli("renode-test", "-t", "tests.yaml", "--dry-run").out


# -- the names on the search path ----------------------------------------------------------------
