"""Runs robot suites through Renode's own `renode-test`, and writes the built-in engine's reports.

The exit status of `renode-test` alone is no verdict: it is 0 also when no test ran. What counts is
its XML output, read together with the status.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from vboard.errors import VBoardError
from vboard.renode.locate import Renode
from vboard.robot.reports import BAD_INPUT, FAILED, PASSED, write_reports
from vboard.robot.suites import find_suites

OUTPUT = "robot_output.xml"
"""What `renode-test` calls the combined output."""
CRASHED = 2
"""Status of `renode-test` when Renode itself ended."""
SHOWN_LINES = 5


def run_suites(
    renode: Renode,
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
    stream: TextIO | None = None,
) -> int:
    """Run suites and write `output.xml`, `log.html`, `report.html`, `xunit.xml`, `summary.json`.

    Args:
        renode: the installation.
        paths, output_dir, variables, include, exclude, fixture, repeat, stop_on_error, jobs, stream: as
            in `vboard.robot.runner.run_suites`.

    Returns:
        Exit status: 0 when all tests passed, 1 when one failed, none ran or Renode crashed, 2 when a
        suite is missing or has an error.

    Raises:
        VBoardError: a suite is missing, or the installation has no `renode-test`.
    """
    stream = sys.stdout if stream is None else stream
    runner = renode.runner()
    files = find_suites([Path(path) for path in paths])
    if not files:
        raise VBoardError("no suites given, expected .robot files or directories")
    directory = Path(output_dir).resolve()
    output = directory / OUTPUT
    try:
        directory.mkdir(parents=True, exist_ok=True)
        # What an earlier run left must not be taken for the result of this one.
        for stale in (output, directory / "output.xml", directory / "summary.json", directory / "xunit.xml"):
            stale.unlink(missing_ok=True)
    except OSError as error:
        raise VBoardError(f"{directory}: {error.strerror}") from error
    command = [str(runner), "-r", str(directory), "-j", str(jobs), "-n", str(repeat)]
    command += [f"--include={tag}" for tag in include]
    command += [f"--exclude={tag}" for tag in exclude]
    command += [f"--variable={name}:{value}" for name, value in (variables or {}).items()]
    command += ["-f", fixture] if fixture else []
    command += ["--stop-on-error"] if stop_on_error else []
    status, last_lines = _run([*command, *map(str, files)], renode, stream)
    return _verdict(status, output, directory, last_lines, stream)


def _run(command: Sequence[str], renode: Renode, stream: TextIO) -> tuple[int, list[str]]:
    """Pass the output through; returns the status and the last lines."""
    try:
        process = subprocess.Popen(
            command,
            env=renode.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        raise VBoardError(f"{command[0]}: {error.strerror}") from error
    last: deque[str] = deque(maxlen=SHOWN_LINES)
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            stream.write(line)
            if line.strip():
                last.append(line.strip())
    return process.returncode, list(last)


def _verdict(status: int, output: Path, directory: Path, last_lines: Sequence[str], stream: TextIO) -> int:
    if not output.is_file() or output.stat().st_size == 0:
        if status == PASSED:
            print("error: no test matches: nothing ran", file=stream)
        else:
            reason = last_lines[-1] if last_lines else "it said nothing"
            print(f"error: renode-test ended with status {status} and no result: {reason}", file=stream)
        return FAILED
    shutil.copyfile(output, directory / "output.xml")
    try:
        verdict = write_reports([directory / "output.xml"], directory, stream)
    except Exception as error:  # Robot Framework raises its own DataError for XML that is cut off
        print(f"error: {output}: not a result of Robot Framework: {error}", file=stream)
        return FAILED
    if status == PASSED or verdict == BAD_INPUT:
        return verdict
    if status == CRASHED:
        print("error: Renode crashed while the suites ran", file=stream)
    elif verdict == PASSED:
        print(f"error: every test passed but renode-test ended with status {status}", file=stream)
    return FAILED
