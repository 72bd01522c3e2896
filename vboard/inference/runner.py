"""The runner image of a board (firmware/apps/infer): found where it was built, or built once."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from vboard.boards.board import Board
from vboard.boards.table import BENCH_BOARDS
from vboard.errors import RunFailedError, VBoardError, nearest
from vboard.inference.operators import methods
from vboard.paths import ROOT, shown

KERNELS = ("fast", "small")
FOLDER = ROOT / "build" / "measure"
HOST_RUNNER = FOLDER / "host" / "infer"


def check_kernels(kernels: str) -> None:
    """Refuse a variant that the runtime lacks.

    Raises:
        VBoardError: names the variants.
    """
    if kernels not in KERNELS:
        raise VBoardError(f"--kernels {kernels}: expected {' or '.join(KERNELS)}{nearest(kernels, KERNELS)}")


def find_runner(board: Board, kernels: str, operators: Sequence[str], all_types: bool = False) -> Path:
    """Return the ELF of the runner for `board`.

    Bench boards have one with all operators. For real boards it has the model's operators only, so
    that flash is what a firmware with that model takes; without a compiler, the one with all
    operators serves when it is there.

    Raises:
        VBoardError: it has to be built and there is no compiler.
        RunFailedError: the build failed.
    """
    if board.name not in BENCH_BOARDS:
        return selected_runner(board, kernels, operators, all_types)
    build = FOLDER / (f"{kernels}-all-types" if all_types else kernels)
    everything = build / board.name / "infer.elf"
    with _lock():
        if not _fresh(everything):
            _make(board, kernels, build, "infer", f"TYPES={'all' if all_types else 'int8'}")
    return everything


def selected_runner(board: Board, kernels: str, operators: Sequence[str], all_types: bool = False) -> Path:
    """The runner with these operators only, on any board; errors as `find_runner`.

    `all_types` links kernels for float32 and int16 too, which a quantised model does not need.
    """
    build = FOLDER / (f"{kernels}-all-types" if all_types else kernels)
    folder = build / board.name
    wanted = " ".join(methods()[name] for name in operators)
    path = folder / f"infer-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}.elf"
    fallback = folder / "infer.elf"
    if not path.is_file() and not has_compiler() and fallback.is_file():
        return fallback
    with _lock():
        if not _fresh(path):
            types = "all" if all_types else "int8"
            _make(board, kernels, build, "infer_selected", f"OPERATORS={wanted}", f"TYPES={types}")
            partial = path.with_suffix(".new")
            shutil.copyfile(folder / "infer_selected.elf", partial)
            partial.replace(path)
    return path


def host_runner() -> Path:
    """The runner for this machine; errors as `find_runner`."""
    with _lock():
        if not _fresh(HOST_RUNNER, "g++"):
            _run_make(["host-infer", f"BUILD={FOLDER}"])
    return HOST_RUNNER


def _fresh(built: Path, compiler: str = "arm-none-eabi-g++") -> bool:
    """Whether `built` is there and no source is newer; without a compiler it cannot be made newer."""
    if not built.is_file():
        return False
    if shutil.which(compiler) is None or shutil.which("make") is None:
        return True
    return _newest_source() <= built.stat().st_mtime_ns


@cache
def _newest_source() -> int:
    """Time of the last change of what runners are built from, ns."""
    files = [
        path
        for folder in ("runtime", "apps/infer", "boards", "mk")
        for path in (ROOT / "firmware" / folder).rglob("*")
        if path.is_file()
    ]
    return max(path.stat().st_mtime_ns for path in files)


def has_compiler() -> bool:
    """Whether firmware can be built here."""
    return shutil.which("arm-none-eabi-g++") is not None and shutil.which("make") is not None


def build_into(folder: Path, board: Board, app: str, settings: Sequence[str]) -> Path:
    """Bring `folder`/BOARD/APP.elf up to date with make `settings`. Errors as `find_runner`."""
    elf = folder / board.name / f"{app}.elf"
    if not has_compiler():
        raise VBoardError(_no_compiler(elf))
    with _lock():
        _run_make([f"BOARD={board.name}", f"APP={app}", f"BUILD={folder}", *settings])
    return elf


def _no_compiler(elf: Path) -> str:
    return f"{shown(elf)}: not built, and there is no arm-none-eabi-g++ to build it (run 'make setup')"


def _make(board: Board, kernels: str, build: Path, app: str, *settings: str) -> None:
    if not has_compiler():
        raise VBoardError(_no_compiler(build / board.name / f"{app}.elf"))
    _run_make([f"BOARD={board.name}", f"APP={app}", f"KERNELS={kernels}", f"BUILD={build}", *settings])


def _run_make(arguments: Sequence[str]) -> None:
    # An outer make would hand down its own variables and options.
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    command = [
        "make",
        f"-j{os.cpu_count() or 1}",
        "--no-print-directory",
        "-C",
        str(ROOT / "firmware"),
        *arguments,
    ]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower()] or ["no message"]
        raise RunFailedError(f"building the runner failed: {' '.join(arguments)}: {lines[0]}")


@contextmanager
def _lock() -> Iterator[None]:
    """One build at a time, over all processes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
