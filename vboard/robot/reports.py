"""The reports of a finished run, and the exit status that it deserves."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from robot.api import ExecutionResult, ResultWriter
from robot.errors import DataError
from robot.output import LOGGER

from vboard.errors import VBoardError
from vboard.locks import exclusive
from vboard.paths import shown
from vboard.robot.interruption import NOT_RUN
from vboard.robot.selection import key_of
from vboard.robot.suites import check_name

PASSED = 0
FAILED = 1
BAD_INPUT = 2
NOTHING_RAN = "no test matches: nothing ran"
_BOARD = re.compile(r" \(([^()]+)\)(?: \(run \d+\))?$")
BUSY = "another run is writing its reports here; --results-dir DIR puts them elsewhere"
REPORTS = ("output.xml", "log.html", "report.html", "xunit.xml", "summary.json")


def make_results_folder(directory: Path) -> None:
    """Create the folder of the reports, if it is not there, and refuse one that cannot take them.

    Raises:
        VBoardError: says which path, and how to name another folder.
    """
    check_name(directory.resolve())
    hint = "--results-dir DIR puts the reports elsewhere"
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise VBoardError(f"{shown(directory)}: is no folder; {hint}") from error
    except OSError as error:
        raise VBoardError(f"{shown(directory)}: {(error.strerror or str(error)).lower()}; {hint}") from error
    if not os.access(directory, os.W_OK | os.X_OK):
        raise VBoardError(f"{shown(directory)}: may not be written to (permission denied); {hint}")
    for name in REPORTS:
        path = directory / name
        if path.exists() and not (path.is_file() and os.access(path, os.W_OK)):
            raise VBoardError(f"{shown(path)}: cannot be replaced (permission denied); {hint}")


@contextmanager
def results_folder(directory: Path) -> Iterator[None]:
    """The folder of the reports, made and kept from other runs; errors as `make_results_folder`.

    Raises:
        VBoardError: another run is writing its reports there.
    """
    make_results_folder(directory)
    with exclusive(directory, BUSY):
        yield


def write_reports(
    outputs: Sequence[Path], directory: Path, stream: TextIO, totals: bool = True, merged: bool = False
) -> int:
    """Write `log.html`, `report.html`, `xunit.xml` and `summary.json`; print the totals.

    Args:
        outputs: Robot Framework's XML outputs; several are combined into `output.xml`.
        directory: where the reports go.
        stream: where totals and errors are printed.
        totals: whether to print them.
        merged: one output, too, is not yet in its place.

    Returns:
        0 when all tests passed, 1 when one failed or none passed, 2 for an error in a suite.

    Raises:
        VBoardError: a report cannot be written.
    """
    try:
        result = ExecutionResult(*[str(output) for output in outputs])
    except DataError as problem:
        raise VBoardError(" ".join(str(problem).split())) from problem
    reports: dict[str, str] = {
        "log": str(directory / "log.html"),
        "report": str(directory / "report.html"),
        "xunit": str(directory / "xunit.xml"),
    }
    if len(outputs) > 1 or merged:
        result.suite.name = "Suites"
        reports["output"] = str(directory / "output.xml")
    summary = _summary(result)
    LOGGER.unregister_console_logger()  # it would list the files on standard output
    ResultWriter(result).write_results(**reports, stdout=io.StringIO(), stderr=stream)
    _write_summary(directory / "summary.json", summary)
    if totals:
        not_run = sum(test["message"] == NOT_RUN for test in summary["tests"])
        print(
            f"{summary['passed']} passed, {summary['failed']} failed, {summary['skipped'] - not_run} skipped"
            f"{f', {not_run} not run' if not_run else ''}; report: {directory / 'report.html'}",
            file=stream,
        )
        for error in summary["errors"]:
            print(f"vboard: {' '.join(error.split())}", file=stream)
    if summary["errors"]:
        return BAD_INPUT
    return PASSED if summary["failed"] == 0 and summary["passed"] > 0 else FAILED


def _write_summary(path: Path, summary: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise VBoardError(f"{shown(path)}: {error.strerror}") from error


def _summary(result: Any) -> dict[str, Any]:
    totals = result.statistics.total
    return {
        "passed": totals.passed,
        "failed": totals.failed,
        "skipped": totals.skipped,
        "errors": [message.message for message in result.errors if message.level == "ERROR"],
        "tests": [
            {
                "name": _full_name(test),
                "suite": _suite_key(test),
                "test": test.name,
                "status": test.status,
                "seconds": test.elapsedtime / 1000,
                "message": test.message,
            }
            for test in result.suite.all_tests
        ],
    }


def _suite_key(test: Any) -> str:
    """Names the suite of a test on every machine, with the board that is in its name."""
    board = _BOARD.search(test.parent.name)
    source = test.parent.source
    return key_of(Path(source), board[1] if board else "") if source else str(test.parent.name)


def _full_name(test: Any) -> str:
    """Name with its suites; Robot Framework 7 renamed the attribute."""
    return str(getattr(test, "full_name", None) or test.longname)
