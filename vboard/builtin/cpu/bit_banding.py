"""Miscellaneous.BitBanding: every bit of a region as a word of its own (ARMv7-M B3.1, Cortex-M3 TRM 3.7)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Miscellaneous.BitBanding")
class BitBanding(BusPeripheral):
    """Alias region of 32 MiB for 1 MiB at `peripheralBase`.

    The word at 32 * byte + 4 * bit reads as the bit and writes it by reading and writing the target
    in the width of the access, side effects of a device included.
    """

    size = 0x2000000
    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, peripheralBase: ULong) -> None:
        super().__init__(env)
        self._base = peripheralBase

    def _target(self, offset: int, width: int) -> tuple[int, int]:
        """Address (aligned to the access width, as the bus does it) and bit number in it."""
        byte, bit = offset >> 5, offset >> 2 & 7
        address = self._base + (byte & -width)
        return address, bit + 8 * (byte & (width - 1))

    def read(self, offset: int, width: int) -> int:
        address, bit = self._target(offset, width)
        return self.env.bus.read(address, width) >> bit & 1

    def write(self, offset: int, width: int, value: int) -> None:
        address, bit = self._target(offset, width)
        old = self.env.bus.read(address, width)
        self.env.bus.write(address, width, old & ~(1 << bit) | (value & 1) << bit)
