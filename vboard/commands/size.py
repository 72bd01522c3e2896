"""`vboard size`: flash and RAM of images."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vboard.commands.arguments import BoardsArgument

if TYPE_CHECKING:
    from vboard.targets.target import Target

EXAMPLES = (
    "Examples: `vboard size` (everything that is built), "
    "`vboard size bluepill build/firmware/bluepill/hotword.elf`, `vboard size my_board.toml my.elf`, "
    "`vboard size --budget`"
)


def command(
    board: BoardsArgument = "all",
    app: Annotated[
        str, typer.Argument(help="An application's name or an ELF file; default: all that are built.")
    ] = "",
    budget: Annotated[
        bool,
        typer.Option("--budget", help="Build and measure what firmware/size.json records; growth fails."),
    ] = False,
    record: Annotated[bool, typer.Option("--record", help="With --budget: record the sizes.")] = False,
    json: Annotated[
        Path | None,
        typer.Option("--json", help="Write the sizes as JSON; -: to standard output.", metavar="FILE"),
    ] = None,
) -> None:
    """Print flash and RAM that images take, counted from their ELF files.

    Flash counts every stored byte (code, constants, initial values of data); RAM counts data,
    zeroed data and the reserved stack.
    """
    from vboard.errors import VBoardError
    from vboard.images.image import measure
    from vboard.report.output import STANDARD_OUTPUT
    from vboard.report.record import write_figures
    from vboard.report.terminal import open_console
    from vboard.text.tables import Listing

    if budget:
        _budget(record, json)
        return
    if record:
        raise VBoardError("--record belongs to --budget")
    rows: list[tuple[str, Path, int, int, int | None, int]] = []
    for target in _targets(board, app):
        usage, where = measure(target.image, target.board), target.board
        ram_size = where.ram[0].size if where.ram else 0
        rows.append((where.name, target.image.path, usage.flash, where.flash.size, usage.ram, ram_size))
    if not rows:
        raise VBoardError("no built images; run 'make firmware'")
    if json is not None:
        write_figures(json, {"images": [dict(zip(_FIELDS, map(_plain, row), strict=True)) for row in rows]})
        if json == STANDARD_OUTPUT:
            return
    table = Listing("board", "image", "flash", "of", "RAM", "of", right=4)
    for name, path, flash, flash_size, ram, ram_size in rows:
        table.add_row(
            name,
            path.name,
            f"{flash:,}",
            f"{flash_size:,}",
            "not told" if ram is None else f"{ram:,}",
            f"{ram_size:,}",
        )
    open_console().print(table)


_FIELDS = ("board", "image", "flash", "flash_size", "ram", "ram_size")


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


def _targets(board: str, app: str) -> Iterator[Target]:
    from vboard.boards.table import select_boards
    from vboard.targets.probe import is_board_file
    from vboard.targets.target import find_targets

    if app or is_board_file(board):
        yield from find_targets(board, app)
        return
    for each in select_boards(board):
        for path in each.built().values():
            yield from find_targets(each.name, str(path))


def _budget(record: bool, json: Path | None) -> None:
    from vboard.report import sizes
    from vboard.report.output import STANDARD_OUTPUT
    from vboard.report.record import write_figures
    from vboard.report.terminal import open_console

    console = open_console(sys.stderr if json == STANDARD_OUTPUT else sys.stdout)
    recorded = sizes.read_record()
    measured = sizes.measure_sizes()
    sizes.print_sizes(console, measured, recorded)
    if json is not None:
        write_figures(json, measured.figures)
    sizes.check_claims(measured.figures)
    if record:
        sizes.write_record(measured.figures)
    elif note := sizes.other_compiler():
        console.print(note)
    else:
        sizes.check_growth(measured.figures, recorded)
