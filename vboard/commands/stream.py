"""`vboard stream`: recordings or a microphone into the audio port of a board, real or virtual."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vboard.errors import VBoardError

EXAMPLES = (
    "Examples: `vboard stream /dev/ttyUSB0 yes.wav --console /dev/ttyUSB1`, "
    "`vboard stream socket://127.0.0.1:3456 --microphone`"
)


def command(
    port: Annotated[str, typer.Argument(help="Audio port: a device, or a URL of pyserial.", metavar="PORT")],
    files: Annotated[
        list[Path] | None, typer.Argument(help="Recordings: wav, FLAC or Ogg.", metavar="FILE…")
    ] = None,
    microphone: Annotated[
        bool, typer.Option("--microphone", help="Stream this machine's microphone until Ctrl-C.")
    ] = False,
    console: Annotated[
        str | None,
        typer.Option("--console", metavar="PORT", help="Port that the board prints on, 115200 baud."),
    ] = None,
    baud: Annotated[int, typer.Option("--baud", help="Of the audio port.", min=1)] = 921_600,
    tail: Annotated[
        float, typer.Option("--tail", metavar="SECONDS", help="Silence behind the last recording.", min=0)
    ] = 2.0,
    until: Annotated[
        str | None, typer.Option("--until", metavar="TEXT", help="End when the board prints TEXT.")
    ] = None,
    patience: Annotated[
        float, typer.Option("--patience", metavar="SECONDS", help="Silence in which --until waits.", min=0)
    ] = 60.0,
) -> None:
    """Stream recordings at their true rate into a serial port and print what the board says.

    The port is that of a real board's USB-serial adapter or one that `vboard run --uart audio=pty` prints.
    Exit status: 0, 1 when the board never printed what --until waits for, 2 for a mistake in what was given.
    """
    from vboard.player import streaming

    if microphone == bool(files):
        raise VBoardError("expected recordings, or --microphone")
    if microphone:
        steps = streaming.microphone()
    else:
        steps = streaming.recordings(files or [], tail if until is None else patience)
    try:
        streaming.stream_to_ports(steps, port, baud, console, until, paced=not microphone)
    except KeyboardInterrupt:
        if not microphone:  # Ctrl-C is how a microphone's stream ends
            raise
