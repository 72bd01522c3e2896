"""The runner image of a board (firmware/apps/infer): found where it was built, or built once."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from vboard.boards.board import Board
from vboard.boards.table import BENCH_BOARDS
from vboard.errors import VBoardError, nearest
from vboard.inference.building import (
    HOST_COMPILER,
    SOURCES,
    build_folder,
    check_compiler,
    exclusive_build,
    has_compiler,
    run_make,
)
from vboard.inference.closure import make_variable, runtime_sources
from vboard.inference.operators import methods
from vboard.paths import PACKED

KERNELS = ("fast", "small")
FOLDER = build_folder()
PACKED_RUNNERS = PACKED / "measure"
"""Runners that the wheel brings."""


def check_kernels(kernels: str) -> None:
    """Refuse a variant that the runtime lacks.

    Raises:
        VBoardError: names the variants.
    """
    if kernels not in KERNELS:
        raise VBoardError(f"--kernels {kernels}: expected {' or '.join(KERNELS)}{nearest(kernels, KERNELS)}")


def find_runner(board: Board, kernels: str, operators: Sequence[str], types: str = "int8") -> Path:
    """Return the ELF of the runner for `board`.

    Bench boards have one with all operators. For real boards it has the model's operators only, so
    that flash is what a firmware with that model takes; without a compiler, the one with all
    operators serves when it is there.

    Raises:
        VBoardError: it has to be built and there is no compiler.
        RunFailedError: the build failed.
    """
    if board.name not in BENCH_BOARDS:
        return selected_runner(board, kernels, operators, types)
    variant = _variant(kernels, types)
    everything = FOLDER / variant / board.name / "infer.elf"
    packed = _packed(board, variant)
    if packed is not None and not has_compiler():
        return packed
    if not _fresh(everything):
        with exclusive_build(FOLDER):
            if not _fresh(everything):
                _make(board, kernels, everything, f"TYPES={types}")
    return everything


_VARIANTS = {"int8": "", "uint8": "-uint8", "all": "-all-types"}
"""`Model.types` -> ending of the folder of such runners."""


def _variant(kernels: str, types: str) -> str:
    # The portable kernels take unsigned bytes as they take signed ones.
    return kernels + _VARIANTS["int8" if (kernels, types) == ("small", "uint8") else types]


def _packed(board: Board, variant: str) -> Path | None:
    # Runners for int8 take unsigned bytes too, slowly.
    for each in (variant, variant.removesuffix(_VARIANTS["uint8"])):
        path = PACKED_RUNNERS / each / board.name / "infer.elf"
        if path.is_file():
            return path
    return None


def selected_runner(board: Board, kernels: str, operators: Sequence[str], types: str = "int8") -> Path:
    """The runner with these operators only, on any board; errors as `find_runner`.

    `types` is the model's: `all` links kernels for float32 and int16, `uint8` the fast ones for such bytes.
    """
    variant = _variant(kernels, types)
    folder = FOLDER / variant / board.name
    wanted = " ".join(methods()[name] for name in operators)
    path = folder / f"infer-{hashlib.sha256(wanted.encode()).hexdigest()[:12]}.elf"
    fallback = next((p for p in (folder / "infer.elf", _packed(board, variant)) if p and p.is_file()), None)
    if not path.is_file() and not has_compiler() and fallback is not None:
        return fallback
    if not _fresh(path):
        with exclusive_build(FOLDER):
            if not _fresh(path):
                settings = (
                    f"OPERATORS={wanted}",
                    f"TYPES={types}",
                    f"RUNTIME_SOURCES={_sources(board, kernels, wanted, types)}",
                )
                _make(board, kernels, folder / "infer_selected.elf", *settings)
                partial = path.with_suffix(".new")
                shutil.copyfile(folder / "infer_selected.elf", partial)
                partial.replace(path)
    return path


def _sources(board: Board, kernels: str, operators: str, types: str) -> str:
    """What the runner of these methods of the resolver needs of the runtime: half of it and less."""
    (cpu,) = make_variable(f"boards/{board.name}/board.mk", "CPU")
    calls = "".join(f"resolver.{method}();\n" for method in operators.split())
    return " ".join(runtime_sources(calls, cpu, kernels, types))


def has_all_operators(runner: Path) -> bool:
    """Whether a runner has operators that its model does not need: its size says nothing of the model's."""
    return runner.name == "infer.elf"


def host_runner() -> Path:
    """The runner for this machine; errors as `find_runner`."""
    path = FOLDER / "host" / "infer"
    if not _fresh(path, HOST_COMPILER):
        with exclusive_build(FOLDER):
            if not _fresh(path, HOST_COMPILER):
                check_compiler(path, HOST_COMPILER)
                run_make("the runtime for this machine", ["host-infer", f"BUILD={FOLDER}", _NO_DEBUG_INFO])
    return path


def _fresh(built: Path, compiler: str = "arm-none-eabi-g++") -> bool:
    """Whether `built` is there and no source is newer; without a compiler it cannot be made newer."""
    if not built.is_file():
        return False
    return not has_compiler(compiler) or _newest_source() <= built.stat().st_mtime_ns


@cache
def _newest_source() -> int:
    """Time of the last change of what runners are built from, ns."""
    files = [
        path
        for folder in ("runtime", "apps/infer", "boards", "mk")
        for path in (SOURCES / folder).rglob("*")
        if path.is_file()
    ]
    return max(path.stat().st_mtime_ns for path in files)


def build_into(folder: Path, board: Board, app: str, settings: Sequence[str]) -> Path:
    """Bring `folder`/BOARD/APP.elf up to date with make `settings`. Errors as `find_runner`."""
    elf = folder / board.name / f"{app}.elf"
    check_compiler(elf)
    with exclusive_build(FOLDER):
        run_make(
            f"{app} for {board.name}",
            [f"BOARD={board.name}", f"APP={app}", f"BUILD={folder}", _NO_DEBUG_INFO, *settings],
        )
    return elf


_NO_DEBUG_INFO = "DEBUG_INFO=-g0"
"""What is built here is measured, not debugged: a fifth of the time."""


def _make(board: Board, kernels: str, elf: Path, *settings: str) -> None:
    check_compiler(elf)
    run_make(
        f"the runtime with {kernels} kernels for {board.name} ({board.core})",
        [
            f"BOARD={board.name}",
            f"APP={elf.stem}",
            f"KERNELS={kernels}",
            f"BUILD={elf.parent.parent}",
            _NO_DEBUG_INFO,
            *settings,
        ],
    )
