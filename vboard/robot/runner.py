"""Runs robot suites on the built-in engine and writes the reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from robot.api import ExecutionResult, ResultWriter

from vboard.errors import VBoardError
from vboard.robot.console import ConsoleListener
from vboard.robot.suites import RESOURCE, build, find_suites

PASSED = 0
FAILED = 1
BAD_INPUT = 2


def run_suites(
    paths: Sequence[str | Path],
    *,
    output_dir: str | Path = "build/robot",
    variables: Mapping[str, object] | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    fixture: str | None = None,
    repeat: int = 1,
    stop_on_error: bool = False,
    stream: TextIO | None = None,
) -> int:
    """Run suites and write `output.xml`, `log.html`, `report.html`, `xunit.xml`, `summary.json`.

    Args:
        paths: suite files and directories.
        output_dir: where the reports go; created when missing.
        variables: for the suites, by name without `${}`; they override `renode-keywords.robot`.
        include: tags of which a test needs one.
        exclude: tags that exclude a test, besides `skipped` and `skip_<os>`.
        fixture: name pattern of the tests to run.
        repeat: how often everything runs.
        stop_on_error: end at the first failure.
        stream: where progress is printed, standard output by default.

    Returns:
        Exit status: 0 when all tests passed, 1 when one failed or none ran, 2 when a suite is
        missing or has an error (an import that fails, a setting that is wrong).
    """
    stream = sys.stdout if stream is None else stream
    directory = Path(output_dir)
    try:
        files = find_suites([Path(path) for path in paths])
        if not files:
            raise VBoardError("no suites given")
        suite = build(files, include=include, exclude=exclude, fixture=fixture, repeat=repeat)
        directory.mkdir(parents=True, exist_ok=True)
    except VBoardError as error:
        print(f"error: {error}", file=stream)
        return BAD_INPUT
    except OSError as error:
        print(f"error: {directory}: {error.strerror}", file=stream)
        return BAD_INPUT
    if suite.test_count == 0:
        print("error: no test matches: nothing ran", file=stream)
        return FAILED
    output = directory / "output.xml"
    suite.run(
        output=str(output),
        outputdir=str(directory),
        console="none",
        listener=[ConsoleListener(stream)],
        variable=_variables(directory, variables or {}),
        skiponfailure=["non_critical"],
        exitonfailure=stop_on_error,
        stdout=stream,
        stderr=stream,
    )
    return _report(output, directory, stream)


def _variables(directory: Path, given: Mapping[str, object]) -> list[str]:
    values: dict[str, object] = {
        "RENODEKEYWORDS": RESOURCE,
        "RESULTS_DIRECTORY": directory.resolve(),
        **given,
    }
    return [f"{name}:{value}" for name, value in values.items()]


def _report(output: Path, directory: Path, stream: TextIO) -> int:
    """Write the reports of a finished run and print its totals; return the exit status."""
    result = ExecutionResult(str(output))
    totals = result.statistics.total
    errors = [message.message for message in result.errors if message.level == "ERROR"]
    summary = {
        "passed": totals.passed,
        "failed": totals.failed,
        "skipped": totals.skipped,
        "errors": errors,
        "tests": [
            {
                "name": _full_name(test),
                "status": test.status,
                "seconds": test.elapsedtime / 1000,
                "message": test.message,
            }
            for test in result.suite.all_tests
        ],
    }
    ResultWriter(result).write_results(
        log=str(directory / "log.html"),
        report=str(directory / "report.html"),
        xunit=str(directory / "xunit.xml"),
        stdout=stream,
        stderr=stream,
    )
    (directory / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    print(
        f"{totals.passed} passed, {totals.failed} failed, {totals.skipped} skipped; "
        f"report: {directory / 'report.html'}",
        file=stream,
    )
    if errors:
        for error in errors:
            print(f"error: {error}", file=stream)
        return BAD_INPUT
    return PASSED if totals.failed == 0 and totals.passed > 0 else FAILED


def _full_name(test: Any) -> str:
    """Name with its suites; Robot Framework 7 renamed the attribute."""
    return str(getattr(test, "full_name", None) or test.longname)
