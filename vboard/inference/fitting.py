"""Does a model fit a board: what it takes of flash and RAM, and how long an Invoke lasts.

Arena, instructions and code come from running the model once on the bench board of each core, with drawn
inputs. For a board of the table, code and static data are those of the runner that is linked for it, so
that the answer is the one that `vboard infer --board` gives; a user's own board takes the bench board's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.boards.board import Board
from vboard.boards.table import BENCH_BOARDS
from vboard.errors import VBoardError
from vboard.images.image import read_image
from vboard.inference.cutting import advice_for_flash, advice_for_ram
from vboard.inference.device import ArenaError, Device
from vboard.inference.inputs import draw_inputs
from vboard.inference.model import Model
from vboard.inference.result import Run, check_operators
from vboard.inference.runner import find_runner, selected_runner

_BENCH_STACK = 16 * 1024
"""Stack reserve of firmware/boards/bench/memory.ld, bytes."""
_STACK_MARGIN, _STACK_STEP = 512, 256
"""What a user's own board is thought to reserve above the deepest use: an interrupt's frames, bytes."""
_ARENA = re.compile(r"arena too small: (\d+) bytes given, \D*(\d+) needed")
_NEAREST = {
    "cortex-m0": "bench_m3",
    "cortex-m0+": "bench_m3",
    "cortex-m1": "bench_m3",
    "cortex-m3": "bench_m3",
    "cortex-m4": "bench_m4",
    "cortex-m33": "bench_m4",
    "cortex-m7": "bench_m7",
}
"""Core -> the bench board whose figures stand for it."""


@dataclass(frozen=True)
class Fit:
    """A model on a board; bytes, and None where the board's memories or clock are not known.

    Attributes:
        measured_on: the bench board's core, which is not the board's own for some of a user's boards.
        code: runtime, the model's operators, start-up code.
        static: data and stack reserve without the arena.
        flash_missing, ram_missing: 0 when it fits.
        cut: what would make it fit, sentences.
    """

    board: Board
    measured_on: str
    code: int
    static: int
    arena: int
    instructions: int
    flash_missing: int
    ram_missing: int
    cut: tuple[str, ...]

    @property
    def fits(self) -> bool:
        return not self.flash_missing and not self.ram_missing

    @property
    def milliseconds(self) -> float | None:
        """Of an Invoke at one instruction a cycle."""
        return self.instructions / self.board.mips / 1000 if self.board.mips else None


def fit(model: Model, boards: Sequence[Board], kernels: str) -> list[Fit]:
    """Measure the model on the cores of `boards`, once each.

    Raises:
        VBoardError: an operator is missing, the runtime refuses the model, a core has no bench board.
        RunFailedError: the runner cannot be built, or the core faulted.
    """
    check_operators(model)
    runs: dict[str, Run] = {}
    found = []
    for board in boards:
        bench = _bench_of(board)
        if bench.name not in runs:
            elf = selected_runner(bench, kernels, model.operator_names, model.types)
            runs[bench.name] = _measured(model, bench, elf, kernels)
        found.append(_fit(model, board, bench, runs[bench.name], kernels))
    return found


def _measured(model: Model, bench: Board, elf: Path, kernels: str) -> Run:
    """One Invoke; an arena that no board can be expected to hold is told as what it is."""
    try:
        return Device(bench, elf, model).run([draw_inputs(0, model)], kernels)
    except VBoardError as error:
        found = _ARENA.search(str(error))
        if found is None:
            if isinstance(error, ArenaError):
                raise VBoardError(
                    f"{model.path}: the runtime refuses it: {error}{model.shape_advice}"
                ) from error
            raise
        needed, most = int(found[2]), int(found[1])
        advice = "; ".join(advice_for_ram(model, needed, needed - most, ())[1:])
        raise VBoardError(
            f"{model.path}: fits no board: needs an arena of {needed:,} bytes "
            f"(at most {most:,} can be measured)" + (f"; {advice}" if advice else "")
        ) from error


def _bench_of(board: Board) -> Board:
    name = _NEAREST.get(board.core.lower().removesuffix("f"))
    if name is None:
        known = ", ".join(bench.core for bench in BENCH_BOARDS.values())
        raise VBoardError(
            f"{board.name}: no figures for a {board.core or 'core that is not known'} ({known})"
        )
    return BENCH_BOARDS[name]


def _fit(model: Model, board: Board, bench: Board, run: Run, kernels: str) -> Fit:
    code, static = _taken(model, board, bench, run, kernels)
    flash = -(-code // 16) * 16 + len(model.content)
    ram = -(-static // 16) * 16 + run.arena_bytes
    flash_missing = max(0, flash - board.flash.size)
    main = board.ram[0].size if board.ram else 0
    ram_missing = max(0, ram - main)
    cut: list[str] = []
    if flash_missing:
        cut += advice_for_flash(model, flash_missing, _saved_by_small(model, bench, code, kernels))
    if ram_missing:
        cut += advice_for_ram(model, run.arena_bytes, ram_missing, board.ram[1:])
    instructions = run.invocations[0].instructions
    assert instructions is not None
    return Fit(
        board,
        bench.core,
        code,
        static,
        run.arena_bytes,
        instructions,
        flash_missing,
        ram_missing,
        tuple(cut),
    )


def _taken(model: Model, board: Board, bench: Board, run: Run, kernels: str) -> tuple[int, int]:
    """Bytes of code, and of static data with the stack reserve."""
    assert run.memory is not None
    if board.own:
        stack = -(-(run.memory.stack + _STACK_MARGIN) // _STACK_STEP) * _STACK_STEP
        return run.memory.flash_runner, run.memory.ram_static - _BENCH_STACK + stack
    elf = find_runner(board, kernels, model.operator_names, model.types)
    symbols = read_symbols(elf, ("__image_end", "__bss_end"))
    return symbols["__image_end"] - board.flash.start, symbols["__bss_end"] - board.ram[0].start


def read_symbols(elf: Path, names: Sequence[str]) -> dict[str, int]:
    """Addresses of symbols of an ELF file."""
    from elftools.elf.elffile import ELFFile

    read_image(elf)
    with elf.open("rb") as stream:
        table: Any = ELFFile(stream).get_section_by_name(".symtab")
        return {name: table.get_symbol_by_name(name)[0]["st_value"] for name in names}


def _saved_by_small(model: Model, bench: Board, code: int, kernels: str) -> int:
    """Bytes that the small kernels save; 0 when they are in use."""
    if kernels == "small":
        return 0
    fast, small = (
        read_symbols(selected_runner(bench, kind, model.operator_names, model.types), ("__image_end",))[
            "__image_end"
        ]
        for kind in ("fast", "small")
    )
    return max(0, fast - small)


def record(model: Model, kernels: str, found: Sequence[Fit]) -> dict[str, Any]:
    """The answer for JSON."""
    return {
        "model": model.path.name,
        "model_bytes": len(model.content),
        "kernels": kernels,
        "method": "measured on bench boards, input random:0",
        "boards": [
            {
                "board": each.board.name,
                "core": each.board.core,
                "measured_on": each.measured_on,
                "fits": each.fits,
                "arena_bytes": each.arena,
                "flash_bytes": each.code + len(model.content),
                "flash_size": each.board.flash.size,
                "flash_missing": each.flash_missing,
                "ram_bytes": each.static + each.arena,
                "ram_size": each.board.ram[0].size if each.board.ram else 0,
                "ram_missing": each.ram_missing,
                "instructions": each.instructions,
                "clock_mhz": each.board.mips or None,
                "milliseconds": each.milliseconds,
                "cut": list(each.cut),
            }
            for each in found
        ],
    }
