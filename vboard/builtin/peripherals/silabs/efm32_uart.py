"""UART.EFM32_UART: UART and USART of the EFM32 (EFM32HG reference manual, section 16.5).

As Renode 1.16.1 models it: bytes pass whether the port is enabled or not, the interrupt enables have no
effect, ReceiveIRQ is up while a byte waits, TransmitIRQ never is, and baud rate and format are not known.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, writes
from vboard.builtin.registry import renode_type


@renode_type("UART.EFM32_UART")
class EFM32_UART(QueuedUART):
    """Outputs ReceiveIRQ and TransmitIRQ."""

    size = 0x400
    ReceiveIRQ: GPIO
    TransmitIRQ: GPIO
    table = """
        0x004  FRAME           : DATABITS 3:0 -, PARITY 9:8 -, STOPBITS 13:12 -
        0x00C  CMD             : CMD 11:0 w
        0x010  STATUS   = 0x40 : RXENS 0 r, TXENS 1 r, MASTER 2 r, RXBLOCK 3 r, TXTRI 4 r, TXC 5 r,
                TXBL 6 r, RXDATAV 7 r, RXFULL 8 r
        0x014  CLKDIV          : DIV 20:6 -
        0x018  RXDATAX         : RXDATA 8:0 r, PERR 14 r, FERR 15 r
        0x01C  RXDATA          : RXDATA 7:0 r
        0x034  TXDATA          : TXDATA 7:0 w
        0x040  IF       = 0x4  : FLAGS 12:0 r
        0x04C  IEN             : FLAGS 12:0 -
    """

    @property
    def StopBits(self) -> Bits:
        """Half: the reset value of FRAME, which is not modelled."""
        return Bits.Half

    @reads("RXDATA.RXDATA", "RXDATAX.RXDATA")
    def _receive(self) -> int:
        return self.take()

    @writes("TXDATA.TXDATA")
    def _send(self, value: int) -> None:
        self.transmit(value)

    def update(self) -> None:
        waiting = bool(self.received)
        self.named["STATUS"]["RXDATAV"] = int(waiting)
        self.ReceiveIRQ.Set(waiting)
