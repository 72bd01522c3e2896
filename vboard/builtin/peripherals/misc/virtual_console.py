"""UART.VirtualConsole: a UART without registers, for scripts and mock-ups (no hardware counterpart).

Bytes written to it wait in a buffer for a script to read; `DisplayChar` transmits one. With `Echo`
(the default) every byte written is transmitted too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from vboard.builtin.peripherals.base import UART, Bits, Environment, Parity
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, Int, Long, UInt, ULong


@renode_type("UART.VirtualConsole")
class VirtualConsole(UART):
    """Registered at `@ sysbus` without an address."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._buffer: deque[int] = deque()
        self._listeners: list[Callable[[int], None]] = []
        self._baud_rate = 0
        self.Echo = True

    def Reset(self) -> None:
        self.Clear()

    def Clear(self) -> None:
        """Drop the buffer."""
        self._buffer.clear()

    def IsEmpty(self) -> bool:
        """Whether nothing waits in the buffer."""
        return not self._buffer

    def Contains(self, value: Byte) -> bool:
        """Whether a byte of this value waits in the buffer."""
        return value in self._buffer

    def on_written(self, callback: Callable[[int], None]) -> None:
        """Call `callback` with each byte that is written to the console."""
        self._listeners.append(callback)

    def WriteChar(self, value: Byte) -> None:
        self._buffer.append(value)
        for callback in tuple(self._listeners):
            callback(value)
        if self.Echo:
            self.DisplayChar(value)

    def ReadBuffer(self, maxCount: Int = 1) -> list[Byte]:
        """Take up to `maxCount` bytes, oldest first."""
        count = max(0, min(maxCount, len(self._buffer)))
        return [self._buffer.popleft() for _ in range(count)]

    def GetBuffer(self) -> list[Byte]:
        """All waiting bytes, oldest first; they stay."""
        return list(self._buffer)

    def WriteBufferToMemory(self, address: ULong, maxCount: Int) -> Long:
        """Move up to `maxCount` bytes to `address` on the system bus; returns how many."""
        data = self.ReadBuffer(maxCount)
        for i, byte in enumerate(data):
            self.env.bus.write(address + i, 1, byte)
        return len(data)

    def DisplayChar(self, value: Byte) -> None:
        """Transmit a byte."""
        self.transmit(value)

    @property
    def BaudRate(self) -> UInt:
        """A number to store; nothing depends on it."""
        return self._baud_rate

    @BaudRate.setter
    def BaudRate(self, value: UInt) -> None:
        self._baud_rate = value

    @property
    def StopBits(self) -> Bits:
        return Bits["None"]

    @property
    def ParityBit(self) -> Parity:
        return Parity.Odd
