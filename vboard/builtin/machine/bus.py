"""The system bus: the address decoder with the members that Renode's monitor reaches."""

from __future__ import annotations

from vboard.builtin.hints import did_you_mean
from vboard.builtin.machine.address_map import Registration
from vboard.builtin.machine.conditions import State
from vboard.builtin.machine.decoder import AddressDecoder
from vboard.builtin.machine.memory import Memory
from vboard.builtin.machine.symbols import Symbol
from vboard.builtin.machine.unmapped import Tag as _Tag
from vboard.builtin.machine.unmapped import UnhandledAccessBehaviour
from vboard.builtin.peripherals.base import BusPeripheral, Peripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import (
    Byte,
    Int,
    Long,
    Range,
    UInt,
    ULong,
    UShort,
    checked_range,
)
from vboard.errors import VBoardError

__all__ = ["BusCommandError", "Registration", "SystemBus"]


class BusCommandError(VBoardError):
    """A command of the bus failed, in Renode's words; `suggestion` names the nearest valid name, if any."""

    def __init__(self, text: str, suggestion: str = "") -> None:
        super().__init__(text)
        self.suggestion = suggestion


@renode_type("Bus.SystemBus")
class SystemBus(AddressDecoder):
    """`sysbus`: public members have Renode's names."""

    # -- access -------------------------------------------------------------------------------

    def ReadByte(
        self, address: ULong, context: Peripheral | None = None, cpuState: ULong | None = None
    ) -> Byte:
        """Read 8 bits, as a core sees it (`context`), in a state of that core (`cpuState`, bits)."""
        return self._read(address, 1, context, cpuState)

    def ReadWord(
        self, address: ULong, context: Peripheral | None = None, cpuState: ULong | None = None
    ) -> UShort:
        """Read 16 bits."""
        return self._read(address, 2, context, cpuState)

    def ReadDoubleWord(
        self, address: ULong, context: Peripheral | None = None, cpuState: ULong | None = None
    ) -> UInt:
        """Read 32 bits."""
        return self._read(address, 4, context, cpuState)

    def ReadQuadWord(
        self, address: ULong, context: Peripheral | None = None, cpuState: ULong | None = None
    ) -> ULong:
        """Read 64 bits."""
        return self._read(address, 8, context, cpuState)

    def WriteByte(
        self, address: ULong, value: Byte, context: Peripheral | None = None, cpuState: ULong | None = None
    ) -> None:
        """Write 8 bits, as a core sees it (`context`), in a state of that core (`cpuState`, bits)."""
        self._write(address, 1, value, context, cpuState)

    def WriteWord(
        self, address: ULong, value: UShort, context: Peripheral | None = None, cpuState: ULong | None = None
    ) -> None:
        """Write 16 bits."""
        self._write(address, 2, value, context, cpuState)

    def WriteDoubleWord(
        self, address: ULong, value: UInt, context: Peripheral | None = None, cpuState: ULong | None = None
    ) -> None:
        """Write 32 bits."""
        self._write(address, 4, value, context, cpuState)

    def WriteQuadWord(
        self, address: ULong, value: ULong, context: Peripheral | None = None, cpuState: ULong | None = None
    ) -> None:
        """Write 64 bits."""
        self._write(address, 8, value, context, cpuState)

    def _read(self, address: int, width: int, context: Peripheral | None, state: int | None) -> int:
        start = checked_range(address, width).start
        return self.read(start, width, context, _state(state))

    def _write(
        self, address: int, width: int, value: int, context: Peripheral | None, state: int | None
    ) -> None:
        start = checked_range(address, width).start
        self.write(start, width, value, context, _state(state))

    def ReadBytes(
        self, address: ULong, count: Int, onlyMemory: bool = False, context: Peripheral | None = None
    ) -> list[Byte]:
        """Read `count` bytes; with `onlyMemory` zeros where there is no memory."""
        if onlyMemory:
            return [
                self.read(at, 1, context) if self.IsMemory(at, context) else 0
                for at in range(address, address + count)
            ]
        return list(self.read_bytes(address, count, context))

    def WriteBytes(
        self,
        bytes: list[Byte],
        address: ULong,
        onlyMemory: bool = False,
        context: Peripheral | None = None,
    ) -> None:
        """Write a list of bytes; with `onlyMemory` only where there is memory."""
        for at, value in enumerate(bytes, address):
            if not onlyMemory or self.IsMemory(at, context):
                self.write(at, 1, value, context)

    def WriteBytes__2(
        self,
        bytes: list[Byte],
        address: ULong,
        count: Long,
        onlyMemory: bool = False,
        context: Peripheral | None = None,
    ) -> None:
        """Write the first `count` bytes of a list."""
        self.WriteBytes(bytes[:count], address, onlyMemory, context)

    def ZeroRange(self, range: Range, context: Peripheral | None = None) -> None:
        """Write zeros."""
        self.write_bytes(range.start, b"\0" * range.size, context)

    def ZeroRange__2(self, from_: Long, size: Long, context: Peripheral | None = None) -> None:
        """Write `size` zeros from an address on."""
        self.ZeroRange(checked_range(from_, size), context)

    def IsMemory(
        self, address: ULong, context: Peripheral | None = None, initiatorState: ULong | None = None
    ) -> bool:
        """Whether a memory is at `address`."""
        found = self.find(address, context, _state(initiatorState))
        return found is not None and isinstance(found.peripheral, Memory)

    # -- symbols ------------------------------------------------------------------------------

    def GetSymbolAddress(self, symbolName: str, context: Peripheral | None = None) -> ULong:
        """Address of a symbol.

        Raises:
            BusCommandError: no such symbol, or several of that name.
        """
        addresses = self._addresses(symbolName, context)
        if not addresses:
            suggestion = did_you_mean(symbolName, self.symbols_of(context).names())
            raise BusCommandError(f"Could not find any address for symbol: {symbolName}", suggestion)
        if len(addresses) > 1:
            raise BusCommandError(
                f"Found {len(addresses)} possible addresses for the symbol. Select which one you're "
                "interested in by providing a 0-based index or use the `GetAllSymbolAddresses` method"
            )
        return addresses[0]

    def GetSymbolAddress__2(self, symbolName: str, index: Int, context: Peripheral | None = None) -> ULong:
        """Address of one of the symbols of a name.

        Raises:
            BusCommandError: no such symbol, or no such index.
        """
        addresses = self._addresses(symbolName, context)
        if not addresses:
            return self.GetSymbolAddress(symbolName, context)
        if not 0 <= index < len(addresses):
            count = len(addresses)
            there = "is only one address" if count == 1 else f"are {count} addresses"
            raise BusCommandError(f"Wrong index {index}: there {there} (0-based index) for '{symbolName}'")
        return addresses[index]

    def GetAllSymbolAddresses(self, symbolName: str, context: Peripheral | None = None) -> list[ULong]:
        """Addresses of all symbols of a name.

        Raises:
            BusCommandError: there is none.
        """
        addresses = self._addresses(symbolName, context)
        if not addresses:
            raise BusCommandError(f"No symbol with name `{symbolName}` found.")
        return addresses

    def _addresses(self, name: str, context: Peripheral | None) -> list[int]:
        return self.symbols_of(context).addresses(name) or self.symbols.addresses(name)

    def FindSymbolAt(self, offset: ULong, context: Peripheral | None = None) -> str | None:
        """Name of the symbol that holds an address, ` (entry)` added at its first byte."""
        symbol = self.symbols_of(context).at(offset) or self.symbols.at(offset)
        if symbol is None:
            return None
        return f"{symbol.name} (entry)" if symbol.start == offset else symbol.name

    def AddSymbol(self, address: Range, name: str, context: Peripheral | None = None) -> None:
        """Name an address range."""
        table = self.symbols_of(context, create=True)
        table.add([Symbol(address.start, address.start + address.size, name)])

    def ClearSymbols(self, context: Peripheral | None = None) -> None:
        """Forget all symbols."""
        self.symbols_of(context).clear()

    # -- diagnostics --------------------------------------------------------------------------

    def Tag(
        self,
        range: Range,
        tag: str,
        defaultValue: ULong = 0,
        pausing: bool = False,
        silent: bool = False,
        overridePeripheralAccesses: bool = False,
    ) -> None:
        """Name a range without a model; reads give `defaultValue`.

        Raises:
            BusCommandError: it is partly in another tag.
        """
        end = range.start + range.size
        named = _Tag(range.start, end, tag, defaultValue, pausing, silent, overridePeripheralAccesses)
        try:
            self.unmapped.add(named)
        except ValueError as error:
            raise BusCommandError(str(error)) from None
        self.refresh()

    def RemoveTag(self, address: ULong) -> None:
        """Remove the tags that hold `address`.

        Raises:
            BusCommandError: there is none.
        """
        if not self.unmapped.remove(address):
            raise BusCommandError(f"There is no tag at address 0x{address:X}.")
        self.refresh()

    def SilenceRange(self, range: Range) -> None:
        """Stop reports of unmapped accesses in a range."""
        self.unmapped.silence(range.start, range.end)
        self.refresh()

    def WhatPeripheralIsAt(self, address: ULong, context: Peripheral | None = None) -> BusPeripheral | None:
        """The peripheral at an address."""
        found = self.find(address, context)
        return None if found is None else found.peripheral

    def WhatIsAt(self, address: ULong, context: Peripheral | None = None) -> str | None:
        """Full name and range of what is at an address."""
        found = self.find(address, context)
        return None if found is None else self.described(found)

    def described(self, registration: Registration) -> str:
        """`m.sram registered at <0x20000000, 0x20004FFF>`."""
        return f"{self._global_name(registration.peripheral)} registered at {registration.span}"

    @property
    def LowestLoadedAddress(self) -> ULong | None:
        """Lowest section address of the last image."""
        return self.lowest_section

    @property
    def UnexpectedReads(self) -> Int:
        """Reads that no peripheral took."""
        return self.unmapped.counts["Read"]

    @property
    def UnexpectedWrites(self) -> Int:
        """Writes that no peripheral took."""
        return self.unmapped.counts["Write"]

    @property
    def UnhandledAccessBehaviour(self) -> UnhandledAccessBehaviour:
        """What is reported of accesses that no peripheral takes."""
        return self.unmapped.behaviour

    @UnhandledAccessBehaviour.setter
    def UnhandledAccessBehaviour(self, value: UnhandledAccessBehaviour) -> None:
        self.unmapped.behaviour = value


_STATE_BITS = ("privileged", "cpuSecure", "attributionSecure")
"""Bits of a Cortex-M core's state, from bit 0 on."""


def _state(bits: int | None) -> State | None:
    return None if bits is None else {name: bool(bits >> at & 1) for at, name in enumerate(_STATE_BITS)}
