"""Mocks: devices without registers for tests of I2C and SPI controllers (no hardware counterpart)."""

from __future__ import annotations

from collections import deque

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte


class _Queue(Peripheral):
    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._queue: deque[int] = deque()

    def Reset(self) -> None:
        self._queue.clear()

    def FinishTransmission(self) -> None:
        """Nothing to finish."""


@renode_type("Mocks.DummyI2CSlave")
class DummyI2CSlave(_Queue):
    """Answers reads with the bytes that a script gave, then with zeros; logs writes."""

    def EnqueueResponseByte(self, b: Byte) -> None:
        """Add a byte to what reads answer."""
        self._queue.append(b)

    def Write(self, data: bytes) -> None:
        self.log(LogLevel.DEBUG, f"Received {len(data)} bytes: {data.hex(' ')}")

    def Read(self, count: int) -> bytes:
        return bytes(self._queue.popleft() if self._queue else 0 for _ in range(count))


@renode_type("Mocks.EchoI2CDevice")
class EchoI2CDevice(_Queue):
    """Answers reads with what was written before, then with zeros."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._written = False

    def Reset(self) -> None:
        super().Reset()
        self._written = False

    def Write(self, data: bytes) -> None:
        if not self._written:
            self._queue.clear()
        self._queue.extend(data)
        self._written = True

    def Read(self, count: int) -> bytes:
        self._written = False
        return bytes(self._queue.popleft() if self._queue else 0 for _ in range(count))

    def FinishTransmission(self) -> None:
        self._written = False


@renode_type("Mocks.DummySPISlave")
class DummySPISlave(_Queue):
    """Answers with the bytes that a script gave, then with zeros; logs what it gets."""

    def EnqueueValue(self, val: Byte) -> None:
        """Add a byte to what transfers answer."""
        self._queue.append(val)

    def Transmit(self, data: int) -> int:
        """Exchange a byte."""
        self.log(LogLevel.DEBUG, f"Data received: 0x{data:X}")
        return self._queue.popleft() if self._queue else 0
