"""Builds runners with make, tells how far it is, and keeps them where this user may write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vboard.errors import RunFailedError, VBoardError
from vboard.locks import exclusive
from vboard.paths import ROOT, cache_folder, shown, work_folder

SOURCES = ROOT / "firmware"
CROSS_COMPILER, HOST_COMPILER = "arm-none-eabi-g++", "g++"


def build_folder() -> Path:
    """`build/measure` of the repository; of the cache where that cannot be written or there is none."""
    return work_folder("measure") if (SOURCES / "Makefile").is_file() else cache_folder() / "measure"


def has_compiler(compiler: str = CROSS_COMPILER) -> bool:
    """Whether firmware can be built here: its sources, make and a compiler are there."""
    return (
        (SOURCES / "Makefile").is_file()
        and shutil.which(compiler) is not None
        and shutil.which("make") is not None
    )


def check_compiler(wanted: Path, compiler: str = CROSS_COMPILER) -> None:
    """Refuse to build without what that needs.

    Raises:
        VBoardError: says what is missing, and for what.
    """
    if not (SOURCES / "Makefile").is_file():
        raise VBoardError(
            f"{wanted.name}: not built, and there are no sources of the firmware here: this needs a clone of "
            "the repository (VBOARD_ROOT names one)"
        )
    if not has_compiler(compiler):
        raise VBoardError(
            f"{shown(wanted)}: not built, and there is no {compiler} to build it (run 'make setup')"
        )


def run_make(what: str, arguments: Sequence[str]) -> None:
    """Build with `make` in the firmware's folder.

    Args:
        what: what is being built and why, for whoever waits.
        arguments: goals and variables.

    Raises:
        RunFailedError: the build failed; the first error of the compiler.
    """
    # An outer make would hand down its own variables and options.
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    command = ["make", f"-j{os.cpu_count() or 1}", "--no-print-directory", "-C", str(SOURCES), *arguments]
    with (
        _Progress(what) as progress,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=environment,
        ) as process,
    ):
        assert process.stdout is not None
        output = []
        for line in process.stdout:
            output.append(line)
            progress.advance(line)
    if process.returncode != 0:
        lines = [line.strip() for line in output if "error" in line.lower()] or ["no message"]
        raise RunFailedError(f"building {what} failed: {' '.join(arguments)}: {lines[0]}")


class _Progress:
    """A line on standard error at the first file that is compiled; on a terminal it counts the files."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._files = 0
        self._live = sys.stderr.isatty()

    def advance(self, line: str) -> None:
        """Take a line of make's output."""
        if line.split(maxsplit=1)[:1] != ["CXX"]:
            return
        self._files += 1
        if self._files == 1:
            print(f"vboard: building {self._what}, once …", end="" if self._live else "\n", file=sys.stderr)
        if self._live:
            print(f"\rvboard: building {self._what}, once … {self._files} files", end="", file=sys.stderr)
        sys.stderr.flush()

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._live and self._files:
            print(file=sys.stderr, flush=True)


@contextmanager
def exclusive_build(folder: Path) -> Iterator[None]:
    """One build at a time in a folder, over all processes.

    Raises:
        VBoardError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VBoardError(_no_build(folder, error.strerror or str(error))) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise VBoardError(_no_build(folder, "permission denied"))
    with exclusive(folder):
        yield


def _no_build(folder: Path, reason: str) -> str:
    return f"{shown(folder)}: {reason.lower()}; VBOARD_CACHE names another folder for what is built"
