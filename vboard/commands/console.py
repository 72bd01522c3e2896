"""`vboard console`: a monitor with a board in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from vboard.commands.arguments import Also, AppArgument, Audio, AudioUart, Base, OptionalBoardArgument
from vboard.errors import VBoardError

if TYPE_CHECKING:
    from vboard.boards.board import Board
    from vboard.targets.probe import Wiring

EXAMPLES = (
    "Examples: `vboard console bluepill`, `vboard console stm32f746g_disco hello --record session.resc`, "
    "`echo 'emulation RunFor \"1\"' | vboard console bluepill`, `vboard console bluepill --engine renode`"
)


def command(
    board: OptionalBoardArgument = "",
    app: AppArgument = "",
    execute: Annotated[
        list[str] | None,
        typer.Option("--execute", "-e", metavar="LINE", help="Execute a line first; may be repeated."),
    ] = None,
    record: Annotated[
        Path | None,
        typer.Option("--record", metavar="FILE", help="Write the session as a .resc that repeats it."),
    ] = None,
    realtime: Annotated[
        bool, typer.Option("--realtime/--no-realtime", help="Keep virtual time to the host's.")
    ] = True,
    audio: Audio = None,
    audio_uart: AudioUart = "",
    base: Base = None,
    also: Also = None,
    engine: Annotated[str, typer.Option("--engine", help="Engine that executes the board.")] = "builtin",
    renode: Annotated[
        Path | None,
        typer.Option("--renode", metavar="PATH", help="The Renode to use: its folder or its program."),
    ] = None,
) -> int:
    """Load a board and read commands of the monitor: in a terminal with completion, or from a pipe.

    The board is paused: `start` runs it. Exit status behind a pipe: that of `quit`, else 2 when a
    line failed. With `--engine renode` this becomes Renode's own monitor.
    """
    from vboard.commands.planning import open_sound
    from vboard.engine.selection import check_engine, open_interaction
    from vboard.player.host_microphone import is_microphone
    from vboard.targets.probe import Wiring

    check_engine(engine, renode)
    wiring = Wiring(audio=audio_uart, base=base, also=tuple(also or ()), bare=engine == "renode")
    if audio and not board:
        raise VBoardError(f"--audio {audio[0]}: needs a board")
    if engine == "renode":
        if audio:
            raise VBoardError(f"--audio {audio[0]}: needs --engine builtin")
        _become_renode(_setup(board, app, wiring)[0] if board else [], execute or [], record, renode)
    from vboard.console.console_session import ConsoleSession
    from vboard.console.ear import Ear
    from vboard.console.recorder import Recorder, check_recordable

    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    if interactive:
        from vboard.console import terminal

        show = terminal.show
    else:
        from vboard.console import plain

        show = plain.show
    setup, audible = _setup(board, app, wiring) if board else ([], None)
    sound = open_sound(audio or [], audible) if audible is not None else None
    if record is not None:
        check_recordable(record)
    monitor = open_interaction(Path.cwd())
    session = ConsoleSession(monitor, show, realtime)
    try:
        for line in setup:
            monitor.execute(line)
        session.find_devices()
        if audible is not None:
            heard = audio[-1] if audio and not is_microphone(audio[-1]) else None
            session.ear = Ear(monitor, audible.audio, sound, heard)
        if record is not None:
            session.record(Recorder(record, setup))
        for line in execute or []:
            session.execute(line)
        if interactive:
            return terminal.TerminalConsole(session).run()
        return plain.run_plain(session, sys.stdin.fileno())
    finally:
        session.close()


def _become_renode(
    setup: list[str], execute: list[str], record: Path | None, renode: Path | None
) -> NoReturn:
    from vboard.renode.locate import locate
    from vboard.renode.renode_monitor import replace_process

    if record is not None:
        raise VBoardError(f"--record {record}: Renode's own monitor records nothing; use --engine builtin")
    replace_process(locate(renode), [*setup, *execute])


def _setup(name: str, app: str, wiring: Wiring) -> tuple[list[str], Board]:
    """The lines that load a board and an image, and the board."""
    from vboard.boards.table import find_image
    from vboard.images.image import check_image, read_image
    from vboard.images.plain_image import is_binary
    from vboard.targets.probe import is_board_file, read_row
    from vboard.targets.target import find_target, loads_as_it_is

    if is_board_file(name):
        # A user's own board is not looked at first: its mistakes show in the console, where they are mended.
        board = wiring.extend(read_row(Path(name)))
        if not app:
            return board.creating(), board.wired(audio=wiring.audio)
        file = find_image(board, app)
        if not is_binary(file) and not (board.script is not None and loads_as_it_is(board.script)):
            image = read_image(file, wiring.base)
            check_image(image, board)
            return board.commands(image.loadable), board.wired(audio=wiring.audio)
    target = find_target(name, app, wiring)
    return target.board.commands(target.image.loadable), target.board
