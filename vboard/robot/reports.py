"""The reports of a finished run, and the exit status that it deserves."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from robot.api import ExecutionResult, ResultWriter

PASSED = 0
FAILED = 1
BAD_INPUT = 2


def write_reports(outputs: Sequence[Path], directory: Path, stream: TextIO, totals: bool = True) -> int:
    """Write `log.html`, `report.html`, `xunit.xml` and `summary.json`; print the totals.

    Args:
        outputs: Robot Framework's XML outputs; several are combined into `output.xml`.
        directory: where the reports go.
        stream: where totals and errors are printed.
        totals: whether to print them.

    Returns:
        0 when all tests passed, 1 when one failed or none passed, 2 for an error in a suite.
    """
    result = ExecutionResult(*[str(output) for output in outputs])
    reports: dict[str, str] = {
        "log": str(directory / "log.html"),
        "report": str(directory / "report.html"),
        "xunit": str(directory / "xunit.xml"),
    }
    if len(outputs) > 1:
        result.suite.name = "Suites"
        reports["output"] = str(directory / "output.xml")
    summary = _summary(result)
    ResultWriter(result).write_results(**reports, stdout=io.StringIO(), stderr=stream)
    (directory / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    if totals:
        print(
            f"{summary['passed']} passed, {summary['failed']} failed, {summary['skipped']} skipped; "
            f"report: {directory / 'report.html'}",
            file=stream,
        )
        for error in summary["errors"]:
            print(f"error: {error}", file=stream)
    if summary["errors"]:
        return BAD_INPUT
    return PASSED if summary["failed"] == 0 and summary["passed"] > 0 else FAILED


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
                "status": test.status,
                "seconds": test.elapsedtime / 1000,
                "message": test.message,
            }
            for test in result.suite.all_tests
        ],
    }


def _full_name(test: Any) -> str:
    """Name with its suites; Robot Framework 7 renamed the attribute."""
    return str(getattr(test, "full_name", None) or test.longname)
