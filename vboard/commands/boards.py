"""`vboard boards`: the table of boards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vboard.commands.arguments import Json

if TYPE_CHECKING:
    from vboard.boards.board import Board, Region

EXAMPLES = "Examples: `vboard boards`, `vboard boards --json`"


def command(json: Json = False) -> None:
    """List the boards: processor, memories, UARTs, LEDs, buttons."""
    from vboard.boards.board import KIB
    from vboard.boards.table import BOARDS
    from vboard.report.record import print_json
    from vboard.report.terminal import open_console
    from vboard.text.tables import Listing

    if json:
        print_json([_record(board) for board in BOARDS.values()])
        return
    table = Listing("board", "what it is", "core", "flash", "RAM", "console", "audio", "LEDs and buttons")
    for board in BOARDS.values():
        table.add_row(
            ", ".join((board.name, *board.short)),
            board.what,
            board.core,
            f"{board.flash.size // KIB} KiB",
            f"{board.ram[0].size // KIB} KiB",
            board.console.rpartition(".")[2],
            board.audio.rpartition(".")[2],
            board.note,
        )
    open_console().print(table)


def _record(board: Board) -> dict[str, Any]:
    """A row as plain data: devices are monitor paths, sizes bytes."""
    return {
        "name": board.name,
        "short": list(board.short),
        "title": board.title,
        "mcu": board.mcu,
        "core": board.core,
        "mips": board.mips,
        "flash": _region(board.flash),
        "ram": [_region(each) for each in board.ram],
        "console": board.console,
        "audio": board.audio,
        "leds": board.leds,
        "buttons": board.buttons,
        "note": board.note,
    }


def _region(region: Region) -> dict[str, Any]:
    return {"name": region.name, "address": region.start, "size": region.size}
