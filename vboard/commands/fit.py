"""`vboard fit`: does a model fit, and which board."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from vboard.boards.board import Board
    from vboard.inference.fitting import Fit
    from vboard.inference.model import Model

EXAMPLES = (
    "Examples: `vboard fit model.tflite`, `vboard fit model.tflite sine.tflite`, "
    "`vboard fit model.tflite --board bluepill --board my_board.toml`, "
    "`vboard fit model.tflite --json`"
)


def command(
    models: Annotated[list[Path], typer.Argument(help=".tflite files.", metavar="MODEL.tflite…")],
    boards: Annotated[
        list[str] | None,
        typer.Option(
            "--board",
            "-b",
            help="A board, 'all', or a file of your own: board.toml, .repl or .resc. May be repeated; "
            "default: all.",
            metavar="BOARD",
        ),
    ] = None,
    kernels: Annotated[str, typer.Option("--kernels", help="fast or small.")] = "fast",
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Does a model fit: arena, flash, instructions and time on each board, and what to cut.

    Several models are told one after another; their JSON is a list. Exit status: 0 when each fits a board,
    2 when one fits none, or when the runtime cannot run it.
    """
    from vboard.errors import VBoardError
    from vboard.inference.fitting import fit, record
    from vboard.inference.model import read_model
    from vboard.inference.runner import check_kernels
    from vboard.report.terminal import open_console

    check_kernels(kernels)
    selected = _select(boards or ["all"])
    contents = [read_model(model) for model in models]
    answers = [(content, fit(content, selected, kernels)) for content in contents]
    if json:
        import json as encoder

        records = [record(content, kernels, found) for content, found in answers]
        typer.echo(encoder.dumps(records if len(records) > 1 else records[0], indent=2))
    else:
        _print(open_console(), answers, kernels)
    homeless = [
        str(model)
        for model, (_, found) in zip(models, answers, strict=True)
        if not any(each.fits for each in found)
    ]
    if homeless:
        raise VBoardError(f"{', '.join(homeless)}: fits none of {', '.join(each.name for each in selected)}")


def _select(names: list[str]) -> list[Board]:
    from vboard.boards.table import select_boards
    from vboard.targets.probe import is_board_file, probe_memories

    chosen: dict[tuple[str, bool], Board] = {}
    for name in names:
        for board in [probe_memories(Path(name))] if is_board_file(name) else select_boards(name):
            chosen[board.name, board.own] = board
    return list(chosen.values())


def _print(console: Console, answers: list[tuple[Model, list[Fit]]], kernels: str) -> None:
    for model, found in answers:
        _print_table(console, model, kernels, found)
    console.print(
        "flash: code and model; RAM: arena, data, stack. Measured on a core of each kind with drawn inputs; "
        "time at one instruction a cycle of the board's clock.",
        style="dim",
    )


def _print_table(console: Console, model: Model, kernels: str, found: list[Fit]) -> None:
    from vboard.inference.report import table

    console.print(f"{model.path.name}, {len(model.content):,} bytes, {kernels} kernels", style="bold")
    rows = table("board", "fits", "flash", "arena", "RAM", "instructions", "time", right=5)
    for each in found:
        board, instructions = each.board, f"{each.instructions:,}"
        if board.core.lower().removesuffix("f") != each.measured_on.lower():
            instructions = f"{instructions} on {each.measured_on}"
        time = "" if each.milliseconds is None else f"{each.milliseconds:,.2f} ms"
        rows.add_row(
            board.name,
            "yes" if each.fits else "no",
            _share(each.code + len(model.content), board.flash.size),
            f"{each.arena:,}",
            _share(each.static + each.arena, board.ram[0].size if board.ram else 0),
            instructions,
            time,
        )
    console.print(rows)
    for each in found:
        if each.cut:
            console.print(f"{each.board.name}: {'; '.join(each.cut)}", markup=False)


def _share(taken: int, size: int) -> str:
    return f"{taken:,} ({-(-100 * taken // size)}%)" if size else f"{taken:,}"
