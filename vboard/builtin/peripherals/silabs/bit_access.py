"""Miscellaneous.BitAccess: bit set and bit clear regions (EFR32xG1 reference manual, section 4.2.2).

A write to an offset sets or clears those bits at the same offset of another region; reads give 0.
"""

from __future__ import annotations

import enum

from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


class BitAccessMode(enum.Enum):
    """What a written 1 does to the bit."""

    Set = 0
    Clear = 1


@renode_type("Miscellaneous.BitAccess")
class BitAccess(BusPeripheral):
    """Registered with a range."""

    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, address: ULong, mode: BitAccessMode) -> None:
        """Create the region.

        Args:
            address: start of the region whose bits are changed.
        """
        super().__init__(env)
        self._target = address
        self._mode = mode

    def read(self, offset: int, width: int) -> int:
        return 0

    def write(self, offset: int, width: int, value: int) -> None:
        bus, address = self.env.bus, self._target + offset
        old = bus.read(address, width)
        bus.write(address, width, old | value if self._mode is BitAccessMode.Set else old & ~value)
