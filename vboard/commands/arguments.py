"""Arguments that several commands share, and what a shell completes them to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

BOARD_HELP = "A board's name, or a file of your own: board.toml, .repl or .resc."
APP_HELP = "A built application's name, or an image: ELF, .hex, .srec, .uf2, .bin. Default: hotword."


def complete_board(incomplete: str) -> list[str]:
    """Names of the table, and a user's own files."""
    from vboard.boards.row import BOARD_SUFFIXES
    from vboard.boards.table import BOARDS

    names = [name for name in (*BOARDS, "all") if name.startswith(incomplete)]
    return [*names, *_files(incomplete, BOARD_SUFFIXES)]


def complete_app(context: typer.Context, incomplete: str) -> list[str]:
    """Built applications of the board that was named, and ELF files."""
    from vboard.boards.table import BOARDS
    from vboard.formats.suffixes import IMAGE

    board = BOARDS.get(context.params.get("board") or "")
    built = list(board.built()) if board is not None else []
    return [*(name for name in built if name.startswith(incomplete)), *_files(incomplete, IMAGE)]


def _files(incomplete: str, suffixes: Sequence[str]) -> Iterator[str]:
    """Files with one of these endings, and folders on the way to them."""
    folder, _, start = incomplete.rpartition("/")
    prefix = f"{folder}/" if "/" in incomplete else ""
    try:
        entries = sorted(Path(prefix or ".").iterdir())
    except OSError:
        return
    for path in entries:
        if not path.name.startswith(start) or path.name.startswith("."):
            continue
        if path.is_dir():
            yield f"{prefix}{path.name}/"
        elif path.suffix.lower() in suffixes:
            yield f"{prefix}{path.name}"


BoardArgument = Annotated[str, typer.Argument(help=BOARD_HELP, autocompletion=complete_board)]
BoardsArgument = Annotated[
    str,
    typer.Argument(help=f"{BOARD_HELP} 'all': every board of the table.", autocompletion=complete_board),
]
OptionalBoardArgument = Annotated[
    str, typer.Argument(help=f"{BOARD_HELP} Without one the monitor is empty.", autocompletion=complete_board)
]
AppArgument = Annotated[str, typer.Argument(help=APP_HELP, autocompletion=complete_app)]
ConsoleUart = Annotated[
    str,
    typer.Option("--console-uart", metavar="UART", help="The console, such as usart1. Default: the board's."),
]
AudioUart = Annotated[
    str,
    typer.Option("--audio-uart", metavar="UART", help="Where audio goes in. Default: the board's."),
]

Audio = Annotated[
    list[Path] | None,
    typer.Option(
        "--audio",
        "-a",
        metavar="WAV",
        help="Recording that the board hears; repeat for several; mic: this machine's microphone.",
    ),
]


def _address(text: str) -> int:
    try:
        value = int(text, 0)
    except ValueError:
        value = -1
    if not 0 <= value < 1 << 32:
        raise typer.BadParameter(f"'{text}' is no address, expected one of 32 bits such as 0x08000000")
    return value


Base = Annotated[
    int | None,
    typer.Option(
        "--base",
        metavar="ADDRESS",
        parser=_address,
        help="Where a .bin goes, such as 0x08002000. Default: the start of the board's flash.",
    ),
]

Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also",
        metavar="FILE",
        help="Load this platform description (.repl) behind the board's own; repeat for several.",
    ),
]

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
