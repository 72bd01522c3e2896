"""Results of suites whose process ended before it had written them."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from pathlib import Path

from robot.api import ExecutionResult
from robot.errors import DataError
from robot.result import Result, TestSuite

from vboard.robot.suites import SuiteFile, build


def is_whole(output: Path) -> bool:
    """Whether an `output.xml` is there and complete."""
    try:
        ExecutionResult(str(output), include_keywords=False)
    except DataError:
        return False
    return True


def ending(status: int) -> str:
    """How a process ended, in words."""
    if status >= 0:
        return f"with status {status}"
    try:
        return f"by {signal.Signals(-status).name}"
    except ValueError:
        return f"by signal {-status}"


def write_failed(
    file: SuiteFile,
    status: int,
    output: Path,
    *,
    include: Sequence[str],
    exclude: Sequence[str],
    fixture: str | None,
) -> None:
    """Write an `output.xml` in which each test of a suite that was to run failed.

    What had passed before its process ended nobody has written down.

    Args:
        file: the suite.
        status: how its process ended.
        output: the file to write.
        include, exclude, fixture: which tests were to run.
    """
    suite = build([file], include=include, exclude=exclude, fixture=fixture)
    message = f"no result: the process of this suite ended {ending(status)}"
    result = TestSuite(name=suite.name, source=str(file.path))
    for test in suite.all_tests:
        result.tests.create(name=test.name, tags=test.tags, status="FAIL", message=message)
    Result(str(output), result).save(str(output))
