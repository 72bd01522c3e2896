"""UART.LEUART: low-energy UART (EFM32HG reference manual, section 17.5).

As Renode 1.16.1 models it: bytes pass whether the port is enabled or not, baud rate and format are not
known, RXDATAV stays up until a reset, and IEN survives it.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, writes, written
from vboard.builtin.registry import renode_type


@renode_type("UART.LEUART")
class LEUART(QueuedUART):
    """Output IRQ: up while an enabled flag is set."""

    size = 0x400
    IRQ: GPIO
    table = """
        0x000  CTRL             : CTRL 15:0 -
        0x004  CMD              : CMD 7:0 w
        0x008  STATUS    = 0x10 : STATUS 5:0 r
        0x00C  CLKDIV           : DIV 14:3 -
        0x01C  RXDATA           : RXDATA 7:0 r
        0x028  TXDATA           : TXDATA 7:0 w
        0x02C  IF        = 0x3  : TXC 0 r, TXBL 1 r, RXDATAV 2 r, ERRORS 10:3 r
        0x034  IFC              : IFC 10:0 w
        0x038  IEN              : rw
        0x040  FREEZE           : REGFREEZE 0 -
        0x044  SYNCBUSY         : SYNCBUSY 7:0 r
    """

    def Reset(self) -> None:
        enabled = self.named["IEN"].value
        super().Reset()
        self.named["IEN"].value = enabled
        self.update()

    @reads("RXDATA.RXDATA")
    def _receive(self) -> int:
        return self.take()

    @writes("TXDATA.TXDATA")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @written("IEN")
    def update(self) -> None:
        if self.received:
            self.named["IF"]["RXDATAV"] = 1
        self.IRQ.Set(bool(self.named["IF"].value & self.named["IEN"].value))
