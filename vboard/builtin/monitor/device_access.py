"""Devices made by a command: `machine PyDevFromString`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vboard.builtin.machine.bus import Registration
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.members import extension_method
from vboard.builtin.peripherals.python.python_peripheral import PythonPeripheral
from vboard.builtin.types import Int, Range, ReadFilePath, ULong

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


@extension_method(Machine)
def PyDevFromString(
    monitor: Monitor,
    machine: Machine,
    script: str,
    address: ULong,
    size: Int,
    initable: bool = False,
    name: str | None = None,
    offset: ULong = 0,
) -> None:
    """Put a peripheral at an address whose behaviour is a Python script."""
    device = PythonPeripheral(machine, size, initable, script=script)
    machine.bus.register(Registration(address, size, device, offset))
    if name:
        machine.add(name, device, machine.bus, str(Range(address, size)))


@extension_method(Machine)
def PyDevFromFile(
    monitor: Monitor,
    machine: Machine,
    path: ReadFilePath,
    address: ULong,
    size: Int,
    initable: bool = False,
    name: str | None = None,
    offset: ULong = 0,
) -> None:
    """`PyDevFromString` with the script in a file."""
    source = Path(path).read_text(encoding="utf-8")
    PyDevFromString(monitor, machine, source, address, size, initable, name, offset)
