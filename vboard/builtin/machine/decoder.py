"""The address decoder: routes accesses to peripherals, reports what nobody handles as Renode does."""

from __future__ import annotations

import bisect
import enum
from collections.abc import Callable
from dataclasses import dataclass

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.memory import Memory
from vboard.builtin.machine.symbols import SymbolTable
from vboard.builtin.peripherals.base import BusPeripheral, Environment, Peripheral

_WIDTH_NAMES = {1: "Byte", 2: "Word", 4: "DoubleWord", 8: "QuadWord"}


@dataclass(frozen=True)
class Registration:
    """A peripheral at [start, start + size); `offset` is added to the offset that it sees."""

    start: int
    size: int
    peripheral: BusPeripheral
    offset: int = 0

    @property
    def end(self) -> int:
        """First address behind the range."""
        return self.start + self.size


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


@dataclass(frozen=True)
class Tag:
    """A named address range without a model that reads a constant."""

    start: int
    end: int
    name: str
    value: int
    overrides: bool = False
    """Whether it also answers for a peripheral that is there."""


@dataclass
class AccessHooks:
    """Functions of (offset, value) that return the value to use instead: after reads, before writes."""

    read: Callable[[int, int], int] | None = None
    write: Callable[[int, int], int] | None = None


class UnhandledAccessBehaviour(enum.Enum):
    """What is reported of accesses that no peripheral takes."""

    Report = 0
    ReportIfTagged = 1
    ReportIfNotTagged = 2
    DoNotReport = 3


