"""The system bus: routes accesses to peripherals, reports what nobody handles as Renode does."""

from __future__ import annotations

import bisect
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
class Tag:
    """A named address range without a model that reads a constant."""

    start: int
    end: int
    name: str
    value: int


class SystemBus(Peripheral):
    """Address decoder of one machine. Unmapped accesses read 0 (or the tag's value) and warn."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._registrations: list[Registration] = []
        self._starts: list[int] = []
        self._tags: list[Tag] = []
        self._silent: list[tuple[int, int]] = []
        self._decoded: dict[int, Registration] = {}
        """Registration by address // 256, for blocks that one registration fills."""
        self._image_listeners: list[Callable[[int], None]] = []
        self.symbols = SymbolTable()
        self.accessor: Callable[[], str] | None = None
        """Gives `cpu: 0x80001EA`, the core and its PC, while a core makes the access."""

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
        self._starts.insert(index, registration.start)
        self._registrations.insert(index, registration)
        registration.peripheral.registered_at(registration.start - registration.offset)

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
        found = self.find(address)
        if found is None:
            return self._unmapped("Read", address, width, None)
        offset = address - found.start + found.offset
        if width not in found.peripheral.widths:
            self._unsupported(found.peripheral, "read", offset, width, None)
            return 0
        return found.peripheral.read(offset, width)

    def write(self, address: int, width: int, value: int) -> None:
        """Write `width` (1, 2, 4, 8) bytes, little endian."""
        value &= (1 << 8 * width) - 1
        found = self.find(address)
        if found is None:
            self._unmapped("Write", address, width, value)
            return
        offset = address - found.start + found.offset
        if width not in found.peripheral.widths:
            self._unsupported(found.peripheral, "write", offset, width, value)
            return
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
        for callback in self._image_listeners:
            callback(lowest_section)

    def add_tag(self, tag: Tag) -> None:
        """Name a range (`sysbus Tag`)."""
        self._tags.append(tag)

    def silence(self, start: int, end: int) -> None:
        """Stop reports of unmapped accesses in [start, end] (`SilenceRange`)."""
        self._silent.append((start, end))

    def _unmapped(self, kind: str, address: int, width: int, value: int | None) -> int:
        tag = next((t for t in self._tags if t.start <= address < t.end), None)
        result = tag.value if tag is not None else 0
        if any(start <= address <= end for start, end in self._silent):
            return result
        where = f"[{self.accessor()}] " if self.accessor is not None else ""
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
