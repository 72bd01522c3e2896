"""Runs robot suites on the built-in engine and writes the reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from robot.api import TestSuite

from vboard.errors import RunFailedError
from vboard.interrupts import Interruption, end_as_signalled, restored_handlers
from vboard.robot.console_listener import ConsoleListener
from vboard.robot.interruption import InterruptionListener
from vboard.robot.options import SuiteOptions
from vboard.robot.parallel import ENDED, run_parts
from vboard.robot.reports import BAD_INPUT, FAILED, NOTHING_RAN, make_results_folder, write_reports
from vboard.robot.suites import RESOURCE, SuiteFile, build
from vboard.robot.supervision import Lost, can_supervise, end_with, supervised
from vboard.robot.unfinished import is_whole, write_lost


def run_suites(
    paths: Sequence[str | Path],
    options: SuiteOptions,
    *,
    stream: TextIO | None = None,
    part: bool = False,
    own_process: bool = False,
) -> int:
    """Run suites and write `output.xml`, `log.html`, `report.html`, `xunit.xml`, `summary.json`.

    Args:
        paths: suite files and directories.
        options: what to run of them, and how.
        stream: where progress is printed, standard output by default.
        part: this is one of several processes: the totals are printed by the one that started it.
        own_process: whether a process that ends in a test may be this one's copy, where the system can copy.

    Returns:
        Exit status: 0 when all tests passed, 1 when one failed, 2 when a suite has an error (an import
        that fails, a setting that is wrong).

    Raises:
        VBoardError: a suite is missing or none, or the results folder cannot be written to.
        RunFailedError: no test ran.
        KeyboardInterrupt, SystemExit: the user ended the run, and what came to its end is reported.
    """
    stream = sys.stdout if stream is None else stream
    files = options.suites(paths)
    make_results_folder(options.directory)
    if options.jobs > 1 and len(files) > 1:
        return _run_in_processes(files, options, stream)
    watched = [sys.__stdin__.fileno()] if part and sys.__stdin__ else []
    if own_process and can_supervise():
        return _run_supervised(files, options, stream, part, watched)
    end_with(*watched)
    return _run_here(files, options, stream, part)


def _run_supervised(
    files: Sequence[SuiteFile], options: SuiteOptions, stream: TextIO, part: bool, watched: Sequence[int]
) -> int:
    try:
        return supervised(lambda journal: _run_here(files, options, stream, part, [journal]), watched)
    except Lost as lost:
        output = options.directory / "output.xml"
        said = write_lost(_build(files, options), lost.status, lost.verdicts, output)
        print(f"vboard: {said}", file=stream)
        write_reports([output], options.directory, stream, totals=not part)
        return FAILED


def _build(files: Sequence[SuiteFile], options: SuiteOptions) -> TestSuite:
    return build(
        files,
        include=options.include,
        exclude=options.exclude,
        fixture=options.fixture,
        repeat=options.repeat,
    )


def _run_here(
    files: Sequence[SuiteFile],
    options: SuiteOptions,
    stream: TextIO,
    part: bool,
    listeners: Sequence[object] = (),
) -> int:
    suite = _build(files, options)
    if suite.test_count == 0:
        if part:
            return FAILED
        raise RunFailedError(NOTHING_RAN)
    directory = options.directory
    output = directory / "output.xml"
    variables: dict[str, object] = {
        "RENODEKEYWORDS": RESOURCE,
        "RESULTS_DIRECTORY": directory,
        **options.variables,
    }
    interruption = InterruptionListener()
    with restored_handlers():
        suite.run(
            output=str(output),
            outputdir=str(directory),
            console="none",
            listener=[interruption, ConsoleListener(stream, interruption), *listeners],
            variable=[f"{name}:{value}" for name, value in variables.items()],
            skiponfailure=["non_critical"],
            exitonfailure=options.stop_on_error,
            stdout=stream,
            stderr=stream,
        )
    status = write_reports([output], directory, stream, totals=not part)
    end_as_signalled(interruption.signal)
    return status


def _run_in_processes(files: Sequence[SuiteFile], options: SuiteOptions, stream: TextIO) -> int:
    arguments = [*options.selection(), f"--repeat={options.repeat}"]
    arguments += [f"--fixture={options.fixture}"] if options.fixture else []
    with Interruption() as interruption:
        parts = run_parts(files, options.jobs, options.directory, arguments, stream, interruption)
    outputs, lost = [], []
    for part in parts:
        if is_whole(part.output):
            outputs.append(part.output)
        elif part.status == BAD_INPUT:
            lost.append(part)
            print(f"vboard: {part.file.path}: no result", file=stream)
        elif part.status != FAILED and not (interruption and part.status in ENDED):
            said = write_lost(_build([part.file], options), part.status, [], part.output)
            print(f"vboard: {said}", file=stream)
            outputs.append(part.output)
    if interruption and len(parts) < len(files):
        print(f"{len(files) - len(parts)} of {len(files)} suites not run: interrupted", file=stream)
    if not outputs:
        interruption.exit()
        if not lost:
            raise RunFailedError(NOTHING_RAN)
        return BAD_INPUT
    status = write_reports(outputs, options.directory, stream)
    interruption.exit()
    return max(status, BAD_INPUT) if lost else status
