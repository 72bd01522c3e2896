"""Renode's program `renode-test` on the built-in engine."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from vboard.dropin.suite_list import read_suite_list
from vboard.dropin.test_options import TestOptions
from vboard.errors import RunFailedError, VBoardError
from vboard.robot.reports import NOTHING_RAN
from vboard.robot.robot_library import SHOW_LOG
from vboard.robot.selection import NothingLeftError, parse_shard, take_shard
from vboard.robot.suites import SuiteFile

_REPORTS = {"output.xml": "robot_output.xml", "log.html": "log.html", "report.html": "report.html"}
"""Names of Robot Framework's reports, and of what `renode-test` leaves."""
_FAILED = "Some tests failed :( See the list of failed tests below and logs for details!"


def run(options: TestOptions) -> int:
    """Do what `renode-test` does with these options.

    Returns:
        Exit status: 0 when no test failed (also when tags left none to run), else 1.

    Raises:
        VBoardError: the results or the list of suites cannot be used.
    """
    for text in options.unused:
        print(f"vboard: {text}", file=sys.stderr)
    suites = list(options.suites)
    if not suites and options.list_file is not None:
        suites = read_suite_list(options.list_file)
    for suite in suites:
        if not suite.exists():
            print(f"Path {suite} does not exist. Quitting ...")
            return 1
    if options.subset:
        suites = _subset(suites, options.subset)
    if options.fixture:
        print(f"Testing fixture: {options.fixture}")
    if options.dry_run or not suites:
        _say("Will run the following test files:" if suites else "No test files", *suites)
        return 0
    failed: list[str] = []
    for turn in itertools.count(1):
        if options.repeat != 1:
            print(f"Running tests iteration {turn}{f' of {options.repeat}' if options.repeat else ''}...")
        folder = options.results / f"iteration{turn}" if options.repeat > 1 else options.results
        failed += _run_until_passed(suites, options, folder)
        if turn == options.repeat or (failed and options.stop_on_error):
            break
    if failed:
        print(_FAILED)
        print("Failed robot critical tests:")
        for number, name in enumerate(dict.fromkeys(failed), 1):
            print(f"\t{number}. {name}")
        return 1
    print("Tests finished successfully :)")
    return 0


def _subset(suites: list[Path], subset: str) -> list[Path]:
    """One part of the suites; there may be none left for it."""
    part = parse_shard(subset, "--subset")
    try:
        return [each.path for each in take_shard([SuiteFile(suite) for suite in suites], part, {})]
    except NothingLeftError:
        return []


def _run_until_passed(suites: list[Path], options: TestOptions, folder: Path) -> list[str]:
    """Run the suites, and again while one fails and another attempt is allowed; names what failed last."""
    failed: list[str] = []
    for attempt in range(options.retry):
        if attempt:
            print(f"Retrying suites, attempt {attempt + 1} of {options.retry}...")
        place = folder / f"retry{attempt}" if options.retry > 1 else folder
        failed = _run_once(suites, options, place)
        if not failed:
            break
    return failed


def _run_once(suites: list[Path], options: TestOptions, folder: Path) -> list[str]:
    """Run the suites once, leave the reports in `folder`, and name the tests that failed."""
    from vboard.robot.options import SuiteOptions
    from vboard.robot.runner import run_suites

    results = folder.resolve()
    try:
        results.mkdir(parents=True, exist_ok=True)
        name = tempfile.mkdtemp(prefix=".renode-test-", dir=results)
    except OSError as error:
        raise VBoardError(f"{folder}: {error.strerror}; -r DIR puts the results elsewhere") from error
    with _removed_behind(name), _log_shown(options.show_log):
        try:
            status = run_suites(
                list(suites),
                SuiteOptions(
                    output_dir=name,
                    variables={"RESULTS_DIRECTORY": results, **options.variables},
                    include=options.include,
                    exclude=options.exclude,
                    fixture=f"*{options.fixture}*" if options.fixture else None,
                    stop_on_error=options.stop_on_error,
                    jobs=options.jobs,
                ),
                stream=cast(TextIO, _Elsewhere(sys.stdout, name, str(results))),
                own_process=True,
            )
        except RunFailedError as error:
            if str(error) != NOTHING_RAN:
                raise
            print("No test matches")
            return [f"fixture {options.fixture}"] if options.fixture else []
        return _leave_reports(Path(name), results, status)


def _leave_reports(work: Path, results: Path, status: int) -> list[str]:
    for name, kept in _REPORTS.items():
        shutil.copyfile(work / name, results / kept)
    for label, kept in (("Output:", "robot_output.xml"), ("Log:", "log.html"), ("Report:", "report.html")):
        print(f"{label:8} {results / kept}")
    summary: dict[str, Any] = json.loads((work / "summary.json").read_text(encoding="utf-8"))
    failed = [str(test["name"]) for test in summary["tests"] if test["status"] == "FAIL"]
    if status and not failed:
        failed = [" ".join(error.split()) for error in summary["errors"]]
    return failed


class _Elsewhere:
    """A stream for text that names files of one folder, which will be in another when somebody reads it."""

    def __init__(self, stream: TextIO, folder: str, shown: str) -> None:
        self._stream = stream
        self._folder = folder
        self._shown = shown

    def write(self, text: str) -> int:
        """Write with the other folder's name."""
        return self._stream.write(text.replace(self._folder, self._shown))

    def flush(self) -> None:
        """Pass on."""
        self._stream.flush()


@contextmanager
def _removed_behind(folder: str) -> Iterator[None]:
    """Remove a folder at the end; unlike `TemporaryDirectory` not at the end of a copied process as well."""
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _log_shown(shown: bool) -> Iterator[None]:
    """The engine's log on standard output, in this process and in those that it starts."""
    if shown:
        os.environ[SHOW_LOG] = "1"
    try:
        yield
    finally:
        if shown:
            os.environ.pop(SHOW_LOG, None)


def _say(title: str, *suites: Path) -> None:
    print(title)
    for suite in suites:
        print(f"  - {suite}")
