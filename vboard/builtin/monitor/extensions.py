"""Members of emulation objects that need the monitor, and the commands of the emulation manager."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.members import extension_method
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.peripherals.unhandled import log_unhandled_read, log_unhandled_write
from vboard.builtin.platform.loader import load_platform, load_platform_string
from vboard.builtin.types import ULong

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


# -- machine ----------------------------------------------------------------------------------


class _Host:
    """The monitor as the platform loader sees it, with one machine selected."""

    def __init__(self, monitor: Monitor, machine: Machine) -> None:
        self._monitor = monitor
        self._machine = machine

    def run_line(self, line: str) -> None:
        """Run an `init` line. A failure becomes one of the command that loads, and the load goes on."""
        selected, self._monitor.machine = self._monitor.machine, self._machine
        out = self._monitor.lines.out
        own = Interaction()
        self._monitor.lines.run(line, own if out is None else out)
        self._monitor.machine = selected
        if own.errors:
            self._monitor.emulation.log.write(LogLevel.ERROR, "", f"{line}: {''.join(own.errors)}")

    def define_macro(self, name: str, text: str) -> None:
        selected, self._monitor.machine = self._monitor.machine, self._machine
        self._monitor.define_macro(name, text)
        self._monitor.machine = selected

    def find_file(self, name: str) -> Path | None:
        return self._monitor.files.find(name)


@extension_method(Machine)
def LoadPlatformDescription(monitor: Monitor, machine: Machine, platformDescriptionFile: str) -> None:
    """Load a .repl file."""
    load_platform(machine, Path(monitor.files.resolve(platformDescriptionFile)), _Host(monitor, machine))
    monitor.uarts.watch(machine)


@extension_method(Machine)
def LoadPlatformDescriptionFromString(monitor: Monitor, machine: Machine, platformDescription: str) -> None:
    """Load a platform description given as text."""
    load_platform_string(machine, platformDescription, _Host(monitor, machine))
    monitor.uarts.watch(machine)


@extension_method(Machine)
def ExecutePython(monitor: Monitor, machine: Machine, script: str) -> None:
    """Run Python code in the monitor's scope."""
    monitor.python.execute(script, monitor.python.out, {"machine": machine})


# -- peripherals ------------------------------------------------------------------------------


@extension_method(Peripheral)
def GetName(monitor: Monitor, peripheral: Peripheral) -> str:
    """Name with the machine's before it."""
    for machine in monitor.emulation.machines.values():
        if any(entry.peripheral is peripheral for entry in machine.entries):
            return f"{machine.name}.{machine.name_of(peripheral).removeprefix('sysbus.')}"
    return "unnamed"


@extension_method(Peripheral)
def HasGPIO(monitor: Monitor, peripheral: Peripheral) -> bool:
    """Whether there is an output line."""
    return bool(peripheral.gpio_outputs() or peripheral.numbered_outputs())


@extension_method(Peripheral)
def LogUnhandledRead(monitor: Monitor, peripheral: Peripheral, offset: ULong) -> None:
    """Log what an access to an unknown register logs."""
    log_unhandled_read(peripheral, offset)


@extension_method(Peripheral)
def LogUnhandledWrite(monitor: Monitor, peripheral: Peripheral, offset: ULong, value: ULong) -> None:
    """Log what an access to an unknown register logs."""
    log_unhandled_write(peripheral, offset, value)
