"""`vboard test --engine renode`: the verdict is true whatever `renode-test` ends with."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Result
from tests.renode.conftest import program

PASSING = (
    "*** Test Cases ***\nWorks\n    [Tags]    good\n"
    '    ${x}=    Execute Command    echo "hi"\n    Should Contain    ${x}    hi\n'
)
FAILING = "*** Test Cases ***\nBreaks\n    Fail    on purpose\n"

Run = Callable[..., Result]


@pytest.fixture
def suites(tmp_path: Path) -> Path:
    folder = tmp_path / "suites"
    folder.mkdir()
    (folder / "good.robot").write_text(PASSING, encoding="utf-8")
    return folder


@pytest.fixture
def run(cli: Cli, renode: Path, suites: Path, tmp_path: Path) -> Run:
    def run(*arguments: object) -> Result:
        common = ("--engine", "renode", "--renode", renode, "-r", tmp_path / "out")
        return cli("test", suites, *common, *arguments)

    return run


def test_passing_suites_give_the_same_reports_as_the_built_in_engine(
    run: Run, cli: Cli, suites: Path, tmp_path: Path
) -> None:
    assert run().status == 0
    cli("test", suites, "-r", tmp_path / "builtin")
    reports = {path.name for path in (tmp_path / "builtin").iterdir()}
    assert reports <= {path.name for path in (tmp_path / "out").iterdir()}
    tests = [
        [
            (case.get("classname"), case.get("name"))
            for case in ET.parse(folder / "xunit.xml").iter("testcase")
        ]
        for folder in (tmp_path / "builtin", tmp_path / "out")
    ]
    assert tests[0] == tests[1] != []


def test_a_failed_test_fails_the_run(run: Run, suites: Path) -> None:
    (suites / "bad.robot").write_text(FAILING, encoding="utf-8")
    result = run()
    assert result.status == 1
    assert "1 passed, 1 failed" in result.out


def test_a_failed_test_fails_the_run_though_renode_test_ends_with_0(
    run: Run, suites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_STATUS", "0")
    (suites / "bad.robot").write_text(FAILING, encoding="utf-8")
    assert run().status == 1


def test_no_test_that_ran_fails_the_run(run: Run) -> None:
    result = run("--include", "nothing-has-this-tag")
    assert result.status == 1
    assert "nothing ran" in result.out


def test_reports_of_an_earlier_run_do_not_count(run: Run, renode: Path) -> None:
    assert run().status == 0
    program(renode / "renode-test", "exit 0")
    assert run().status == 1


@pytest.mark.parametrize(
    ("status", "words"), [("1", "every test passed but"), ("2", "Renode crashed"), ("134", "status 134")]
)
def test_a_bad_status_fails_the_run_though_every_test_passed(
    run: Run, monkeypatch: pytest.MonkeyPatch, status: str, words: str
) -> None:
    monkeypatch.setenv("FAKE_STATUS", status)
    result = run()
    assert result.status == 1
    assert words in result.out


def test_a_runner_that_cannot_start_shows_its_last_line(run: Run, renode: Path) -> None:
    program(renode / "renode-test", "echo ModuleNotFoundError: psutil; exit 1")
    result = run()
    assert result.status == 1
    assert "status 1 and no result: ModuleNotFoundError: psutil" in result.out


def test_an_output_that_is_cut_off_fails_the_run(run: Run, renode: Path) -> None:
    program(renode / "renode-test", 'echo "<robot>" > "$2/robot_output.xml"')
    result = run()
    assert result.status == 1
    assert "not a result of Robot Framework" in result.out


def test_a_missing_renode_is_refused_in_one_line(cli: Cli, suites: Path, tmp_path: Path) -> None:
    result = cli("test", suites, "--engine", "renode", "--renode", tmp_path / "nowhere")
    result.assert_refused("nowhere", "make renode")


def test_a_missing_suite_is_refused(cli: Cli, renode: Path) -> None:
    result = cli("test", "nowhere.robot", "--engine", "renode", "--renode", renode)
    assert result.status == 2
    assert "nowhere.robot" in result.err + result.out


def test_options_reach_renode_test(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "arguments.json"
    monkeypatch.setenv("FAKE_ARGUMENTS", str(record))
    assert run("--jobs", 2, "-i", "good", "-e", "slow", "--variable", "A:b c", "-n", 2).status == 0
    given = json.loads(record.read_text(encoding="utf-8"))
    assert given[2:] == [
        *("-j", "2", "-n", "2", "--include=good", "--exclude=slow", "--variable=A:b c"),
        str(tmp_path / "suites" / "good.robot"),
    ]


def test_renode_needs_its_engine(cli: Cli, suites: Path, renode: Path) -> None:
    cli("test", suites, "--renode", renode).assert_refused("--renode", "--engine renode")


def test_jobs_of_the_built_in_engine(cli: Cli, suites: Path, tmp_path: Path) -> None:
    (suites / "more.robot").write_text(PASSING, encoding="utf-8")
    result = cli("test", suites, "--jobs", 2, "-r", tmp_path / "out")
    assert result.status == 0
    assert (tmp_path / "out" / "parts").is_dir()
    assert "2 passed" in result.out
