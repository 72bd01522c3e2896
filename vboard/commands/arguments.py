"""Arguments that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

BOARD_HELP = "A board's name, or a file of your own: board.toml, .repl or .resc."
APP_HELP = "A built application's name, or the path of an ELF file. Default: hotword."

BoardArgument = Annotated[str, typer.Argument(help=BOARD_HELP)]
AppArgument = Annotated[str, typer.Argument(help=APP_HELP)]
ConsoleUart = Annotated[
    str,
    typer.Option("--console-uart", metavar="UART", help="The console, such as usart1. Default: the board's."),
]
AudioUart = Annotated[
    str,
    typer.Option("--audio-uart", metavar="UART", help="Where audio goes in. Default: the board's."),
]
