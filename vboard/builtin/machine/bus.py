"""The system bus: the address decoder with the members that Renode's monitor reaches."""

from __future__ import annotations

import enum
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vboard.builtin.machine import images
from vboard.builtin.machine.decoder import (
    AddressDecoder,
    Registration,
    UnhandledAccessBehaviour,
    Watchpoint,
)
from vboard.builtin.machine.decoder import Tag as _Tag
from vboard.builtin.machine.elf import ImageError
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import Memory
from vboard.builtin.machine.script import compile_hook
from vboard.builtin.machine.symbols import Symbol
from vboard.builtin.peripherals.base import BusPeripheral, Peripheral
from vboard.builtin.types import (
    Byte,
    Int,
    Range,
    ReadFilePath,
    UInt,
    ULong,
    UShort,
)
from vboard.errors import VBoardError, nearest


class SysbusAccessWidth(enum.Enum):
    """Width of an access in bytes."""

    Byte = 1
    Word = 2
    DoubleWord = 4
    QuadWord = 8


class Access(enum.Enum):
    """Kind of an access."""

    Read = 1
    Write = 2
    ReadAndWrite = 3


__all__ = ["Access", "BusCommandError", "Registration", "SysbusAccessWidth", "SystemBus"]


class BusCommandError(VBoardError):
    """A command of the bus failed, in Renode's words."""


