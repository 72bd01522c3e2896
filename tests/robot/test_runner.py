"""The suite runner: verdicts, reports, exit status."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from vboard.errors import VBoardError
from vboard.robot.options import SuiteOptions
from vboard.robot.runner import run_suites

SUITES = Path(__file__).parent / "suites"
FAILING = SUITES / "failing"


class Run:
    """One run of the runner and what it left behind."""

    def __init__(self, directory: Path, *paths: Path, **options: Any) -> None:
        stream = io.StringIO()
        self.directory = directory
        self.error = ""
        try:
            self.status = run_suites(paths, SuiteOptions(output_dir=directory, **options), stream=stream)
        except VBoardError as error:
            self.status, self.error = error.exit_status, str(error)
        self.console = stream.getvalue()

    @property
    def summary(self) -> dict[str, Any]:
        return dict(json.loads((self.directory / "summary.json").read_text()))


def test_all_keyword_suites_pass(tmp_path: Path) -> None:
    run = Run(tmp_path, SUITES / "passing")
    assert run.status == 0, run.console
    assert run.summary["failed"] == 0
    assert run.summary["skipped"] == 1


def test_reports_are_written(tmp_path: Path) -> None:
    run = Run(tmp_path, SUITES / "passing" / "led_and_log.robot")
    names = {path.name for path in run.directory.iterdir()}
    assert {"output.xml", "log.html", "report.html", "xunit.xml", "summary.json"} <= names
    cases = ElementTree.parse(tmp_path / "xunit.xml").getroot().iter("testcase")
    assert {case.get("name") for case in cases} >= {"Led Blinks", "Log Entries"}


def test_a_failure_shows_the_transcript(tmp_path: Path) -> None:
    run = Run(tmp_path, FAILING / "transcript.robot")
    assert run.status == 1
    assert "FAIL  Waits For Something Else" in run.console
    assert "] hello" in run.console
    assert "Line containing >>goodbye<< event: failure" in run.console
    assert "1 passed, 1 failed" in run.console
    failed = [test for test in run.summary["tests"] if test["status"] == "FAIL"]
    assert "] hello" in failed[0]["message"]


def test_a_failure_tells_why_the_core_stopped(tmp_path: Path) -> None:
    run = Run(tmp_path, FAILING / "leaves_memory.robot")
    assert run.status == 1
    assert "sysbus.cpu: CPU abort [PC=0x60000000]" in run.console


def test_the_log_of_a_failed_test_is_kept(tmp_path: Path) -> None:
    Run(tmp_path, FAILING / "transcript.robot")
    assert [path.name for path in (tmp_path / "logs").iterdir()] == [
        "Transcript.Waits_For_Something_Else.log"
    ]


def test_stop_on_error(tmp_path: Path) -> None:
    run = Run(tmp_path, FAILING / "transcript.robot", stop_on_error=True)
    assert (run.summary["passed"], run.summary["failed"]) == (0, 2)


FOR_EVERY_BOARD = """*** Settings ***
Metadata    Boards    all
*** Variables ***
${BOARD}    own choice
*** Test Cases ***
Names Its Board
    Log    ${BOARD}
    Should Not Be Equal    ${BOARD}    second
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_suite_for_every_board_runs_for_each(tmp_path: Path, jobs: int) -> None:
    (tmp_path / "each.robot").write_text(FOR_EVERY_BOARD, encoding="utf-8")
    run = Run(tmp_path, tmp_path / "each.robot", boards=["first", "second"], jobs=jobs)
    assert [(test["name"], test["status"]) for test in run.summary["tests"]] == [
        ("Suites.Each (first).Names Its Board", "PASS"),
        ("Suites.Each (second).Names Its Board", "FAIL"),
    ]


def test_a_board_that_is_given_is_the_only_one(tmp_path: Path) -> None:
    (tmp_path / "each.robot").write_text(FOR_EVERY_BOARD, encoding="utf-8")
    run = Run(tmp_path, tmp_path / "each.robot", boards=["first", "second"], variables={"BOARD": "third"})
    assert [test["name"] for test in run.summary["tests"]] == ["Each (third).Names Its Board"]


