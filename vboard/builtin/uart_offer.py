"""Joins a UART with a pseudo terminal or a socket of the host."""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.monitor.monitor import Monitor
from vboard.builtin.peripherals.base import UART
from vboard.builtin.terminals.pty_terminal import UartPtyTerminal
from vboard.builtin.terminals.socket_terminal import ServerSocketTerminal


def offer_uart(monitor: Monitor, uart: UART, kind: str, place: str, most: int | None) -> str:
    """As `vboard.engine.capabilities.OffersUarts.offer_uart`, with the UART found.

    Raises:
        VBoardError: the terminal cannot be made.
    """
    terminal: UartPtyTerminal | ServerSocketTerminal
    if kind == "pty":
        terminal = UartPtyTerminal(Path(place).absolute() if place else None)
        shown = str(terminal.link or terminal.device)
    else:
        terminal = ServerSocketTerminal(int(place), telnet=False)
        shown = f"socket://127.0.0.1:{terminal.Port}"
    terminal.most = most
    monitor.ports.add(terminal)
    terminal.AttachTo(uart)
    return shown
