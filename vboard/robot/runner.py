"""Runs robot suites on the built-in engine and writes the reports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from vboard.errors import RunFailedError, VBoardError
from vboard.interrupts import Interruption, end_as_signalled, restored_handlers
from vboard.robot.console_listener import ConsoleListener
from vboard.robot.interruption import InterruptionListener
from vboard.robot.parallel import ENDED, run_parts
from vboard.robot.reports import BAD_INPUT, FAILED, NOTHING_RAN, make_results_folder, write_reports
from vboard.robot.suites import RESOURCE, SuiteFile, build, find_suites, for_boards

Choice = Callable[[list[SuiteFile]], list[SuiteFile]]
"""Takes some of the suites that were found."""


@dataclass(frozen=True)
class _Options:
    """What to run of the suites, and how."""

    variables: Mapping[str, object] = field(default_factory=dict)
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    fixture: str | None = None
    repeat: int = 1
    stop_on_error: bool = False

    def arguments(self) -> list[str]:
        """The same as command line arguments of `python -m vboard.robot`."""
        arguments = [f"--variable={name}:{value}" for name, value in self.variables.items()]
        arguments += [f"--include={tag}" for tag in self.include]
        arguments += [f"--exclude={tag}" for tag in self.exclude]
        arguments += [f"--fixture={self.fixture}"] if self.fixture else []
        arguments += [f"--repeat={self.repeat}"]
        arguments += ["--stop-on-error"] if self.stop_on_error else []
        return arguments


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
    jobs: int = 1,
    boards: Sequence[str] = (),
    stream: TextIO | None = None,
    part: bool = False,
    choose: Choice = list,
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
        stop_on_error: end (each process) at the first failure.
        jobs: processes at a time; with more than one, each file runs in a process of its own.
        boards: for which a suite runs that is for every board; without any it chooses for itself.
        stream: where progress is printed, standard output by default.
        choose: takes the suites that run from all that were found.
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
    directory = Path(output_dir).resolve()
    options = _Options(variables or {}, include, exclude, fixture, repeat, stop_on_error)
    files = for_boards(find_suites([Path(path) for path in paths]), boards, options.variables)
    if not files:
        raise VBoardError("no suites given, expected .robot files or directories")
    files = choose(files)
    make_results_folder(directory)
    if jobs > 1 and len(files) > 1:
        return _run_in_processes(files, jobs, directory, options, stream)
    return _run_here(files, directory, options, stream, part)


def _run_here(
    files: Sequence[SuiteFile], directory: Path, options: _Options, stream: TextIO, part: bool
) -> int:
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
    output = directory / "output.xml"
    variables: dict[str, object] = {
        "RENODEKEYWORDS": RESOURCE,
        "RESULTS_DIRECTORY": directory.resolve(),
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


def _run_in_processes(
    files: Sequence[SuiteFile], jobs: int, directory: Path, options: _Options, stream: TextIO
) -> int:
    with Interruption() as interruption:
        parts = run_parts(files, jobs, directory, options.arguments(), stream, interruption)
    outputs = [part.output for part in parts if part.output.exists()]
    lost = [part for part in parts if not part.output.exists() and part.status not in (FAILED, *ENDED)]
    for part in lost:
        ended = f"its process ended with status {part.status} and no result"
        print(f"vboard: {part.file.path}: {ended}", file=stream)
    if interruption and len(parts) < len(files):
        print(f"{len(files) - len(parts)} of {len(files)} suites not run: interrupted", file=stream)
    if not outputs:
        interruption.exit()
        if not lost:
            raise RunFailedError(NOTHING_RAN)
        return BAD_INPUT
    status = write_reports(outputs, directory, stream)
    interruption.exit()
    return max(status, BAD_INPUT) if lost else status
