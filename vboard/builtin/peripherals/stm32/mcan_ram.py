"""M_CAN: the message RAM, which several controllers may share (RM0433 rev 8, section 56.3.4)."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.peripherals.base import BusPeripheral, Peripheral


class MessageRam:
    """Words of a memory of the platform.

    Args:
        memory: the memory, None where the controller has none.
        on_failure: is told the end of an access that the memory does not hold.
    """

    def __init__(self, memory: Peripheral | None, on_failure: Callable[[int], None]) -> None:
        self._memory = memory
        self._on_failure = on_failure

    def load(self, offset: int, count: int) -> bytes:
        """`count` bytes, a multiple of 4; 0 where they are not all there."""
        memory = self._memory_up_to(offset + count)
        if memory is None:
            return bytes(count)
        words = (memory.read(offset + i, 4) for i in range(0, count, 4))
        return b"".join(word.to_bytes(4, "little") for word in words)

    def store(self, offset: int, data: bytes) -> None:
        """Write `data`, a multiple of 4 bytes; nothing where there is no room for all."""
        memory = self._memory_up_to(offset + len(data))
        if memory is not None:
            for i in range(0, len(data), 4):
                memory.write(offset + i, 4, int.from_bytes(data[i : i + 4], "little"))

    def _memory_up_to(self, end: int) -> BusPeripheral | None:
        memory = self._memory
        if isinstance(memory, BusPeripheral) and memory.size is not None and end <= memory.size:
            return memory
        self._on_failure(end)
        return None
