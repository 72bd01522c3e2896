"""UART.FT9001_USART: serial communication interface of FocalTech FT9001.

As Renode 1.16.1 models it: FIFOs are always on, a byte takes no time, 115200 bits per second whatever is set.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import changes, reads, status, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt


@renode_type("UART.FT9001_USART")
class FT9001_USART(QueuedUART):
    """Output IRQ. Registers of a byte."""

    IRQ: GPIO
    size = 0x100
    register_width = 1
    missing = "frames, baud rate, errors, levels of the FIFOs"
    table = """
        0x00  SCIBDL           : BDL 7:0 -
        0x01  SCIBDH           : BDH 7:0 -
        0x02  SCICR2           : RE 2 -, TE 3
        0x03  SCICR1           : PT 0 -, PE 1 -, M 5 -
        0x06  SCIDRL           : DATA 7:0
        0x0A  SCIBRDF          : BRDF 7:0 -
        0x0E  SCIFCR           : RXFLSEL 1:0 -, TXFLSEL 3:2 -, TFEN 6, RFEN 7
        0x11  SCIFSR    = 0x45 : REMPTY 0 r, TEMPTY 2 r, TFULL 3 r, RFTS 5 r, FTC 6 r
        0x13  SCIFCR2          : RXFCLR 0 w, TXFCLR 1 -, RXFTOE 2 -, RXFTOIE 3 -, RXORIE 4 -, RXFIE 5, TXFIE 7
        0x15  SCIFSR2          : FXPF 0 rw1c, FXFE 1 rw1c, FXNF 2 rw1c, FXOR 3 rw1c
    """

    @property
    def BaudRate(self) -> UInt:
        """Bits per second."""
        return 115200

    @reads("SCIDRL.DATA")
    def _receive(self) -> int:
        if not self.received:
            self.log(LogLevel.WARNING, "Tried to read from empty RX FIFO")
        return self.take()

    @writes("SCIDRL.DATA")
    def _send(self, value: int) -> None:
        if self.named["SCICR2"]["TE"]:
            self.transmit(value)
        else:
            self.log(LogLevel.WARNING, "Tried to transmit while TE is disabled")

    @status("SCIFSR.REMPTY")
    def _empty(self) -> int:
        return int(not self.received)

    @status("SCIFSR.RFTS")
    def _waiting(self) -> int:
        return int(bool(self.received))

    @writes("SCIFCR2.RXFCLR")
    def _flush(self, value: int) -> None:
        if value:
            self.received.clear()
            self.update()

    @changes("SCIFCR2.RXFIE", "SCIFCR2.TXFIE")
    def _enables(self, _: int) -> None:
        self.update()

    def update(self) -> None:
        control = self.named["SCIFCR2"]
        self.IRQ.Set(bool(control["TXFIE"] or (control["RXFIE"] and self.received)))
