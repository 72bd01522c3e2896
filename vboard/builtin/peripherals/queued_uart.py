"""QueuedUART: what the models of simple serial ports share. A byte takes no time on the wire."""

from __future__ import annotations

from collections import deque

from vboard.builtin.peripherals.base import UART, Environment
from vboard.builtin.peripherals.register_table import TablePeripheral
from vboard.builtin.types import Byte


class QueuedUART(UART, TablePeripheral):
    """Received bytes wait in a queue without limit; `update` follows each change of it."""

    def __init__(self, env: Environment) -> None:
        self.received: deque[int] = deque()
        """Bytes that the guest has not read yet."""
        super().__init__(env)

    def Reset(self) -> None:
        self.received.clear()
        super().Reset()

    def accepts(self, byte: int) -> bool:
        """Whether a byte from the wire is received; a model says when its receiver is on."""
        return True

    def WriteChar(self, value: Byte) -> None:
        if self.accepts(value):
            self.received.append(value)
            self.update()

    def take(self) -> int:
        """The first byte of the queue, 0 when it is empty."""
        data = self.received.popleft() if self.received else 0
        self.update()
        return data

    def update(self) -> None:
        """Bring flags and lines up to date."""
