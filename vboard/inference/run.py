"""Runs a model on a board, and says how much is missing when it does not fit."""

from __future__ import annotations

from collections.abc import Sequence

from vboard.boards.board import Board
from vboard.boards.table import BENCH_BOARDS
from vboard.errors import VBoardError
from vboard.inference.device import ArenaError, Device
from vboard.inference.model import Model
from vboard.inference.result import Array, Run, check_operators
from vboard.inference.runner import find_runner


def bench_board_of(board: Board) -> Board:
    """The bench board with the same core."""
    return next(bench for bench in BENCH_BOARDS.values() if bench.core == board.core)


def run_on_board(
    model: Model,
    board: Board,
    inputs: Sequence[Sequence[Array]],
    kernels: str,
    arena: int | None = None,
) -> Run:
    """Invoke once for each entry of `inputs`; `arena` bytes, or all RAM that is free.

    Raises:
        VBoardError: an operator is missing, the model does not fit flash, the arena does not fit RAM,
            the runtime refuses the model.
        RunFailedError: Invoke failed, or the core faulted.
    """
    check_operators(model)
    device = Device(board, find_runner(board, kernels, model.operator_names, model.types), model)
    try:
        return device.run(inputs, kernels, arena)
    except ArenaError as error:
        need = arena_need(model, board, kernels)
        given = device.arena_available if arena is None else min(arena, device.arena_available)
        if need is None or need <= given:
            raise VBoardError(f"{model.path}: the runtime refuses it: {error}{model.shape_advice}") from error
        where = (
            f"{board.name} has {given:,} of {board.ram[0].size:,} bytes of RAM left for it"
            if given == device.arena_available
            else f"it was given {given:,}"
        )
        raise VBoardError(
            f"{model.path}: needs an arena of {need:,} bytes, but {where} ({need - given:,} missing)"
        ) from error


def arena_need(model: Model, board: Board, kernels: str) -> int | None:
    """Bytes of arena on the board's core, from a bench board; None when the runtime refuses the model."""
    bench = bench_board_of(board)
    try:
        runner = find_runner(bench, kernels, model.operator_names, model.types)
        return Device(bench, runner, model).run([], kernels).arena_bytes
    except VBoardError:
        return None
