"""Runs robot suites on the built-in engine and writes the reports."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from vboard.errors import RunFailedError
from vboard.interrupts import Interruption, end_as_signalled, restored_handlers
from vboard.robot.console_listener import ConsoleListener
from vboard.robot.interruption import InterruptionListener
from vboard.robot.options import SuiteOptions
from vboard.robot.parallel import ENDED, run_parts
from vboard.robot.reports import BAD_INPUT, FAILED, NOTHING_RAN, make_results_folder, write_reports
from vboard.robot.suites import RESOURCE, SuiteFile, build
from vboard.robot.unfinished import ending, is_whole, write_failed


def run_suites(
    paths: Sequence[str | Path],
    options: SuiteOptions,
    *,
    stream: TextIO | None = None,
    part: bool = False,
) -> int:
    """Run suites and write `output.xml`, `log.html`, `report.html`, `xunit.xml`, `summary.json`.

    Args:
        paths: suite files and directories.
        options: what to run of them, and how.
        stream: where progress is printed, standard output by default.
        part: this is one of several processes: the totals are printed by the one that started it.

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
    return _run_here(files, options, stream, part)


def _run_here(files: Sequence[SuiteFile], options: SuiteOptions, stream: TextIO, part: bool) -> int:
    suite = build(
        files,
        include=options.include,
        exclude=options.exclude,
        fixture=options.fixture,
        repeat=options.repeat,
    )
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
            listener=[interruption, ConsoleListener(stream, interruption)],
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
        elif part.status != FAILED and not (interruption and part.status in ENDED):
            print(
                f"vboard: {part.file.path}: its process ended {ending(part.status)}, no result", file=stream
            )
            if part.status == BAD_INPUT:
                lost.append(part)
            else:
                write_failed(
                    part.file,
                    part.status,
                    part.output,
                    include=options.include,
                    exclude=options.exclude,
                    fixture=options.fixture,
                )
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
