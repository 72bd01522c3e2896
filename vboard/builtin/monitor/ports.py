"""Commands that open a way to the host: terminals for UARTs and the debugger's server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vboard.builtin.host_ports import HostPort
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.monitor.errors import CommandError
from vboard.builtin.monitor.members import extension_method
from vboard.builtin.types import Int

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


def _check_name(monitor: Monitor, name: str) -> None:
    if monitor.find_named(name) is not None:
        raise CommandError(f"Name '{name}' is already taken.")


def _add(monitor: Monitor, name: str, port: HostPort) -> None:
    monitor.externals[name] = port
    monitor.ports.add(port)


@extension_method(Emulation)
def CreateServerSocketTerminal(
    monitor: Monitor,
    emulation: Emulation,
    port: Int,
    name: str,
    emitConfig: bool = True,
    flushOnConnect: bool = False,
) -> None:
    """Offer a UART on a TCP port of this machine; `connector Connect` joins one."""
    from vboard.builtin.terminals.socket_terminal import ServerSocketTerminal

    _check_name(monitor, name)
    _add(monitor, name, ServerSocketTerminal(port, emitConfig, flushOnConnect))


@extension_method(Emulation)
def CreateUartPtyTerminal(
    monitor: Monitor, emulation: Emulation, name: str, fileName: str, forceCreate: bool = False
) -> None:
    """Offer a UART as a pseudo terminal behind a symbolic link; `connector Connect` joins one."""
    from vboard.builtin.terminals.pty_terminal import UartPtyTerminal

    _check_name(monitor, name)
    link = Path(monitor.working_directory) / fileName
    _add(monitor, name, UartPtyTerminal(link, forceCreate))
