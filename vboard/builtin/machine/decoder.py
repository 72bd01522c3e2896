"""The address decoder: routes accesses to peripherals, reports what nobody handles as Renode does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from vboard.builtin.machine.address_map import Registration
from vboard.builtin.machine.conditions import State
from vboard.builtin.machine.log import LaterEntries, LogLevel
from vboard.builtin.machine.memory import Memory
from vboard.builtin.machine.observation import AccessHooks, Watchpoint
from vboard.builtin.machine.registrations import Registrations
from vboard.builtin.machine.symbols import SymbolTable
from vboard.builtin.machine.unmapped import WIDTH_NAMES, Unmapped
from vboard.builtin.peripherals.base import BusPeripheral, Environment


class BusMaster(Protocol):
    """A core, as the bus knows it."""

    @property
    def executing(self) -> bool:
        """Whether an instruction of the core is in progress."""

    def position(self) -> str:
        """The core and its PC: `cpu: 0x80001EA`."""


class AddressDecoder(Registrations):
    """Address decoder of one machine. Unmapped accesses read 0 (or the tag's value) and warn.

    Attributes:
        lowest_section: lowest section address of the last ELF image.
        loaded_files: images that were loaded, with the address where the format names none.
        watchpoints: guest accesses that are observed.
        unmapped: tags, and what is reported of accesses that no peripheral takes; `refresh` after a change.
        cores: the cores that make accesses.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._blocks = self._map.blocks
        self._image_listeners: list[tuple[Callable[[int], None], object | None]] = []
        self._traced: set[int] = set()
        self._hooks: dict[int, AccessHooks] = {}
        self.observed = False
        """Whether anything has to see to every access."""
        self.unmapped = Unmapped(self.log, self._is_logged, self._log_later)
        self._symbols: dict[int | None, SymbolTable] = {None: SymbolTable()}
        self.lowest_section: int | None = None
        self.loaded_files: list[tuple[Path, int | None]] = []
        self.watchpoints: list[Watchpoint] = []
        self.cores: list[BusMaster] = []

    @property
    def initiator(self) -> BusMaster | None:
        """The core of which an instruction is in progress."""
        return next((core for core in self.cores if core.executing), None)

    @property
    def accessor(self) -> Callable[[], str] | None:
        """Gives `cpu: 0x80001EA`, the core and its PC, while a core makes an access."""
        core = self.initiator
        return core.position if core is not None else None

    def refresh(self) -> None:
        super().refresh()
        self.observed = bool(
            self._traced
            or self._hooks
            or self.unmapped.overriding
            or self._private
            or self._conditional
            or self.control.active
        )

    # -- accesses -----------------------------------------------------------------------------

    def read(
        self, address: int, width: int, initiator: object | None = None, state: State | None = None
    ) -> int:
        """Read `width` (1, 2, 4, 8) bytes, little endian."""
        found = self._blocks.get(address >> 8)
        if self.observed:
            return self._read_slowly(address, width, initiator or self.initiator, state)
        if found is None and (found := self._map.find(address)) is None:
            return self._unmapped("Read", address, width, None)
        peripheral = found.peripheral
        if width in peripheral.widths:
            return peripheral.read(address - found.start + found.offset, width)
        return self._read_slowly(address, width, initiator, state)

    def write(
        self,
        address: int,
        width: int,
        value: int,
        initiator: object | None = None,
        state: State | None = None,
    ) -> None:
        """Write `width` (1, 2, 4, 8) bytes, little endian."""
        value &= (1 << 8 * width) - 1
        found = self._blocks.get(address >> 8)
        if not self.observed and found is None and (found := self._map.find(address)) is None:
            self._unmapped("Write", address, width, value)
        elif found is not None and not self.observed and width in found.peripheral.widths:
            found.peripheral.write(address - found.start + found.offset, width, value)
        else:
            self._write_slowly(address, width, value, initiator or self.initiator, state)

    def _read_slowly(self, address: int, width: int, initiator: object | None, state: State | None) -> int:
        """`read` where nothing is, an access is refused, or somebody observes."""
        if self.control.active and self.control.is_locked(address, address + width, initiator):
            what = f"Tried to read {width} bytes at 0x{address:X}"
            self.log(LogLevel.WARNING, f"{what} which is inside a locked address range, returning 0")
            return 0
        found = self.find(address, initiator, state)
        if found is None or self.unmapped.overrides(address):
            return self._unmapped("Read", address, width, None)
        if not self.control.is_enabled(found.peripheral):
            name = self._global_name(found.peripheral)
            self.log(LogLevel.WARNING, f"Tried to read a locked peripheral: {name}. Address 0x{address:X}.")
            return 0
        offset = address - found.start + found.offset
        if width not in found.peripheral.widths:
            self._unsupported(found.peripheral, "read", offset, width, None)
            return 0
        value = found.peripheral.read(offset, width)
        hook = self._hooks_of(found.peripheral).read
        value = hook(offset, value) if hook is not None else value
        if id(found.peripheral) in self._traced:
            text = f"ReadUInt{8 * width} from 0x{offset:X}, returned 0x{value:X}."
            found.peripheral.log(LogLevel.INFO, self._where() + text)
        return value

    def _write_slowly(
        self, address: int, width: int, value: int, initiator: object | None, state: State | None
    ) -> None:
        """`write` where nothing is, an access is refused, or somebody observes."""
        if self.control.active and self.control.is_locked(address, address + width, initiator):
            what = f"Tried to write {width} bytes (0x{value:X}) at 0x{address:X}"
            self.log(LogLevel.WARNING, f"{what} which is inside a locked address range, write ignored")
            return
        found = self.find(address, initiator, state)
        if found is None or self.unmapped.overrides(address):
            self._unmapped("Write", address, width, value)
            return
        if not self.control.is_enabled(found.peripheral):
            what = f"{self._global_name(found.peripheral)}. Address 0x{address:X}, value 0x{value:X}"
            self.log(LogLevel.WARNING, f"Tried to write a locked peripheral: {what}")
            return
        offset = address - found.start + found.offset
        if width not in found.peripheral.widths:
            self._unsupported(found.peripheral, "write", offset, width, value)
            return
        if id(found.peripheral) in self._traced:
            text = f"WriteUInt{8 * width} to 0x{offset:X}, value 0x{value:X}."
            found.peripheral.log(LogLevel.INFO, self._where() + text)
        hook = self._hooks_of(found.peripheral).write
        value = hook(offset, value) & ((1 << 8 * width) - 1) if hook is not None else value
        found.peripheral.write(offset, width, value)

    def read_bytes(self, address: int, count: int, initiator: object | None = None) -> bytes:
        """Read a block, byte by byte outside memories."""
        parts = []
        while count > 0:
            found = self._free_memory(address, initiator)
            if found is not None:
                length = min(count, found.end - address)
                start = address - found.start + found.offset
                memory: Any = found.peripheral
                parts.append(memory.buffer[start : start + length])
            else:
                length = 1
                parts.append(bytes((self.read(address, 1, initiator),)))
            address, count = address + length, count - length
        return b"".join(parts)

    def write_bytes(self, address: int, data: bytes, initiator: object | None = None) -> None:
        """Write a block, byte by byte outside memories."""
        position = 0
        while position < len(data):
            found = self._free_memory(address + position, initiator)
            if found is not None:
                length = min(len(data) - position, found.end - address - position)
                start = address + position - found.start + found.offset
                memory: Any = found.peripheral
                memory.write_block(start, data[position : position + length])
            else:
                length = 1
                self.write(address + position, 1, data[position], initiator)
            position += length

    def _free_memory(self, address: int, initiator: object | None) -> Registration | None:
        """The memory at an address, if all of it may be accessed."""
        found = self.find(address, initiator)
        if found is None or not isinstance(found.peripheral, Memory):
            return None
        if self.control.active and not self.is_free(found, initiator):
            return None
        return found

    # -- images and symbols -------------------------------------------------------------------

    @property
    def symbols(self) -> SymbolTable:
        """Symbols that all cores share."""
        return self._symbols[None]

    def symbols_of(self, core: object | None, create: bool = False) -> SymbolTable:
        """Symbols of a core; the shared ones when it has none of its own."""
        if core is None:
            return self._symbols[None]
        if create:
            return self._symbols.setdefault(id(core), SymbolTable())
        return self._symbols.get(id(core), self._symbols[None])

    def on_image_loaded(self, callback: Callable[[int], None], core: object | None = None) -> None:
        """Call `callback` with the lowest section address of each ELF image that is loaded for `core`."""
        self._image_listeners.append((callback, core))

    def image_loaded(self, lowest_section: int, core: object | None = None) -> None:
        """An ELF image was loaded for one core or for all (called by the loader)."""
        self.lowest_section = lowest_section
        for callback, owner in self._image_listeners:
            if core is None or owner is core:
                callback(lowest_section)

    # -- traces and hooks ---------------------------------------------------------------------

    def _hooks_of(self, peripheral: BusPeripheral) -> AccessHooks:
        return self._hooks.get(id(peripheral)) or AccessHooks()

    def hook(self, peripheral: BusPeripheral) -> AccessHooks:
        """The hooks of a peripheral's accesses, to be changed; a core's to mapped memory have none."""
        hooks = self._hooks.setdefault(id(peripheral), AccessHooks())
        self.refresh()
        return hooks

    def trace(self, peripheral: BusPeripheral, enable: bool) -> None:
        """Log each access of `peripheral`, or stop that."""
        (self._traced.add if enable else self._traced.discard)(id(peripheral))
        self.refresh()

    def is_traced(self, peripheral: BusPeripheral) -> bool:
        """Whether each access of a peripheral is logged."""
        return id(peripheral) in self._traced

    def add_watchpoint(self, watchpoint: Watchpoint) -> None:
        """Observe guest accesses."""
        self.watchpoints.append(watchpoint)
        self._changed()

    def remove_watchpoints(self, address: int) -> None:
        """Remove the watchpoints that start at `address`."""
        self.watchpoints = [w for w in self.watchpoints if w.start != address]
        self._changed()

    # -- reports ------------------------------------------------------------------------------

    def _is_logged(self, level: LogLevel) -> bool:
        return self.env.is_logged(level, self)

    def _log_later(self, level: LogLevel, entries: LaterEntries) -> None:
        self.env.log_later(level, self, entries)

    @property
    def reports_wait(self) -> bool:
        """Whether reports of a core's accesses may come later than the accesses."""
        return not self.observed and not self.env.log_is_awaited

    def _where(self) -> str:
        accessor = self.accessor
        return f"[{accessor()}] " if accessor is not None else ""

    def _global_name(self, peripheral: object) -> str:
        machine: Any = self.env
        return f"{machine.name}.{machine.name_of(peripheral).removeprefix('sysbus.')}"

    def _unmapped(self, kind: str, address: int, width: int, value: int | None) -> int:
        return self.unmapped.access(kind, address, width, value, self._where)

    def _unsupported(
        self, peripheral: BusPeripheral, kind: str, offset: int, width: int, value: int | None
    ) -> None:
        suffix = f", value 0x{value:X}" if value is not None else ""
        peripheral.log(
            LogLevel.WARNING,
            f"Attempted {WIDTH_NAMES[width]} {kind} isn't supported by the peripheral. "
            f"Offset 0x{offset:X}{suffix}.",
        )
