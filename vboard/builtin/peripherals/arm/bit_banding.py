"""Miscellaneous.BitBanding: a word for each bit of a memory region (ARM DDI 0403E, section B3.1.3).

The word at offset 32 n + 4 b stands for bit b of the byte at `peripheralBase` + n. A write reads the
byte, half-word or word that holds the bit, with the width of the access, and writes it back.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Miscellaneous.BitBanding")
class BitBanding(BusPeripheral):
    """Registered with a range: `@ sysbus <0x22000000, +0x2000000>`."""

    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, peripheralBase: ULong) -> None:
        super().__init__(env)
        self._base = peripheralBase

    def read(self, offset: int, width: int) -> int:
        address, bit = self._locate(offset, width)
        return self.env.bus.read(address, width) >> bit & 1

    def write(self, offset: int, width: int, value: int) -> None:
        address, bit = self._locate(offset, width)
        old = self.env.bus.read(address, width)
        new = old | 1 << bit if value & 1 else old & ~(1 << bit)
        self.env.bus.write(address, width, new)

    def _locate(self, offset: int, width: int) -> tuple[int, int]:
        """Aligned address and bit number within the access."""
        return (self._base + (offset >> 5)) & ~(width - 1), offset >> 2 & (8 * width - 1)
