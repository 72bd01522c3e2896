"""The block copy behind the DMA models."""

from __future__ import annotations

from dataclasses import dataclass

from vboard.builtin.peripherals.base import BusAccess

SIZE_WIDTHS = (1, 2, 4, 1)
"""Bytes of an item by PSIZE or MSIZE; the reserved value counts as a byte."""


class UnalignedSizeError(ValueError):
    """The number of bytes is no multiple of both item widths."""


@dataclass(frozen=True)
class End:
    """One end of a transfer: address, item width in bytes, whether the address advances."""

    address: int
    width: int
    increment: bool

    def after(self, count: int) -> int:
        """Address after `count` bytes."""
        return self.address + count if self.increment else self.address


def copy(bus: BusAccess, source: End, destination: End, count: int) -> None:
    """Copy `count` bytes: read all items, regroup the bytes, write all items.

    Raises:
        UnalignedSizeError: `count` is no multiple of both widths.
    """
    if count % source.width or count % destination.width:
        raise UnalignedSizeError(
            "Request size is not aligned properly to given read or write transfer type (or both)."
        )
    data = bytearray()
    for done in range(0, count, source.width):
        item = bus.read(source.after(done), source.width)
        data += item.to_bytes(source.width, "little")
    for done in range(0, count, destination.width):
        item = int.from_bytes(data[done : done + destination.width], "little")
        bus.write(destination.after(done), destination.width, item)
