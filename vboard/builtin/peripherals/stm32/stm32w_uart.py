"""UART.STM32W_UART: serial controller of STM32W108 as a UART (STM32W108 data sheet, section 9).

As in Renode 1.16.1 the port has its data register alone, and its line is up from the first byte received
until the driver has read all.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits, BusPeripheral, Environment
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import RegisterFile, reads, writes
from vboard.builtin.registry import renode_type


class _InterruptFlags(RegisterFile):
    """SC1_INTFLAG, which reads 0."""

    size = 0x4
    table = "0x0  INTFLAG"


@renode_type("UART.STM32W_UART")
class STM32W_UART(QueuedUART):
    """Output IRQ. A second place, the region `irq`, has the interrupt flags."""

    size = None
    IRQ: GPIO
    missing = "everything but the data register: baud rate, FIFO status, interrupt flags, DMA, SPI, I2C"
    table = "0x3C  DATA : DATA 7:0"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._flags = _InterruptFlags(env)

    def bus_region(self, name: str) -> BusPeripheral:
        """The region that a `BusMultiRegistration` names.

        Raises:
            LookupError: there is no such region.
        """
        if name != "irq":
            raise LookupError(f'No region "{name}" is available for {type(self).__name__}')
        return self._flags

    @reads("DATA.DATA")
    def _receive(self) -> int:
        if not self.received:
            self.warn_of_renode_fault(
                "a read of DATA without a received byte throws InvalidOperationException"
            )
        return self.take()

    @writes("DATA.DATA")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @property
    def StopBits(self) -> Bits:
        """One."""
        return Bits.One

    def Reset(self) -> None:
        """Everything is kept, as in Renode."""

    def update(self) -> None:
        self.IRQ.Set(bool(self.received))
