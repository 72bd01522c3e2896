"""`vboard console`: the monitor of a board."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vboard.errors import RunFailedError, VBoardError

if TYPE_CHECKING:
    from vboard.boards import Board

NAME = "console"
EXAMPLES = (
    "Examples: `echo help | vboard console bluepill`, `vboard console bluepill hotword --engine renode`"
)


def command(
    board: Annotated[str, typer.Argument(help="A board's name.")],
    app: Annotated[
        str, typer.Argument(help="A built application's name, or the path of an ELF file.")
    ] = "hotword",
    engine: Annotated[str, typer.Option("--engine", help="Engine that executes the board.")] = "builtin",
    renode: Annotated[
        Path | None,
        typer.Option("--renode", metavar="PATH", help="The Renode to use: its folder or its program."),
    ] = None,
) -> None:
    """Load a board's script and execute monitor commands from standard input.

    With `--engine renode` this becomes Renode's own monitor. Exit status: 1 when a command failed.
    """
    from vboard.boards import check_board_files, find_board, find_image
    from vboard.engine import check_engine

    check_engine(engine, renode)
    target = find_board(board)
    image = find_image(target, app)
    check_board_files(target)
    if engine == "renode":
        from vboard.renode.console import replace_process
        from vboard.renode.locate import locate

        replace_process(locate(renode), target, image)
    _read_commands(target, image, engine)


def _read_commands(board: Board, image: Path, engine: str) -> None:
    from vboard.engine import open_session

    session = open_session(engine, Path.cwd())
    failed = 0
    try:
        escaped = str(image.resolve()).replace(" ", "\\ ").replace(";", "\\;")
        session.execute(f"$bin=@{escaped}")
        session.execute_script(board.script)
        for line in sys.stdin:
            if line.strip() in ("quit", "q"):
                break
            try:
                output = session.execute(line.strip()) if line.strip() else ""
            except VBoardError as error:
                print(error, file=sys.stderr)
                failed += 1
                continue
            if output.strip():
                print(output.strip().replace("\n\n", "\n"), flush=True)
    finally:
        session.close()
    if failed:
        raise RunFailedError(f"{failed} command{'s' if failed > 1 else ''} failed")
