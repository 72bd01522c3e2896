"""`vboard debug`: a board that waits for a debugger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from vboard.commands.arguments import Also, AppArgument, Audio, AudioUart, Base, BoardArgument, ConsoleUart
from vboard.errors import VBoardError

EXAMPLES = (
    "Examples: `vboard debug bluepill`, `vboard debug stm32f746g_disco hello --port 4444`, "
    "`vboard debug my_board.repl my.elf --console-uart usart1`"
)
_NO_PORT = "--port {}: expected 0 (any free port) to 65535"


def command(
    board: BoardArgument,
    app: AppArgument = "",
    port: Annotated[int, typer.Option("--port", metavar="PORT", help="TCP port; 0: any free one.")] = 3333,
    uart: Annotated[
        list[str] | None,
        typer.Option("--uart", metavar="UART=pty|tcp:PORT", help="Offer a UART to serial programs."),
    ] = None,
    realtime: Annotated[
        bool, typer.Option("--realtime/--no-realtime", help="Keep virtual time to the host's.")
    ] = True,
    audio: Audio = None,
    console_uart: ConsoleUart = "",
    audio_uart: AudioUart = "",
    base: Base = None,
    also: Also = None,
    once: Annotated[bool, typer.Option("--once", help="End when the debugger leaves.")] = False,
) -> None:
    """Load a board, stop before its first instruction, and serve GDB on a port of this machine.

    Prints the command that connects, then what the board says. Ctrl-C ends it.
    """
    from vboard.commands.planning import open_sound
    from vboard.engine.events import SECOND, Event, LogMessage, UartLine
    from vboard.interrupts import Interruption
    from vboard.player.debugging import serve_debugger
    from vboard.report import transcript
    from vboard.report.terminal import open_console
    from vboard.targets.probe import Wiring
    from vboard.targets.target import find_target

    if not 0 <= port <= 65535:
        raise VBoardError(_NO_PORT.format(port))
    target = find_target(board, app, Wiring(console_uart, audio_uart, base, tuple(also or ())))
    sound = open_sound(audio or [], target.board)
    console = open_console()

    def show(events: Sequence[Event]) -> None:
        for event in events:
            if isinstance(event, UartLine):
                transcript.line(console, event)
            elif isinstance(event, LogMessage) and event.level == "error":
                print(f"{event.time / SECOND:13.6f}s  [error] {event.text}", flush=True)

    with Interruption() as interruption:
        serve_debugger(
            target.board,
            target.image,
            port,
            uart or [],
            sound,
            realtime,
            once,
            lambda text: print(text, flush=True),
            show,
            interruption,
        )
    interruption.exit(wanted=True)
