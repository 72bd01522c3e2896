"""What register blocks of the EFR32 Series 2 share (EFR32xG24 reference manual, section 3.3.3).

Three aliases follow the 4 KiB of a block: a write to them sets, clears or toggles bits of a register.
"""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import TablePeripheral

BLOCK = 0x1000
DIRECT, SET, CLEAR, TOGGLE = range(4)


class AliasPeripheral(TablePeripheral):
    """A block with its aliases; as Renode 1.16.1 models most of them, a reset leaves the registers alone."""

    size = 4 * BLOCK

    special_reads = frozenset[int]()
    special_writes = frozenset[int]()

    def read32(self, offset: int) -> int:
        return super().read32(offset % BLOCK)

    def write32(self, offset: int, value: int) -> None:
        alias, offset = divmod(offset, BLOCK)
        if alias != DIRECT:
            current = super().read32(offset)
            value = {SET: current | value, CLEAR: current & ~value, TOGGLE: current ^ value}[alias]
        super().write32(offset, value)
