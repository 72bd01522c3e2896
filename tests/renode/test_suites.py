"""`vboard test --engine renode`: the verdict is true whatever `renode-test` ends with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from robot.api import ExecutionResult

from tests.renode.conftest import program
from tests.renode.test_renode_session import wait_for_end
from tests.support.command_line import Cli, Result
from vboard.paths import ROOT
from vboard.renode import suites as on_renode
from vboard.renode.results import combine
from vboard.robot.suites import RESOURCE, SuiteFile, build

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


def names(folder: Path) -> list[tuple[str | None, str | None]]:
    """Suites and tests of the JUnit XML."""
    cases = ET.parse(folder / "xunit.xml").iter("testcase")
    return [(case.get("classname"), case.get("name")) for case in cases]


@pytest.mark.parametrize("layout", ["1.16.1", "master"])
@pytest.mark.parametrize(
    ("files", "arguments"),
    [
        (["two_words.robot"], []),
        (["one.robot", "two_words.robot"], []),
        (["one.robot", "two_words.robot"], ["-n", "2"]),
        (["a/same.robot", "b/same.robot"], []),
    ],
)
def test_passing_suites_give_the_same_reports_as_the_built_in_engine(
    run: Run,
    cli: Cli,
    suites: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    layout: str,
    files: list[str],
    arguments: list[str],
) -> None:
    monkeypatch.setenv("FAKE_LAYOUT", layout)
    (suites / "good.robot").unlink()
    for name in files:
        (suites / name).parent.mkdir(exist_ok=True)
        (suites / name).write_text(PASSING, encoding="utf-8")
    assert run(*arguments).status == 0
    cli("test", suites, "-r", tmp_path / "builtin", *arguments)
    reports = {path.name for path in (tmp_path / "builtin").iterdir()}
    assert reports <= {path.name for path in (tmp_path / "out").iterdir()}
    assert sorted(names(tmp_path / "out")) == sorted(names(tmp_path / "builtin")) != []


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
    assert "nothing ran" in result.err


def test_a_suite_without_a_match_does_not_stop_the_others(
    run: Run, suites: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIXTURE", "nothing of this name")
    (suites / "other.robot").write_text(PASSING.replace("Works", "Goes on"), encoding="utf-8")
    assert run("--fixture", "Wor*").status == 0
    assert names(tmp_path / "out") == [("Good", "Works")]
    assert "nothing ran" in run("--fixture", "Sleeps").err


def test_a_suite_without_a_result_fails_the_run(run: Run, suites: Path, renode: Path) -> None:
    (suites / "other.robot").write_text(PASSING, encoding="utf-8")
    runner = (renode / "renode-test").read_text(encoding="utf-8")
    lossy = runner.replace('"$@"', '$(echo "$@" | sed "s# [^ ]*/other.robot##")')
    program(renode / "renode-test", lossy.partition("\n")[2])
    result = run()
    assert result.status == 1
    assert "no result of" in result.err
    assert "other.robot" in result.err


def test_what_the_runner_leaves_behind_is_ended(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    # A process that held the output open would let the run wait for it.
    monkeypatch.setenv("FAKE_LEFTOVER", "1")
    assert run().status == 0


def test_a_run_that_shows_no_sign_of_life_is_ended(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_HANG", "1")
    monkeypatch.setattr(on_renode, "SILENCE", 0.1)
    monkeypatch.setattr(on_renode, "POLL", 0.1)
    result = run()
    assert result.status == 1
    assert "no result: no sign of life for 0.1 s" in result.err


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_renode_test_ends_with_a_run_that_is_interrupted(
    renode: Path, suites: Path, tmp_path: Path, number: signal.Signals
) -> None:
    pid_file = tmp_path / "pid"
    command = [sys.executable, "-m", "vboard", "test", str(suites), "--engine", "renode"]
    owner = subprocess.Popen(
        [*command, "--renode", str(renode), "-r", str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(ROOT), "FAKE_HANG": "1", "FAKE_PID_FILE": str(pid_file)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert owner.stdout is not None
    assert owner.stdout.readline() == "Starting suites\n"
    pid = int(pid_file.read_text(encoding="ascii"))
    owner.send_signal(number)
    owner.communicate()
    assert owner.returncode not in (0, None)
    wait_for_end(pid)


def test_complaints_about_listeners_of_renode_test_are_no_errors_of_a_suite(
    suites: Path, tmp_path: Path
) -> None:
    text = "Taking listener '/opt/renode/tests/retry_and_timeout_listener.py:1' into use failed: priority."
    suite = build([SuiteFile(suites / "good.robot")])
    suite.run(output=str(tmp_path / "a.xml"), console="none", variable=[f"RENODEKEYWORDS:{RESOURCE}"])
    result = ExecutionResult(str(tmp_path / "a.xml"))
    for message in (text, "Importing library 'none' failed."):
        result.errors.messages.create(message, "ERROR")
    result.save(str(tmp_path / "a.xml"))
    combined = combine({tmp_path / "a.xml": ""}, tmp_path / "b.xml")
    assert combined.files == [suites / "good.robot"]
    assert combined.listener_errors == [text]
    left = ExecutionResult(str(tmp_path / "b.xml")).errors.messages
    assert [error.message for error in left] == ["Importing library 'none' failed."]


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
    assert words in result.err


def test_a_runner_that_cannot_start_shows_its_last_line(run: Run, renode: Path) -> None:
    program(renode / "renode-test", "echo ModuleNotFoundError: psutil; exit 1")
    result = run()
    assert result.status == 1
    assert "status 1 and no result: ModuleNotFoundError: psutil" in result.err


def test_an_output_that_is_cut_off_fails_the_run(run: Run, renode: Path) -> None:
    program(renode / "renode-test", 'echo "<robot>" > robot_output.xml')
    result = run()
    assert result.status == 1
    assert "not a result of Robot Framework" in result.err


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
    assert given[:2] == ["-r", str(tmp_path / "out" / "renode-test")]
    assert given[2:] == [
        *("-j", "2", "-n", "2", "--include=good", "--exclude=slow"),
        f"--variable=RENODE_FILES:{ROOT / 'renode'}",
        "--variable=A:b c",
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
