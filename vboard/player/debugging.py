"""A board that a debugger drives, until Ctrl-C: `vboard debug`."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from vboard.boards.board import Board
from vboard.engine.events import Event
from vboard.engine.selection import open_local
from vboard.images.image import Image
from vboard.interrupts import Interruption
from vboard.player.clocked import ClockedFeed
from vboard.player.playback import start_board
from vboard.player.sounds import Sound
from vboard.player.uart_ports import open_uart_port, parse_uart_port


def serve_debugger(
    board: Board,
    image: Image,
    port: int,
    uarts: Sequence[str],
    sound: Sound | None,
    realtime: bool,
    once: bool,
    say: Callable[[str], None],
    show: Callable[[Sequence[Event]], None],
    interruption: Interruption,
) -> None:
    """Load a board and serve GDB until the user has enough, or with `once` until a debugger has left.

    `say` gets lines about the ports, the last of them the command that connects; `show` gets what happens.

    Raises:
        VBoardError: the port is taken, or an option does not fit.
    """
    ports = [parse_uart_port(each, board) for each in uarts]
    session = open_local(Path.cwd())
    interruption.actions.append(session.interrupt)
    try:
        start_board(session, board, image.loadable)
        server = session.serve_debugger(port)
        for each in ports:
            say(f"  {each.label:<8} {open_uart_port(session, each)}")
        feed = ClockedFeed(session, board.audio, sound) if sound is not None else None
        say(f"{_debugger()} {shlex.quote(str(image.elf))} -ex 'target remote :{server.Port}'")
        loop = session.pump(realtime)
        while not (once and server.sessions) and not interruption:
            loop.turn()
            events = session.take_events()
            if feed is not None:
                feed.note(events)
            show(events)
    finally:
        session.close()


def _debugger() -> str:
    found = shutil.which("gdb-multiarch") or shutil.which("arm-none-eabi-gdb") or "gdb-multiarch"
    return Path(found).name