def test_without_boards_such_a_suite_chooses_for_itself(tmp_path: Path) -> None:
    (tmp_path / "each.robot").write_text(FOR_EVERY_BOARD, encoding="utf-8")
    run = Run(tmp_path, tmp_path / "each.robot")
    assert [test["name"] for test in run.summary["tests"]] == ["Each.Names Its Board"]


def test_missing_resource_and_setups_are_filled_in(tmp_path: Path) -> None:
    assert Run(tmp_path, FAILING / "no_setup.robot").status == 0


def test_a_suite_with_an_import_error_is_bad_input(tmp_path: Path) -> None:
    run = Run(tmp_path, FAILING / "import_error.robot")
    assert run.status == 2
    assert "none.resource" in run.console


@pytest.mark.parametrize(
    "options", [{"include": ["nobody"]}, {"fixture": "Nothing"}, {"exclude": ["*"], "include": ["nobody"]}]
)
def test_a_run_without_tests_fails(tmp_path: Path, options: dict[str, Any]) -> None:
    run = Run(tmp_path, FAILING / "transcript.robot", **options)
    assert run.status == 1
    assert "nothing ran" in run.error


def test_fixture_and_repeat(tmp_path: Path) -> None:
    run = Run(tmp_path, FAILING / "transcript.robot", fixture="Passes", repeat=2)
    assert run.status == 0
    assert run.summary["passed"] == 2


def test_jobs_give_the_same_results_in_one_report(tmp_path: Path) -> None:
    run = Run(tmp_path, FAILING / "transcript.robot", FAILING / "no_setup.robot", jobs=2)
    assert run.status == 1
    assert run.console.index("transcript\n") < run.console.index("no_setup\n")
    assert run.console.count("2 passed, 1 failed, 0 skipped") == 1
    assert (tmp_path / "output.xml").exists()
    assert {test["name"] for test in run.summary["tests"]} >= {"Suites.Transcript.Passes"}


def test_jobs_without_a_matching_test(tmp_path: Path) -> None:
    files = FAILING / "transcript.robot", FAILING / "no_setup.robot"
    run = Run(tmp_path / "none", *files, jobs=2, fixture="Nothing")
    assert run.status == 1
    assert "nothing ran" in run.error
    assert Run(tmp_path / "one", *files, jobs=2, fixture="Keywords*").status == 0


def test_variables_override_the_resource(tmp_path: Path) -> None:
    Run(tmp_path, FAILING / "transcript.robot", variables={"SAVE_LOGS": "False"})
    assert not (tmp_path / "logs").exists()


def test_a_missing_suite_names_the_nearest(tmp_path: Path) -> None:
    run = Run(tmp_path, FAILING / "transcripts.robot")
    assert run.status == 2
    assert "no such suite; did you mean 'transcript.robot'?" in run.error


def test_what_is_no_suite_is_bad_input(tmp_path: Path) -> None:
    binary = tmp_path / "image.elf"
    binary.write_bytes(b"\x7fELF\x00\xff")
    (tmp_path / "empty").mkdir()
    page = tmp_path / "README.md"
    page.write_text("# Suites\n\nNone here.\n", encoding="utf-8")
    for path in (binary, page):
        run = Run(tmp_path / "out", path)
        assert (run.status, run.error) == (
            2,
            f"{path}: no suite, expected a .robot file with a '*** Test Cases ***' section",
        )
    assert Run(tmp_path / "out", tmp_path / "empty").status == 2
    assert Run(tmp_path / "out").status == 2


def test_two_runs_give_the_same_verdicts_and_messages(tmp_path: Path) -> None:
    runs = [Run(tmp_path / name, FAILING / "transcript.robot") for name in ("a", "b")]
    messages = [[test["message"] for test in run.summary["tests"]] for run in runs]
    assert messages[0] == messages[1]


def test_a_failure_names_the_file_that_is_missing(tmp_path: Path) -> None:
    run = Run(tmp_path, FAILING / "missing_file.robot")
    assert run.status == 1
    assert "Parameters did not match the signature" in run.console
    assert "There is no file /nowhere/firmware.elf." in run.console