class SystemBus(AddressDecoder):
    """`sysbus`: public members have Renode's names."""

    # -- access -------------------------------------------------------------------------------

    def ReadByte(self, address: ULong, context: Peripheral | None = None) -> Byte:
        """Read 8 bits."""
        return self.read(address, 1)

    def ReadWord(self, address: ULong, context: Peripheral | None = None) -> UShort:
        """Read 16 bits."""
        return self.read(address, 2)

    def ReadDoubleWord(self, address: ULong, context: Peripheral | None = None) -> UInt:
        """Read 32 bits."""
        return self.read(address, 4)

    def ReadQuadWord(self, address: ULong, context: Peripheral | None = None) -> ULong:
        """Read 64 bits."""
        return self.read(address, 8)

    def WriteByte(self, address: ULong, value: Byte, context: Peripheral | None = None) -> None:
        """Write 8 bits."""
        self.write(address, 1, value)

    def WriteWord(self, address: ULong, value: UShort, context: Peripheral | None = None) -> None:
        """Write 16 bits."""
        self.write(address, 2, value)

    def WriteDoubleWord(self, address: ULong, value: UInt, context: Peripheral | None = None) -> None:
        """Write 32 bits."""
        self.write(address, 4, value)

    def WriteQuadWord(self, address: ULong, value: ULong, context: Peripheral | None = None) -> None:
        """Write 64 bits."""
        self.write(address, 8, value)

    def ReadBytes(self, address: ULong, count: Int, onlyMemory: bool = False) -> list[Byte]:
        """Read `count` bytes."""
        return list(self.read_bytes(address, count))

    def WriteBytes(self, bytes: list[Byte], address: ULong, onlyMemory: bool = False) -> None:
        """Write a list of bytes."""
        self.write_bytes(address, b"".join(value.to_bytes(1, "little") for value in bytes))

    def ZeroRange(self, range: Range) -> None:
        """Write zeros."""
        self.write_bytes(range.start, b"\0" * range.size)

    def IsMemory(self, address: ULong) -> bool:
        """Whether a memory is at `address`."""
        found = self.find(address)
        return found is not None and isinstance(found.peripheral, Memory)

    # -- images and symbols -------------------------------------------------------------------

    def LoadELF(
        self,
        fileName: ReadFilePath,
        useVirtualAddress: bool = False,
        cpu: Peripheral | None = None,
    ) -> None:
        """Load an ELF image at its physical addresses.

        Raises:
            BusCommandError: the emulation is running, or the file is no usable ELF image.
        """
        if self.env.clock.running:
            raise BusCommandError("Cannot load ELF on an unpaused machine.")
        try:
            images.load_elf(self, Path(fileName), useVirtualAddress)
        except ImageError as error:
            raise _load_error(fileName, error) from error

    def ApplySVD(self, path: str) -> None:
        """Names of registers for Renode's log. They change no behaviour: the file is not read."""
        self.log(LogLevel.DEBUG, f"register names from {path} are not used")

    def LoadSymbolsFrom(self, fileName: ReadFilePath, useVirtualAddress: bool = False) -> None:
        """Take the symbols of an ELF image and nothing else."""
        try:
            images.load_symbols(self, Path(fileName))
        except ImageError as error:
            raise _load_error(fileName, error) from error

    def LoadBinary(self, fileName: ReadFilePath, loadPoint: ULong) -> None:
        """Load a file as it is."""
        images.load_binary(self, Path(fileName), loadPoint)

    def LoadHEX(self, fileName: ReadFilePath) -> None:
        """Load an Intel HEX file."""
        images.load_hex(self, Path(fileName))

    def GetSymbolAddress(self, symbolName: str) -> ULong:
        """Address of a symbol.

        Raises:
            BusCommandError: no such symbol.
        """
        address = self.symbols.address(symbolName)
        if address is None:
            near = nearest(symbolName, self.symbols.names())
            raise BusCommandError(f"Could not find any address for symbol: {symbolName}{near}")
        return address

    def FindSymbolAt(self, offset: ULong) -> str | None:
        """Name of the symbol that holds an address, ` (entry)` added at its first byte."""
        symbol = self.symbols.at(offset)
        if symbol is None:
            return None
        return f"{symbol.name} (entry)" if symbol.start == offset else symbol.name

    def AddSymbol(self, address: Range, name: str) -> None:
        """Name an address range."""
        self.symbols.add([Symbol(address.start, address.start + address.size, name)])

    def ClearSymbols(self) -> None:
        """Forget all symbols."""
        self.symbols.clear()

    # -- diagnostics --------------------------------------------------------------------------

    def Tag(
        self,
        range: Range,
        tag: str,
        defaultValue: ULong = 0,
        pausing: bool = False,
        overridePeripheralAccesses: bool = False,
    ) -> None:
        """Name a range without a model; reads give `defaultValue`."""
        end = range.start + range.size
        self.add_tag(_Tag(range.start, end, tag, defaultValue, overridePeripheralAccesses))

    def RemoveTag(self, address: ULong) -> None:
        """Remove the tags that hold `address`."""
        self.remove_tags(address)

    def SilenceRange(self, range: Range) -> None:
        """Stop reports of unmapped accesses in a range."""
        self.silence(range.start, range.end)

    def WhatPeripheralIsAt(self, address: ULong) -> BusPeripheral | None:
        """The peripheral at an address."""
        found = self.find(address)
        return None if found is None else found.peripheral

    def WhatIsAt(self, address: ULong) -> str | None:
        """Full name and range of what is at an address."""
        found = self.find(address)
        if found is None:
            return None
        machine: Any = self.env
        name = machine.name_of(found.peripheral).removeprefix("sysbus.")
        span = f"<0x{found.start:08X}, 0x{found.end - 1:08X}>"
        return f"{machine.name}.{name} registered at {span}"

    def LogPeripheralAccess(
        self, busPeripheral: BusPeripheral, enable: bool = True, silent: bool = False
    ) -> None:
        """Log each access of a peripheral."""
        self.trace(busPeripheral, enable)

    def LogAllPeripheralsAccess(self, enable: bool = True, silent: bool = False) -> None:
        """Log each access of every peripheral."""
        for registration in self.registrations:
            self.trace(registration.peripheral, enable)

    def AddWatchpointHook(
        self, address: ULong, width: SysbusAccessWidth, access: Access, pythonScript: str
    ) -> None:
        """Run a script before accesses of the cores; it sees self, cpu, address, width and value."""
        script = compile_hook(pythonScript, f"watchpoint at 0x{address:X}")

        def hit(where: int, size: int, value: int) -> None:
            cpu = next(iter(getattr(self.env, "cores", ())), None)
            script(self=self, cpu=cpu, address=where, width=size, value=value, machine=self.env)

        read, write = access is not Access.Write, access is not Access.Read
        self.add_watchpoint(Watchpoint(address, width.value, read, write, hit))

    def SetHookAfterPeripheralRead(
        self, peripheral: BusPeripheral, pythonScript: str, subrange: Range | None = None
    ) -> None:
        """Run a script after each read; it sees `self`, `offset` and `value`, which it may change."""
        self.hook(peripheral).read = self._access_hook(peripheral, pythonScript, subrange)

    def SetHookBeforePeripheralWrite(
        self, peripheral: BusPeripheral, pythonScript: str, subrange: Range | None = None
    ) -> None:
        """Run a script before each write; it sees `self`, `offset` and `value`, which it may change."""
        self.hook(peripheral).write = self._access_hook(peripheral, pythonScript, subrange)

    def ClearHookAfterPeripheralRead(self, peripheral: BusPeripheral) -> None:
        """Undo `SetHookAfterPeripheralRead`."""
        self.hook(peripheral).read = None

    def _access_hook(
        self, peripheral: BusPeripheral, source: str, subrange: Range | None
    ) -> Callable[[int, int], int] | None:
        if not source.strip():
            return None
        script = compile_hook(source, "hook of accesses")

        def run(offset: int, value: int) -> int:
            if subrange is not None and not subrange.start <= offset <= subrange.end:
                return value
            names = {"self": peripheral, "sysbus": self, "machine": self.env}
            return int(script(**names, offset=offset, value=value)["value"])

        return run

    def RemoveAllWatchpointHooks(self, address: ULong) -> None:
        """Remove the watchpoints at an address."""
        self.remove_watchpoints(address)

    @property
    def LowestLoadedAddress(self) -> ULong | None:
        """Lowest section address of the last image."""
        return self.lowest_section

    @property
    def UnexpectedReads(self) -> Int:
        """Reads that no peripheral took."""
        return self.unexpected["Read"]

    @property
    def UnexpectedWrites(self) -> Int:
        """Writes that no peripheral took."""
        return self.unexpected["Write"]

    @property
    def UnhandledAccessBehaviour(self) -> UnhandledAccessBehaviour:
        """What is reported of accesses that no peripheral takes."""
        return self._behaviour

    @UnhandledAccessBehaviour.setter
    def UnhandledAccessBehaviour(self, value: UnhandledAccessBehaviour) -> None:
        self._behaviour = value


def _load_error(file_name: str, cause: Exception) -> BusCommandError:
    """Renode says it twice, outer and inner exception; the reason goes between."""
    text = f"Could not load ELF from path: {file_name}"
    return BusCommandError(f"Error while loading ELF: {text}{text}")
