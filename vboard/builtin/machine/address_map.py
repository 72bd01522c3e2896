"""Which peripheral is where: registrations by address, without overlaps."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vboard.builtin.machine.conditions import Condition
    from vboard.builtin.peripherals.base import BusPeripheral


@dataclass(frozen=True)
class Registration:
    """A peripheral at [start, start + size); `offset` is added to the offset that it sees.

    Attributes:
        initiator: the core (or other bus master) that alone sees it, None for all.
        condition: what the state of the initiator has to fulfil, None for nothing.
    """

    start: int
    size: int
    peripheral: BusPeripheral
    offset: int = 0
    initiator: object | None = None
    condition: Condition | None = None

    @property
    def end(self) -> int:
        """First address behind the range."""
        return self.start + self.size

    @property
    def span(self) -> str:
        """`<0x40013800, 0x400138FF>`."""
        return f"<0x{self.start:08X}, 0x{self.end - 1:08X}>"


class AddressMap:
    """Registrations without overlaps.

    Attributes:
        blocks: registration by address // 256, for blocks that one registration fills (a cache).
    """

    def __init__(self) -> None:
        self._registrations: list[Registration] = []
        self._starts: list[int] = []
        self.blocks: dict[int, Registration] = {}

    @property
    def registrations(self) -> tuple[Registration, ...]:
        """All registrations, by start address."""
        return tuple(self._registrations)

    def overlapping(self, start: int, end: int) -> list[Registration]:
        """Registrations that have an address in [start, end)."""
        return [each for each in self._registrations if start < each.end and each.start < end]

    def add(self, registration: Registration) -> None:
        """Add a registration.

        Raises:
            ValueError: the range overlaps an earlier one.
        """
        for other in self.overlapping(registration.start, registration.end):
            raise ValueError(f"{registration.span} overlaps {other.span}")
        index = bisect.bisect(self._starts, registration.start)
        self._starts.insert(index, registration.start)
        self._registrations.insert(index, registration)
        self.blocks.clear()

    def remove(self, registration: Registration) -> None:
        """Remove a registration."""
        index = self._registrations.index(registration)
        del self._registrations[index], self._starts[index]
        self.blocks.clear()

    def find(self, address: int) -> Registration | None:
        """The registration that holds `address`."""
        found = self.blocks.get(address >> 8)
        if found is not None:
            return found
        index = bisect.bisect(self._starts, address) - 1
        if index < 0 or address >= self._registrations[index].end:
            return None
        found = self._registrations[index]
        if found.start <= address & ~0xFF and address | 0xFF < found.end:
            self.blocks[address >> 8] = found
        return found
