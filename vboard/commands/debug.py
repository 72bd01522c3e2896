"""`vboard debug`: a board that waits for a debugger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vboard.errors import VBoardError

NAME = "debug"
EXAMPLES = "Examples: `vboard debug bluepill`, `vboard debug stm32f746g_disco hello --port 4444`"
_NO_PORT = "--port {}: expected 0 (any free port) to 65535"


def command(
    board: Annotated[str, typer.Argument(help="A board's name.")],
    app: Annotated[
        str, typer.Argument(help="A built application's name, or the path of an ELF file.")
    ] = "hotword",
    port: Annotated[int, typer.Option("--port", metavar="PORT", help="TCP port; 0: any free one.")] = 3333,
    uart: Annotated[
        list[str] | None,
        typer.Option("--uart", metavar="UART=pty|tcp:PORT", help="Offer a UART to serial programs."),
    ] = None,
    realtime: Annotated[
        bool, typer.Option("--realtime/--no-realtime", help="Keep virtual time to the host's.")
    ] = True,
    once: Annotated[bool, typer.Option("--once", help="End when the debugger leaves.")] = False,
) -> None:
    """Load a board, stop before its first instruction, and serve GDB on a port of this machine.

    Prints the command that connects, then what the board says. Ctrl-C ends it.
    """
    from vboard.boards import check_board_files, find_board, find_image
    from vboard.image import check_image, read_image
    from vboard.live import serve_debugger

    if not 0 <= port <= 65535:
        raise VBoardError(_NO_PORT.format(port))
    target = find_board(board)
    image = read_image(find_image(target, app))
    check_image(image, target)
    check_board_files(target)
    serve_debugger(target, Path(image.path), port, uart or [], realtime, once)
