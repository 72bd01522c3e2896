"""Runs robot suites through Renode's own `renode-test`, and writes the built-in engine's reports.

The exit status of `renode-test` alone is no verdict: it is 0 also when no test ran. What counts is
its XML output, read together with the status.
"""

from __future__ import annotations

import contextlib
import fnmatch
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, TextIO

from robot.errors import DataError

from vboard.errors import RunFailedError, VBoardError
from vboard.interrupts import Interruption
from vboard.renode.locate import Renode, read_version
from vboard.renode.process import end_guarded, start_guarded
from vboard.renode.results import combine, find_outputs
from vboard.robot.options import SuiteOptions
from vboard.robot.reports import (
    BAD_INPUT,
    FAILED,
    NOTHING_RAN,
    PASSED,
    REPORTS,
    make_results_folder,
    write_reports,
)
from vboard.robot.suites import BOARD, SuiteFile, build

FOLDER = "renode-test"
"""Below the results folder: everything that `renode-test` itself writes."""
CRASHED = 2
"""Status of `renode-test` when Renode itself ended."""
SHOWN_LINES = 5
SILENCE = 1200.0
"""Seconds without output and without a result that grows, after which a run is given up. A Renode that hangs
is ended by the timeout of its test, if Robot Framework takes the listeners of `renode-test` (6.1 does)."""
POLL = 0.5
"""Seconds between two looks at whether the user wants to end."""


def run_suites(
    renode: Renode, paths: Sequence[str | Path], options: SuiteOptions, *, stream: TextIO | None = None
) -> int:
    """Run suites and write `output.xml`, `log.html`, `report.html`, `xunit.xml`, `summary.json`.

    Args:
        renode: the installation.
        paths: suite files and directories.
        options: what to run of them, and how.
        stream: where progress is printed, standard output by default.

    Returns:
        Exit status: 0 when all tests passed, 1 when one failed, none ran or Renode crashed, 2 when a
        suite is missing or has an error.

    Raises:
        RunFailedError: no test ran, or Renode failed.
        VBoardError: a suite is missing or is none, or the installation has no `renode-test`, or its
            `renode` does not run.
    """
    stream = sys.stdout if stream is None else stream
    renode.runner()
    files = options.suites(paths)
    directory = options.directory
    _clear(directory)
    # renode-test 1.16.1 dies of a suite in which the fixture matches nothing.
    chosen = [file for file in files if _has_match(file, options)]
    if not chosen:
        raise RunFailedError(NOTHING_RAN)
    # It waits three minutes for a Renode that has died at its start.
    read_version(renode)
    status, last_lines = PASSED, [""]
    outputs: dict[Path, str] = {}
    with Interruption() as interruption:
        for number, batch in enumerate(_batches(chosen)):
            folder = directory / FOLDER / str(number) if number else directory / FOLDER
            folder.mkdir()
            board = batch[0].board
            arguments = [*_arguments(options), *([f"--variable={BOARD}:{board}"] if board else [])]
            arguments += [str(file.path) for file in batch]
            ended, last_lines = _run(renode, folder, arguments, stream, interruption)
            outputs |= dict.fromkeys(find_outputs(folder), board)
            status = ended or status
            if interruption or (ended != PASSED and options.stop_on_error):
                break
    if interruption:
        _keep(outputs, directory, stream)
        interruption.exit()
    expected = Counter(file.path for file in chosen * options.repeat)
    return _verdict(status, outputs, directory, expected, last_lines, stream)


def _arguments(options: SuiteOptions) -> list[str]:
    """The options of `renode-test`."""
    arguments = ["-j", str(options.jobs), "-n", str(options.repeat), *options.selection()]
    return arguments + (["-f", options.fixture] if options.fixture else [])


def _clear(directory: Path) -> None:
    """What an earlier run left must not be taken for the result of this one."""
    make_results_folder(directory)
    try:
        for name in REPORTS:
            (directory / name).unlink(missing_ok=True)
        if (directory / FOLDER).is_dir():
            shutil.rmtree(directory / FOLDER)
    except OSError as error:
        raise VBoardError(f"{directory}: {error.strerror}") from error


