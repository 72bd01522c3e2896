"""Runs suite files in processes of their own, several at a time."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from vboard.interrupts import Interruption
from vboard.robot.suites import BOARD, SuiteFile

ENDED = (-signal.SIGINT, -signal.SIGTERM, 128 + signal.SIGINT, 128 + signal.SIGTERM)
"""Statuses of a process that was told to end."""
POLL = 0.1
"""Seconds between two looks at whether the user wants to end."""


@dataclass(frozen=True)
class Part:
    """What the process of one suite file left behind."""

    file: SuiteFile
    output: Path
    status: int
    text: str


def run_parts(
    files: Sequence[SuiteFile],
    jobs: int,
    directory: Path,
    arguments: Sequence[str],
    stream: TextIO,
    interruption: Interruption,
) -> list[Part]:
    """Run each file by `python -m vboard.robot`, at most `jobs` at a time.

    Args:
        files: suite files.
        jobs: number of processes.
        directory: each file gets a folder `parts/N` below it.
        arguments: further command line arguments.
        stream: gets what the processes print, file by file in order.
        interruption: when it comes, no further process starts, and those that run are told once.

    Returns:
        The parts that were started, in order.
    """
    running: set[subprocess.Popen[str]] = set()

    def run(numbered: tuple[int, SuiteFile]) -> Part | None:
        number, file = numbered
        if interruption:
            return None
        folder = directory / "parts" / str(number)
        output = folder / "output.xml"
        output.unlink(missing_ok=True)
        command = [sys.executable, "-m", "vboard.robot", str(file.path), "-r", str(folder), "--part"]
        command += arguments
        command += [f"--variable={BOARD}:{file.board}"] if file.board else []
        command += [f"--test={name}" for name in file.tests]
        # In a group of its own: Ctrl-C in a terminal reaches this process alone, which hands it down. Its
        # input ends with this process (`end_with`).
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0,
        ) as process:
            assert process.stdout is not None
            running.add(process)
            text = process.stdout.read()
            process.wait()
            running.discard(process)
        return Part(file, output, process.returncode, text)

    told: set[subprocess.Popen[str]] = set()
    parts: list[Part] = []
    with ThreadPoolExecutor(jobs) as pool:
        futures = [pool.submit(run, each) for each in enumerate(files, 1)]
        try:
            for future in futures:
                while not _done(future):
                    if interruption:
                        _tell(running - told, signal.SIGINT)
                        told |= running
                part = future.result()
                if part is not None:
                    stream.write(part.text)
                    stream.flush()
                    parts.append(part)
        except BaseException:  # a second Ctrl-C, a reader that is gone: the pool waits for what runs
            for future in futures:
                future.cancel()
            _tell(running, signal.SIGKILL)
            raise
    return parts


def _done(future: Future[Part | None]) -> bool:
    with suppress(TimeoutError):
        future.exception(POLL)
    return future.done()


def _tell(running: set[subprocess.Popen[str]], number: signal.Signals) -> None:
    for process in tuple(running):
        with suppress(OSError):
            process.send_signal(number)
