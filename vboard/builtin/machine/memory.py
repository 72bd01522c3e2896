"""Memory.MappedMemory and Memory.ArrayMemory."""

from __future__ import annotations

import mmap

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, Int, Long
from vboard.native.core import Memory as NativeMemory

REACHABLE = (1 << 32) - 0x1000
"""Bytes of a memory that cores reach directly; what is behind them goes through the bus."""


class Memory(BusPeripheral):
    """Plain bytes; `buffer` is shared with the CPU core where it is mapped directly."""

    widths = frozenset({1, 2, 4, 8})

    def __init__(self, env: Environment, size: int) -> None:
        super().__init__(env)
        if size == 0:
            raise ValueError("Memory size cannot be 0")
        if size < 0:
            raise EscapedError("OverflowException", "Arithmetic operation resulted in an overflow.")
        self.size = size
        try:
            self.buffer = mmap.mmap(-1, size)
        except (OSError, OverflowError):
            raise ValueError(f"this host has no {size:,} bytes for a memory") from None
        self.native = NativeMemory(memoryview(self.buffer)[:REACHABLE])
        """The same bytes for cores, which have to be told of writes: they may be code."""

    @property
    def Size(self) -> Long:
        """Size in bytes."""
        assert self.size is not None
        return self.size

    def read(self, offset: int, width: int) -> int:
        return int.from_bytes(self.buffer[offset : offset + width], "little")

    def write(self, offset: int, width: int, value: int) -> None:
        if width == 1:
            self.buffer[offset] = value
        else:
            self.buffer[offset : offset + width] = value.to_bytes(width, "little")
        self._written(offset, width)

    def write_block(self, offset: int, data: bytes) -> None:
        """Write many bytes at once."""
        self.buffer[offset : offset + len(data)] = data
        self._written(offset, len(data))

    def _written(self, offset: int, size: int) -> None:
        if offset < REACHABLE:
            self.native.written(offset, min(size, REACHABLE - offset))


@renode_type("Memory.MappedMemory")
class MappedMemory(Memory):
    """RAM or flash: zero at creation, contents kept over reset, executable."""

    def __init__(
        self,
        env: Environment,
        size: Long,
        segmentSize: Int | None = None,
        sharedMemoryFileRoot: str | None = None,
    ) -> None:
        super().__init__(env, size)


@renode_type("Memory.ArrayMemory")
class ArrayMemory(Memory):
    """Small memory, not executable."""

    def __init__(self, env: Environment, size: Long, initialValue: Byte = 0) -> None:
        super().__init__(env, size)
        self._initial = initialValue
        if initialValue:
            self.buffer[:] = bytes([initialValue]) * size
