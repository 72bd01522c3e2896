"""Results of suites whose process ended before it had written them."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from robot.api import ExecutionResult
from robot.api import TestSuite as RunningSuite
from robot.errors import DataError
from robot.result import Result, TestSuite

from vboard.robot.supervision import Verdict


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


def write_lost(suite: RunningSuite, status: int, verdicts: Sequence[Verdict], output: Path) -> str:
    """Write the `output.xml` of a run whose process ended before it had written one.

    Tests that had come to their end keep their verdicts. That in which it ended has failed, and so have all
    that would have followed.

    Args:
        suite: what was to run.
        status: how its process ended.
        verdicts: of its tests, in order, as far as they came.
        output: the file to write.

    Returns:
        One line: which suite, how its process ended, in which test.
    """
    tests = list(suite.all_tests)
    how = f"its process ended {ending(status)}"
    last = tests[min(len(verdicts), len(tests) - 1)]
    results = []
    for number, test in enumerate(tests):
        if test is last:
            verdict = Verdict("FAIL", how, 0.0)
        elif number < len(verdicts):
            verdict = verdicts[number]
        else:
            verdict = Verdict("FAIL", f"not run: {how}", 0.0)
        results.append(verdict)
    whole = _result(suite, iter(results))
    Result(str(output), whole).save(str(output))
    return f"{last.source}: {how} in '{last.name}', no result"


def _result(suite: RunningSuite, verdicts: Iterator[Verdict]) -> TestSuite:
    result = TestSuite(name=suite.name, source=suite.source)
    for child in suite.suites:
        result.suites.append(_result(child, verdicts))
    for test, verdict in zip(suite.tests, verdicts, strict=False):
        ended = result.tests.create(
            name=test.name, tags=test.tags, status=verdict.status, message=verdict.message
        )
        if hasattr(ended, "elapsed_time"):  # from Robot Framework 7 on
            ended.elapsed_time = timedelta(seconds=verdict.seconds)
    return result
