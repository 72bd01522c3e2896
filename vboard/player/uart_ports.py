"""UARTs for serial programs of the host: what `--uart` takes."""

from __future__ import annotations

from dataclasses import dataclass

from vboard.boards.board import Board
from vboard.engine.capabilities import OffersUarts
from vboard.errors import VBoardError, nearest
from vboard.player.audio import RATE, SAMPLE_BYTES

_EXPECTED = "expected UART=pty, UART=pty:PATH or UART=tcp:PORT, as in console=pty"


@dataclass(frozen=True)
class UartPort:
    """A UART (`label` as the user wrote it, `path` in the monitor) and where it is offered.

    `most` limits what arrives, in bytes a second.
    """

    label: str
    path: str
    kind: str
    place: str
    most: int | None = None


def parse_uart_port(option: str, board: Board) -> UartPort:
    """Read `console=pty`, `audio=pty:/path`, `sysbus.usart3=tcp:3456`.

    Raises:
        VBoardError: says what was expected.
    """
    label, separator, where = option.partition("=")
    kind, _, place = where.partition(":")
    if not separator or not label:
        raise VBoardError(f"--uart {option}: {_EXPECTED}")
    if kind not in ("pty", "tcp"):
        hint = nearest(kind, ("pty", "tcp"))
        raise VBoardError(f"--uart {option}: unknown kind '{kind}'{hint}; {_EXPECTED}")
    if kind == "tcp" and not (place.isdecimal() and int(place) <= 65535):
        raise VBoardError(f"--uart {option}: expected a port from 0 (any) to 65535 after 'tcp:'")
    roles = {"console": board.console, "audio": board.audio}
    if label not in roles and not label.startswith("sysbus."):
        raise VBoardError(
            f"--uart {option}: unknown UART '{label}'{nearest(label, roles)} (console, audio, or sysbus.NAME)"
        )
    path = roles.get(label, label)
    return UartPort(label, path, kind, place, RATE * SAMPLE_BYTES if path == board.audio else None)


def open_uart_port(session: OffersUarts, port: UartPort) -> str:
    """Join the UART with a new terminal; returns what a serial program opens.

    Raises:
        VBoardError: no such UART, or the terminal cannot be made.
    """
    return session.offer_uart(port.path, port.kind, port.place, port.most)
