"""The address decoder: routes accesses to peripherals, reports what nobody handles as Renode does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from vboard.builtin.machine.access_control import AccessControl
from vboard.builtin.machine.address_map import AddressMap, Registration
from vboard.builtin.machine.conditions import State
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import Memory
from vboard.builtin.machine.symbols import SymbolTable
from vboard.builtin.machine.unmapped import WIDTH_NAMES, Unmapped
from vboard.builtin.peripherals.base import BusPeripheral, Environment, Peripheral


@dataclass(frozen=True)
class Watchpoint:
    """A range [start, start + width) whose guest reads or writes call `action` before they happen.

    `action` gets the address, the width in bytes and the value (0 for reads).
    """

    start: int
    width: int
    read: bool
    write: bool
    action: Callable[[int, int, int], None]


class BusMaster(Protocol):
    """A core, as the bus knows it."""

    @property
    def executing(self) -> bool:
        """Whether an instruction of the core is in progress."""

    def position(self) -> str:
        """The core and its PC: `cpu: 0x80001EA`."""


@dataclass
class AccessHooks:
    """Functions of (offset, value) that return the value to use instead: after reads, before writes."""

    read: Callable[[int, int], int] | None = None
    write: Callable[[int, int], int] | None = None


class AddressDecoder(Peripheral):
    """Address decoder of one machine. Unmapped accesses read 0 (or the tag's value) and warn.

    Attributes:
        control: locked ranges and disabled peripherals; `refresh` after a change.
        lowest_section: lowest section address of the last ELF image.
        loaded_files: images that were loaded, with the address where the format names none.
        watchpoints: guest accesses that are observed; `version` counts changes of what a core sees.
        unmapped: tags, and what is reported of accesses that no peripheral takes; `refresh` after a change.
        cores: the cores that make accesses.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._map = AddressMap()
        self._blocks = self._map.blocks
        self._private: dict[int, AddressMap] = {}
        """What single cores see, by the identity of the core."""
        self._conditional: list[Registration] = []
        self._image_listeners: list[tuple[Callable[[int], None], object | None]] = []
        self._traced: set[int] = set()
        self._hooks: dict[int, AccessHooks] = {}
        self.observed = False
        """Whether anything has to see to every access."""
        self.unmapped = Unmapped(self.log)
        self._symbols: dict[int | None, SymbolTable] = {None: SymbolTable()}
        self.control = AccessControl()
        self.lowest_section: int | None = None
        self.loaded_files: list[tuple[Path, int | None]] = []
        self.watchpoints: list[Watchpoint] = []
        self.version = 0
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

    # -- registrations ------------------------------------------------------------------------

    @property
    def registrations(self) -> tuple[Registration, ...]:
        """All registrations, by start address."""
        private = (each for map_ in self._private.values() for each in map_.registrations)
        found = [*self._map.registrations, *private, *self._conditional]
        return tuple(sorted(found, key=lambda each: each.start))

    def visible_to(self, core: object) -> tuple[Registration, ...]:
        """What a core sees without asking at each access: no locked, disabled or conditional places."""
        private = self._private.get(id(core))
        own = private.registrations if private is not None else ()
        shared = [
            each
            for each in self._map.registrations
            if private is None or not private.overlapping(each.start, each.end)
        ]
        return tuple(
            sorted(
                (each for each in (*shared, *own) if self._is_free(each, core)), key=lambda each: each.start
            )
        )

    def _is_free(self, each: Registration, core: object) -> bool:
        locked = self.control.is_locked(each.start, each.end, core)
        hidden = any(each.start < other.end and other.start < each.end for other in self._conditional)
        return not locked and not hidden and self.control.is_enabled(each.peripheral)

    def register(self, registration: Registration) -> None:
        """Add a peripheral.

        Raises:
            ValueError: the range overlaps an earlier one of the same view.
        """
        if registration.condition is not None:
            self._conditional.append(registration)
        elif registration.initiator is not None:
            self._private.setdefault(id(registration.initiator), AddressMap()).add(registration)
        else:
            self._map.add(registration)
        self.refresh()
        registration.peripheral.registered_at(registration.start - registration.offset)

    def unregister(self, registration: Registration) -> None:
        """Remove a registration."""
        if registration.condition is not None:
            self._conditional.remove(registration)
        elif registration.initiator is not None:
            self._private[id(registration.initiator)].remove(registration)
        else:
            self._map.remove(registration)
        self.refresh()

    def overlapping(self, start: int, end: int, initiator: object | None = None) -> list[Registration]:
        """Registrations of one view that have an address in [start, end)."""
        view = self._map if initiator is None else self._private.get(id(initiator), AddressMap())
        return view.overlapping(start, end)

    def find(
        self, address: int, initiator: object | None = None, state: State | None = None
    ) -> Registration | None:
        """Return the registration that holds `address`, as an initiator in some state sees it."""
        for each in self._conditional:
            if each.start <= address < each.end and self._fulfils(each, initiator, state):
                return each
        private = self._private.get(id(initiator)) if initiator is not None else None
        found = private.find(address) if private is not None else None
        return found or self._map.find(address)

    def _fulfils(self, each: Registration, initiator: object | None, state: State | None) -> bool:
        if each.condition is None or (each.initiator is not None and each.initiator is not initiator):
            return False
        if state is None:
            state = getattr(initiator, "bus_state", {})
        machine: Any = self.env
        name = machine.name_of(initiator).rpartition(".")[2] if initiator is not None else ""
        return each.condition.holds(name, state)

    def _changed(self) -> None:
        """What cores see of the bus has changed: a run in progress is to look."""
        self.version += 1
        self.env.clock.stop()

    def refresh(self) -> None:
        """What is registered, locked or observed has changed."""
        self._changed()
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
        if found is None or self.observed:
            return self._read_slowly(address, width, initiator or self.initiator, state)
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
        if found is not None and not self.observed and width in found.peripheral.widths:
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
        if self.control.active and not self._is_free(found, initiator):
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

    def _where(self) -> str:
        accessor = self.accessor
        return f"[{accessor()}] " if accessor is not None else ""

    def _global_name(self, peripheral: object) -> str:
        machine: Any = self.env
        return f"{machine.name}.{machine.name_of(peripheral).removeprefix('sysbus.')}"

    def _unmapped(self, kind: str, address: int, width: int, value: int | None) -> int:
        return self.unmapped.access(kind, address, width, value, self._where())

    def _unsupported(
        self, peripheral: BusPeripheral, kind: str, offset: int, width: int, value: int | None
    ) -> None:
        suffix = f", value 0x{value:X}" if value is not None else ""
        peripheral.log(
            LogLevel.WARNING,
            f"Attempted {WIDTH_NAMES[width]} {kind} isn't supported by the peripheral. "
            f"Offset 0x{offset:X}{suffix}.",
        )
