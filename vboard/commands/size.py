"""`vboard size`: flash and RAM of images."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

NAME = "size"
EXAMPLES = (
    "Examples: `vboard size` (everything that is built), "
    "`vboard size bluepill build/firmware/bluepill/hotword.elf`"
)


def command(
    board: Annotated[str, typer.Argument(help="A board's name, or 'all'.", show_default=True)] = "all",
    app: Annotated[
        str, typer.Argument(help="An application's name or an ELF file; default: all that are built.")
    ] = "",
) -> None:
    """Print flash and RAM that images take, counted from their ELF files.

    Flash counts every stored byte (code, constants, initial values of data); RAM counts data,
    zeroed data and the reserved stack.
    """
    from rich.table import Table

    from vboard.boards import find_image, select_boards
    from vboard.errors import VBoardError
    from vboard.image import check_image, measure, read_image
    from vboard.report.transcript import open_console

    rows: list[tuple[str, Path, int, int, int, int]] = []
    for target in select_boards(board):
        paths = [find_image(target, app)] if app else sorted(target.image("x").parent.glob("*.elf"))
        for path in paths:
            image = read_image(path)
            check_image(image, target)
            usage = measure(image, target)
            rows.append((target.name, path, usage.flash, target.flash.size, usage.ram, target.ram[0].size))
    if not rows:
        raise VBoardError("no built images; run 'make firmware'")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("board", "image"):
        table.add_column(heading, overflow="fold")
    for heading in ("flash", "of", "RAM", "of"):
        table.add_column(heading, justify="right")
    for name, path, flash, flash_size, ram, ram_size in rows:
        table.add_row(name, path.name, f"{flash:,}", f"{flash_size:,}", f"{ram:,}", f"{ram_size:,}")
    open_console().print(table)
