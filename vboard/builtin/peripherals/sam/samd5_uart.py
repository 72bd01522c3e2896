"""UART.SAMD5_UART: SERCOM as a USART (SAM D5x/E5x data sheet DS60001507, section 34.8).

As Renode 1.16.1 models it: always on, synchronisation takes no time, INTFLAG.DRE is always 1 and its
interrupt goes while nothing is received; a reset leaves the line as it is.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, writes, written
from vboard.builtin.registry import renode_type

ENABLES = ("DRE", "TXC", "RXC", "RXS")


@renode_type("UART.SAMD5_UART")
class SAMD5_UART(QueuedUART):
    """Output IRQ. Registers of a byte."""

    IRQ: GPIO
    size = 0x100
    register_width = 1
    missing = "frames, baud rate, errors, break, SPI and I2C modes"
    table = """
        0x00+1  CTRLA[4]    : CTRLA 7:0 -
        0x04+1  CTRLB[4]    : CTRLB 7:0 -
        0x08+1  CTRLC[4]    : CTRLC 7:0 -
        0x0C+1  BAUD[2]     : BAUD 7:0 -
        0x0E    RXPL        : RXPL 7:0 -
        0x14    INTENCLR    : DRE 0 rw1c, TXC 1 rw1c, RXC 2 rw1c, RXS 3 rw1c, CTSIC 4 -, RXBRK 5 -, ERROR 7 -
        0x16    INTENSET    : DRE 0 rw1s, TXC 1 rw1s, RXC 2 rw1s, RXS 3 rw1s, CTSIC 4 -, RXBRK 5 -, ERROR 7 -
        0x18    INTFLAG = 0x1 : DRE 0 r, TXC 1 rw1c, RXC 2 r, RXS 3 r, CTSIC 4 -, RXBRK 5 -, ERROR 7 -
        0x1A+1  STATUS[2]   : STATUS 7:0 -
        0x1C+1  SYNCBUSY[4] : SYNCBUSY 7:0 -
        0x20    RXERRCNT    : RXERRCNT 7:0 -
        0x22+1  LENGTH[2]   : LENGTH 7:0 -
        0x28    DATA        : DATA 7:0
        0x29+1  DATAH[3]    : DATA 7:0 -
        0x30    DBGCTRL     : DBGSTOP 0 -
    """

    def Reset(self) -> None:
        level = self.IRQ.IsSet
        super().Reset()
        self.IRQ.Set(level)

    @property
    def StopBits(self) -> Bits:
        """None, as Renode answers."""
        return Bits["None"]

    @reads("DATA.DATA")
    def _receive(self) -> int:
        return self.take()

    @writes("DATA.DATA")
    def _send(self, value: int) -> None:
        self.transmit(value)
        self.named["INTFLAG"]["TXC"] = 1
        self.update()

    @written("INTENCLR")
    def _disabled(self) -> None:
        self.named["INTENSET"].value = self.named["INTENCLR"].value
        self.update()

    @written("INTENSET")
    def _enabled(self) -> None:
        self.named["INTENCLR"].value = self.named["INTENSET"].value
        self.update()

    @written("INTFLAG")
    def update(self) -> None:
        flags, enabled = self.named["INTFLAG"], self.named["INTENSET"]
        flags["RXC"] = flags["RXS"] = int(bool(self.received))
        ready = enabled["DRE"] and not self.received
        self.IRQ.Set(bool(ready or any(flags[name] and enabled[name] for name in ENABLES[1:])))