class AddressDecoder(Peripheral):
    """Address decoder of one machine. Unmapped accesses read 0 (or the tag's value) and warn.

    Attributes:
        symbols: symbols of the loaded images.
        lowest_section: lowest section address of the last ELF image.
        watchpoints: guest accesses that are observed; `version` counts their changes.
        unexpected: numbers of unmapped accesses by kind, `Read` and `Write`.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._registrations: list[Registration] = []
        self._starts: list[int] = []
        self._tags: list[Tag] = []
        self._silent: list[tuple[int, int]] = []
        self._decoded: dict[int, Registration] = {}
        """Registration by address // 256, for blocks that one registration fills."""
        self._image_listeners: list[Callable[[int], None]] = []
        self._traced: set[int] = set()
        self._hooks: dict[int, AccessHooks] = {}
        self._overriding: list[Tag] = []
        self.observed = False
        """Whether traces, hooks or overriding tags see to every access."""
        self._behaviour = UnhandledAccessBehaviour.Report
        self.symbols = SymbolTable()
        self.lowest_section: int | None = None
        self.watchpoints: list[Watchpoint] = []
        self.version = 0
        self.unexpected = {"Read": 0, "Write": 0}
        self.accessor: Callable[[], str | None] = lambda: None
        """Gives `cpu: 0x80001EA`, the core and its PC, while a core makes the access, else None."""

    @property
    def registrations(self) -> tuple[Registration, ...]:
        """All registrations, by start address."""
        return tuple(self._registrations)

    def register(self, registration: Registration) -> None:
        """Add a peripheral.

        Raises:
            ValueError: the range overlaps an earlier one.
        """
        for other in self._registrations:
            if registration.start < other.end and other.start < registration.end:
                raise ValueError(
                    f"<0x{registration.start:08X}, 0x{registration.end - 1:08X}> overlaps "
                    f"<0x{other.start:08X}, 0x{other.end - 1:08X}>"
                )
        index = bisect.bisect(self._starts, registration.start)
        self._changed()
        self._decoded.clear()
        self._starts.insert(index, registration.start)
        self._registrations.insert(index, registration)
        registration.peripheral.registered_at(registration.start - registration.offset)

    def _changed(self) -> None:
        """What cores see of the bus has changed: a run in progress is to look."""
        self.version += 1
        self.env.clock.stop()

    def find(self, address: int) -> Registration | None:
        """Return the registration that holds `address`."""
        found = self._decoded.get(address >> 8)
        if found is not None:
            return found
        index = bisect.bisect(self._starts, address) - 1
        if index >= 0 and address < self._registrations[index].end:
            found = self._registrations[index]
            if found.start <= address & ~0xFF and address | 0xFF < found.end:
                self._decoded[address >> 8] = found
            return found
        return None

    def read(self, address: int, width: int) -> int:
        """Read `width` (1, 2, 4, 8) bytes, little endian."""
        found = self._decoded.get(address >> 8)
        if found is None or self.observed:
            return self._read_slowly(address, width)
        peripheral = found.peripheral
        if width in peripheral.widths:
            return peripheral.read(address - found.start + found.offset, width)
        return self._read_slowly(address, width)

    def write(self, address: int, width: int, value: int) -> None:
        """Write `width` (1, 2, 4, 8) bytes, little endian."""
        value &= (1 << 8 * width) - 1
        found = self._decoded.get(address >> 8)
        if found is not None and not self.observed and width in found.peripheral.widths:
            found.peripheral.write(address - found.start + found.offset, width, value)
        else:
            self._write_slowly(address, width, value)

    def _observe(self) -> None:
        """What is observed has changed."""
        self._overriding = [tag for tag in self._tags if tag.overrides]
        self.observed = bool(self._traced or self._hooks or self._overriding)
        self._changed()

    def _read_slowly(self, address: int, width: int) -> int:
        """`read` where nothing is, an access is refused, or somebody observes."""
        found = self.find(address)
        if found is None or self._overridden(address):
            return self._unmapped("Read", address, width, None)
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

    def _write_slowly(self, address: int, width: int, value: int) -> None:
        """`write` where nothing is, an access is refused, or somebody observes."""
        found = self.find(address)
        if found is None or self._overridden(address):
            self._unmapped("Write", address, width, value)
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

    def read_bytes(self, address: int, count: int) -> bytes:
        """Read a block, byte by byte outside memories."""
        parts = []
        while count > 0:
            found = self.find(address)
            if found is not None and isinstance(found.peripheral, Memory):
                length = min(count, found.end - address)
                start = address - found.start + found.offset
                parts.append(found.peripheral.buffer[start : start + length])
            else:
                length = 1
                parts.append(bytes((self.read(address, 1),)))
            address, count = address + length, count - length
        return b"".join(parts)

    def write_bytes(self, address: int, data: bytes) -> None:
        """Write a block, byte by byte outside memories."""
        position = 0
        while position < len(data):
            found = self.find(address + position)
            if found is not None and isinstance(found.peripheral, Memory):
                length = min(len(data) - position, found.end - address - position)
                start = address + position - found.start + found.offset
                found.peripheral.write_block(start, data[position : position + length])
            else:
                length = 1
                self.write(address + position, 1, data[position])
            position += length

    def on_image_loaded(self, callback: Callable[[int], None]) -> None:
        """Call `callback` with the lowest section address of each ELF image that is loaded."""
        self._image_listeners.append(callback)

    def image_loaded(self, lowest_section: int) -> None:
        """An ELF image was loaded (called by the loader)."""
        self.lowest_section = lowest_section
        for callback in self._image_listeners:
            callback(lowest_section)

    def add_tag(self, tag: Tag) -> None:
        """Name a range (`sysbus Tag`)."""
        self._tags.append(tag)
        self._observe()

    def silence(self, start: int, end: int) -> None:
        """Stop reports of unmapped accesses in [start, end] (`SilenceRange`)."""
        self._silent.append((start, end))

    def remove_tags(self, address: int) -> None:
        """Remove the tags that hold `address`."""
        self._tags = [tag for tag in self._tags if not tag.start <= address < tag.end]
        self._observe()

    def _overridden(self, address: int) -> bool:
        return any(tag.start <= address < tag.end for tag in self._overriding)

    def _hooks_of(self, peripheral: BusPeripheral) -> AccessHooks:
        return self._hooks.get(id(peripheral)) or AccessHooks()

    def hook(self, peripheral: BusPeripheral) -> AccessHooks:
        """The hooks of a peripheral's accesses, to be changed; a core's to mapped memory have none."""
        hooks = self._hooks.setdefault(id(peripheral), AccessHooks())
        self._observe()
        return hooks

    def trace(self, peripheral: BusPeripheral, enable: bool) -> None:
        """Log each access of `peripheral`, or stop that."""
        (self._traced.add if enable else self._traced.discard)(id(peripheral))
        self._observe()

    def add_watchpoint(self, watchpoint: Watchpoint) -> None:
        """Observe guest accesses."""
        self.watchpoints.append(watchpoint)
        self._changed()

    def remove_watchpoints(self, address: int) -> None:
        """Remove the watchpoints that start at `address`."""
        self.watchpoints = [w for w in self.watchpoints if w.start != address]
        self._changed()

    def _where(self) -> str:
        accessor = self.accessor()
        return f"[{accessor}] " if accessor is not None else ""

    def _unmapped(self, kind: str, address: int, width: int, value: int | None) -> int:
        tag = next((t for t in self._tags if t.start <= address < t.end), None)
        result = tag.value & ((1 << 8 * width) - 1) if tag is not None else 0
        if any(start <= address <= end for start, end in self._silent):
            return result
        self.unexpected[kind] += 1
        quiet = {
            UnhandledAccessBehaviour.Report: False,
            UnhandledAccessBehaviour.ReportIfTagged: tag is None,
            UnhandledAccessBehaviour.ReportIfNotTagged: tag is not None,
            UnhandledAccessBehaviour.DoNotReport: True,
        }[self._behaviour]
        if quiet:
            return result
        where = self._where()
        what = f"{kind}{_WIDTH_NAMES[width]}"
        direction = "from" if kind == "Read" else "to"
        suffix = f", value 0x{value:X}" if value is not None else ""
        if tag is not None:
            message = f"{where}{what} {direction} tag {tag.name} (0x{address:X}){suffix}."
        else:
            message = f"{where}{what} {direction} non existing peripheral at 0x{address:X}{suffix}."
        self.log(LogLevel.WARNING, message)
        return result

    def _unsupported(
        self, peripheral: BusPeripheral, kind: str, offset: int, width: int, value: int | None
    ) -> None:
        suffix = f", value 0x{value:X}" if value is not None else ""
        peripheral.log(
            LogLevel.WARNING,
            f"Attempted {_WIDTH_NAMES[width]} {kind} isn't supported by the peripheral. "
            f"Offset 0x{offset:X}{suffix}.",
        )