def _has_match(file: SuiteFile, options: SuiteOptions) -> bool:
    """Whether `renode-test` would run a test of this suite.

    Raises:
        VBoardError: the file is no suite.
    """
    suite: Any = build([file], include=options.include, exclude=options.exclude)
    pattern = f"*{options.fixture or ''}*"
    return any(fnmatch.fnmatch(f"{file.path.stem}.{test.name}", pattern) for test in suite.all_tests)


def _batches(files: Sequence[SuiteFile]) -> list[list[SuiteFile]]:
    """Runs of `renode-test`: a run has one board, and keeps results by file name."""
    batches: list[list[SuiteFile]] = []
    for file in files:
        fitting = (
            batch
            for batch in batches
            if batch[0].board == file.board and file.path.stem not in {other.path.stem for other in batch}
        )
        batch = next(fitting, None)
        if batch is None:
            batches.append(batch := [])
        batch.append(file)
    return batches


def _keep(outputs: Mapping[Path, str], directory: Path, stream: TextIO) -> None:
    """Reports of what was complete when the user ended the run."""
    if not outputs:
        return
    with contextlib.suppress(DataError):  # the last one may be cut off
        combine(outputs, directory / "output.xml")
        write_reports([directory / "output.xml"], directory, stream)


def _run(
    renode: Renode, folder: Path, arguments: Sequence[str], stream: TextIO, is_interrupted: Callable[[], bool]
) -> tuple[int, list[str]]:
    """Run `renode-test` and pass its output through; returns the status and the last lines.

    It ends with this process, however that ends: an interrupted `renode-test` would go on with the
    next suite.
    """
    # The packages of newer versions put "-r $(pwd)" behind all arguments: there the working directory
    # counts. FIXTURE in the environment would take the place of -f.
    environment = {name: value for name, value in renode.environment().items() if name != "FIXTURE"}
    command: list[str | Path] = [renode.runner(), "-r", folder, *arguments]
    process = start_guarded(command, folder, environment, subprocess.PIPE)
    assert process.stdout is not None
    lines: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
    last: deque[str] = deque(maxlen=SHOWN_LINES)
    heard, given_up = time.time(), False
    try:
        while not is_interrupted():
            try:
                line = lines.get(timeout=POLL).decode("utf-8", errors="replace")
            except queue.Empty:
                if time.time() - max(heard, _newest(folder)) < SILENCE:
                    continue
                last.append(f"no sign of life for {SILENCE:g} s, ended")
                given_up = True
                break
            if not line:
                process.wait()
                break
            heard = time.time()
            stream.write(line)
            stream.flush()
            if line.strip():
                last.append(line.strip())
    finally:
        status = end_guarded(process)
    return (status or FAILED if given_up else status), list(last)


def _read(source: IO[bytes], lines: queue.Queue[bytes]) -> None:
    for line in source:
        lines.put(line)
    lines.put(b"")


def _newest(folder: Path) -> float:
    """When something was written last: Robot Framework writes each keyword as it ends."""
    times = [0.0]
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):  # removed meanwhile
            times.append(path.stat().st_mtime)
    return max(times)


def _verdict(
    status: int,
    outputs: Mapping[Path, str],
    directory: Path,
    expected: Counter[Path],
    last_lines: Sequence[str],
    stream: TextIO,
) -> int:
    if not outputs:
        reason = last_lines[-1] if last_lines else "it said nothing"
        raise RunFailedError(f"renode-test ended with status {status} and no result: {reason}")
    try:
        combined = combine(outputs, directory / "output.xml")
        verdict = write_reports([directory / "output.xml"], directory, stream)
    except VBoardError:
        raise
    except Exception as error:  # Robot Framework raises its own DataError for XML that is cut off
        raise RunFailedError(f"{list(outputs)[-1]}: not a result of Robot Framework: {error}") from error
    if combined.listener_errors:
        print(f"vboard: renode-test's own listeners fail ({combined.listener_errors[0]})", file=stream)
    if verdict == BAD_INPUT:
        return verdict
    seen = Counter(combined.files)
    if missing := [file for file in expected if seen[file] < expected[file]]:
        others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise RunFailedError(f"renode-test left no result of {missing[0]}{others}")
    if status == PASSED:
        return verdict
    if status == CRASHED:
        raise RunFailedError("Renode crashed while the suites ran")
    if verdict == PASSED:
        raise RunFailedError(f"every test passed but renode-test ended with status {status}")
    return FAILED
