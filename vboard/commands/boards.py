"""`vboard boards`: the table of boards."""

from __future__ import annotations

NAME = "boards"
EXAMPLES = "Example: `vboard boards`"


def command() -> None:
    """List the boards: processor, memories, UARTs, LEDs, buttons."""
    from rich.table import Table

    from vboard.boards.board import KIB
    from vboard.boards.table import BOARDS
    from vboard.report.terminal import open_console

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("board", "what it is", "core", "flash", "RAM", "console", "audio", "LEDs and buttons"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "board")
    for board in BOARDS.values():
        table.add_row(
            board.name,
            board.what,
            board.core,
            f"{board.flash.size // KIB} KiB",
            f"{board.ram[0].size // KIB} KiB",
            board.console.rpartition(".")[2],
            board.audio.rpartition(".")[2],
            board.note,
        )
    open_console().print(table)
