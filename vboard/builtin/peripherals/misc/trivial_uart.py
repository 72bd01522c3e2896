"""UART.TrivialUart: one register that transmits what is written to it (no hardware counterpart)."""

from __future__ import annotations

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import UART, Bits, BusPeripheral
from vboard.builtin.peripherals.unhandled import log_unhandled_read
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte


@renode_type("UART.TrivialUart")
class TrivialUart(UART, BusPeripheral):
    """A one-way UART: the low byte of each 32-bit write is transmitted."""

    size = 4

    def read(self, offset: int, width: int) -> int:
        log_unhandled_read(self, offset)
        return 0

    def write(self, offset: int, width: int, value: int) -> None:
        self.log(LogLevel.NOISY, f"Received 0x{value:X}")
        self.transmit(value)

    def WriteChar(self, value: Byte) -> None:
        """Dropped: nothing is received."""

    @property
    def StopBits(self) -> Bits:
        return Bits["None"]
