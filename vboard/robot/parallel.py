"""Runs suite files in processes of their own, several at a time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from vboard.robot.suites import BOARD, SuiteFile


@dataclass(frozen=True)
class Part:
    """What the process of one suite file left behind."""

    file: SuiteFile
    output: Path
    status: int
    text: str


def run_parts(
    files: Sequence[SuiteFile], jobs: int, directory: Path, arguments: Sequence[str], stream: TextIO
) -> list[Part]:
    """Run each file by `python -m vboard.robot`, at most `jobs` at a time.

    Args:
        files: suite files.
        jobs: number of processes.
        directory: each file gets a folder `parts/N` below it.
        arguments: further command line arguments.
        stream: gets what the processes print, file by file in order.
    """

    def run(numbered: tuple[int, SuiteFile]) -> Part:
        number, file = numbered
        folder = directory / "parts" / str(number)
        output = folder / "output.xml"
        output.unlink(missing_ok=True)
        command = [sys.executable, "-m", "vboard.robot", str(file.path), "-r", str(folder), "--part"]
        command += arguments
        command += [f"--variable={BOARD}:{file.board}"] if file.board else []
        process = subprocess.run(command, capture_output=True, text=True, check=False)
        return Part(file, output, process.returncode, process.stdout + process.stderr)

    parts: list[Part] = []
    with ThreadPoolExecutor(jobs) as pool:
        for part in pool.map(run, enumerate(files, 1)):
            stream.write(part.text)
            stream.flush()
            parts.append(part)
    return parts
