"""Commands that open a way to the host: terminals for UARTs and the debugger's server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vboard.builtin.host_ports import HostPort
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.members import extension_method
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import Int

if TYPE_CHECKING:
    from vboard.builtin.gdb.server import GdbServer
    from vboard.builtin.monitor.monitor import Monitor


def _check_name(monitor: Monitor, name: str) -> None:
    if monitor.objects.find_named(name) is not None:
        raise CommandError(f"Name '{name}' is already taken.")


def _add(monitor: Monitor, name: str, port: HostPort) -> None:
    monitor.objects.externals[name] = port
    monitor.ports.add(port)


@extension_method(Emulation)
def CreateServerSocketTerminal(
    monitor: Monitor,
    emulation: Emulation,
    port: Int,
    name: str,
    telnetMode: bool = True,
    flushOnConnect: bool = False,
) -> None:
    """Offer a UART on a TCP port of this machine; `connector Connect` joins one."""
    from vboard.builtin.terminals.socket_terminal import ServerSocketTerminal

    _check_name(monitor, name)
    _add(monitor, name, ServerSocketTerminal(port, telnetMode, flushOnConnect))


@extension_method(Emulation)
def CreateUartPtyTerminal(
    monitor: Monitor, emulation: Emulation, name: str, fileName: str, forceCreate: bool = False
) -> None:
    """Offer a UART as a pseudo terminal behind a symbolic link; `connector Connect` joins one."""
    from vboard.builtin.terminals.pty_terminal import UartPtyTerminal

    _check_name(monitor, name)
    link = Path(monitor.files.working_directory) / fileName
    _add(monitor, name, UartPtyTerminal(link, forceCreate))


@extension_method(Machine)
def StartGdbServer(
    monitor: Monitor,
    machine: Machine,
    port: Int,
    autostartEmulation: bool = True,
    cpuCluster: str | Peripheral = "",
) -> None:
    """Serve a debugger on a TCP port of this machine: `target remote :3333`.

    Args:
        monitor: the monitor.
        machine: the machine.
        port: TCP port, 0 for any free one.
        autostartEmulation: start the emulation when the debugger connects.
        cpuCluster: the core to debug, or its name; the machine's first one by default.
    """
    core = machine.find(f"sysbus.{cpuCluster}") if isinstance(cpuCluster, str) else cpuCluster
    start_gdb_server(monitor, machine, port, autostartEmulation, core)


@extension_method(Machine)
def StopGdbServer(monitor: Monitor, machine: Machine, port: Int | None = None) -> None:
    """Close the debugger's server on a port, or all of the machine's."""
    stopped = [server for server in _gdb_servers(monitor) if port is None or server.Port == port]
    if not stopped:
        raise CommandError("Nothing to stop.")
    for server in stopped:
        monitor.ports.remove(server)


@extension_method(Machine)
def IsGdbConnectedToServer(monitor: Monitor, machine: Machine, port: Int) -> bool:
    """Whether a debugger is connected to the server on a port."""
    return any(server.Port == port and server.connected for server in _gdb_servers(monitor))


def _gdb_servers(monitor: Monitor) -> list[GdbServer]:
    from vboard.builtin.gdb.server import GdbServer

    return [port for port in monitor.ports if isinstance(port, GdbServer)]


def start_gdb_server(
    monitor: Monitor, machine: Machine, port: int, autostart: bool = True, core: Peripheral | None = None
) -> GdbServer:
    """The same, for front ends. Raises CommandError or PortError."""
    from vboard.builtin.cpu.cortex_m import CortexM
    from vboard.builtin.gdb.server import GdbServer
    from vboard.builtin.gdb.target import Target

    known = machine.cores if core is None else [core]
    cpu = next((each for each in known if isinstance(each, CortexM)), None)
    if cpu is None:
        raise CommandError(f"Machine {machine.name} has no core to debug")
    server = GdbServer(port, Target(monitor.emulation, machine, cpu), monitor.execute, autostart)
    monitor.ports.add(server)
    return server
