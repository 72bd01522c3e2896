"""Miscellaneous.SiLabs.EFR32xG2_LockbitsData: a page of flash (EFR32xG24 reference manual, flash map)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

ERASED = 0xFF


@renode_type("Miscellaneous.SiLabs.EFR32xG2_LockbitsData")
class EFR32xG2_LockbitsData(BusPeripheral):
    """Bytes that keep what is written, over a reset too."""

    widths = frozenset({1, 2, 4})

    def __init__(self, env: Environment, size: UInt = 0x2000) -> None:
        """Create the page.

        Args:
            size: its bytes.
        """
        super().__init__(env)
        self.size = size
        self._data = bytearray([ERASED]) * size

    def read(self, offset: int, width: int) -> int:
        return int.from_bytes(self._data[offset : offset + width], "little")

    def write(self, offset: int, width: int, value: int) -> None:
        if offset + width <= len(self._data):
            self._data[offset : offset + width] = value.to_bytes(width, "little")
