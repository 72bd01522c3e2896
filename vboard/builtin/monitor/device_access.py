"""Members of peripherals with registers: `sysbus.usart1 ReadDoubleWord 0x1C`; devices made by a command."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vboard.builtin.machine.bus import Registration
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.members import extension_method
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.peripherals.python.python_peripheral import PythonPeripheral
from vboard.builtin.types import Byte, Int, Long, Range, ReadFilePath, UInt, ULong, UShort

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


def _read(peripheral: BusPeripheral, offset: int, width: int) -> int:
    _check(peripheral, width)
    return peripheral.read(offset, width)


def _write(peripheral: BusPeripheral, offset: int, width: int, value: int) -> None:
    _check(peripheral, width)
    peripheral.write(offset, width, value & ((1 << 8 * width) - 1))


def _check(peripheral: BusPeripheral, width: int) -> None:
    if width not in peripheral.widths:
        widths = ", ".join(str(8 * each) for each in sorted(peripheral.widths))
        name = peripheral.renode_type_name
        raise CommandError(f"{name} takes accesses of {widths} bits, not of {8 * width}")


@extension_method(BusPeripheral)
def ReadByte(monitor: Monitor, peripheral: BusPeripheral, offset: Long) -> Byte:
    """Read 8 bits at an offset."""
    return _read(peripheral, offset, 1)


@extension_method(BusPeripheral)
def ReadWord(monitor: Monitor, peripheral: BusPeripheral, offset: Long) -> UShort:
    """Read 16 bits at an offset."""
    return _read(peripheral, offset, 2)


@extension_method(BusPeripheral)
def ReadDoubleWord(monitor: Monitor, peripheral: BusPeripheral, offset: Long) -> UInt:
    """Read 32 bits at an offset."""
    return _read(peripheral, offset, 4)


@extension_method(BusPeripheral)
def ReadQuadWord(monitor: Monitor, peripheral: BusPeripheral, offset: Long) -> ULong:
    """Read 64 bits at an offset."""
    return _read(peripheral, offset, 8)


@extension_method(BusPeripheral)
def WriteByte(monitor: Monitor, peripheral: BusPeripheral, offset: Long, value: Byte) -> None:
    """Write 8 bits at an offset."""
    _write(peripheral, offset, 1, value)


@extension_method(BusPeripheral)
def WriteWord(monitor: Monitor, peripheral: BusPeripheral, offset: Long, value: UShort) -> None:
    """Write 16 bits at an offset."""
    _write(peripheral, offset, 2, value)


@extension_method(BusPeripheral)
def WriteDoubleWord(monitor: Monitor, peripheral: BusPeripheral, offset: Long, value: UInt) -> None:
    """Write 32 bits at an offset."""
    _write(peripheral, offset, 4, value)


@extension_method(BusPeripheral)
def WriteQuadWord(monitor: Monitor, peripheral: BusPeripheral, offset: Long, value: ULong) -> None:
    """Write 64 bits at an offset."""
    _write(peripheral, offset, 8, value)


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
