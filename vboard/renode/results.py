"""What `renode-test` leaves behind, as one result with the names that the built-in engine gives.

`renode-test` names a suite after its file's stem, the whole "Test Suite", and with one file it loses the
suite's name altogether; each repetition has an output of its own. Reports and JUnit XML of the two engines
are to name the same test alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from robot.api import ExecutionResult, TestSuite
from robot.result import TestSuite as ResultSuite

OUTPUT = "robot_output.xml"
"""What `renode-test` calls the combined output."""
_LISTENER = re.compile(r"listener '[^']*\b(?:retry_and_timeout_listener|robot_output_formatter\w*)\.py")
_ITERATION = re.compile(r"iteration(\d+)")


def find_outputs(folder: Path) -> list[Path]:
    """Outputs of a run below `folder`: its own, or one for each repetition, in their order."""
    single = [folder / OUTPUT] if _is_written(folder / OUTPUT) else []
    repeated = [path for path in folder.glob(f"iteration*/{OUTPUT}") if _is_written(path)]
    return [*single, *sorted(repeated, key=_iteration)]


@dataclass(frozen=True)
class Combined:
    """What was combined.

    Attributes:
        files: suite files that gave a result with at least one test, one entry for each time they ran.
        listener_errors: complaints about listeners of `renode-test` itself. Those of release 1.16.1 and
            of the master branch after it are not for Robot Framework 7.1 and newer.
    """

    files: list[Path]
    listener_errors: list[str]


def combine(outputs: Mapping[Path, str], target: Path) -> Combined:
    """Write one output of all, suite beside suite.

    Args:
        outputs: as `find_outputs` returns them, with the board that each was run for (empty: none).
        target: the file to write.

    Raises:
        robot.errors.DataError: an output is cut off.
    """
    suites: list[Any] = []
    errors: list[Any] = []
    result: Any = None
    for output, board in outputs.items():
        result = ExecutionResult(str(output))
        turn = f" (run {_iteration(output)})" if _iteration(output) else ""
        place = f" ({board})" if board else ""
        for suite in _with_tests(result.suite):
            suite.name = _name(suite) + place + turn
            suite.parent = None
            suites.append(suite)
        errors += result.errors.messages
    if len(suites) == 1:
        result.suite = suites[0]
    else:
        result.suite = ResultSuite(name="Suites")
        result.suite.suites = suites
    own = [error for error in errors if _LISTENER.search(error.message)]
    result.errors.messages = [error for error in errors if error not in own]
    result.save(str(target))
    return Combined([Path(suite.source) for suite in suites], [error.message for error in own])


def _with_tests(suite: Any) -> Iterator[Any]:
    if suite.tests:
        yield suite
    for child in suite.suites:
        yield from _with_tests(child)


def _name(suite: Any) -> str:
    """The name that Robot Framework gives the file; the action of a hot spot stays behind it."""
    action = suite.metadata.get("HotSpot_Action", "-")
    suffix = f" [HotSpot action: {action}]" if action != "-" else ""
    return str(TestSuite.name_from_source(suite.source)) + suffix


def _iteration(output: Path) -> int:
    found = _ITERATION.fullmatch(output.parent.name)
    return int(found[1]) if found else 0


def _is_written(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
