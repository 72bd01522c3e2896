"""UART.LPC_USART: Flexcomm USART (i.MX RT500 user manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, status, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt, ULong


@renode_type("UART.LPC_USART")
class LPC_USART(QueuedUART):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  CFG                  : PARITYSEL 5:4, STOPLEN 6
        0x004  CTL                  : TXDIS 6
        0x008  STAT          = 0x18 : RXIDLE 1 r, TXIDLE 3 r, CTS 4 r
        0x00C  INTENSET             : INTENSET 16:0 -
        0x010  INTENCLR             : INTENCLR 16:0 -
        0x020  BRG                  : BRGVAL 15:0
        0x024  INTSTAT              : INTSTAT 16:0 -
        0x028  OSR                  : OSRVAL 7:0
        0x02C  ADDR                 : ADDRESS 7:0 -
        0xE00  FIFOCFG              : ENABLETX 0, ENABLERX 1, SIZE 5:4 r
        0xE04  FIFOSTAT      = 0x30 : TXERR 0 r, RXERR 1 r, TXEMPTY 4 r, TXNOTFULL 5 r, RXNOTEMPTY 6 r,
                RXFULL 7 r, TXLVL 12:8 r, RXLVL 20:16 r
        0xE08  FIFOTRIG             : TXLVLENA 0, RXLVLENA 1, TXLVL 11:8, RXLVL 19:16
        0xE10  FIFOINTENSET         : TXLVL 2 rw1s, RXLVL 3 rw1s
        0xE14  FIFOINTENCLR         : TXLVL 2, RXLVL 3
        0xE18  FIFOINTSTAT          : TXLVL 2 r, RXLVL 3 r
        0xE20  FIFOWR               : TXDATA 8:0 w
        0xE30  FIFORD               : RXDATA 8:0 r
        0xE40  FIFORDNOPOP          : RXDATA 8:0 r
        0xE48  FIFOSIZE             : r
        0xFF8  PSELID        = 0x10 : LOCK 3, USARTPRESENT 4 r
        0xFFC  ID                   : r
    """

    def __init__(self, env: Environment, clockFrequency: ULong = 10_000_000) -> None:
        """Create the port.

        Args:
            clockFrequency: Hz of the module's clock.
        """
        super().__init__(env)
        self._frequency = clockFrequency

    @reads("FIFORD.RXDATA")
    def _receive(self) -> int:
        return self.take()

    @writes("FIFOWR.TXDATA")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @property
    def BaudRate(self) -> UInt:
        """Bits per second: the clock divided by BRG + 1 and OSR + 1."""
        return self._frequency // (self.named["BRG"].value + 1) // (self.named["OSR"].value + 1)

    @status("FIFORDNOPOP.RXDATA")
    def _peek(self) -> int:
        return self.received[0] if self.received else 0

    @status("FIFOINTENCLR.TXLVL")
    def _transmit_enabled(self) -> int:
        return self.named["FIFOINTENSET"]["TXLVL"]

    @status("FIFOINTENCLR.RXLVL")
    def _receive_enabled(self) -> int:
        return self.named["FIFOINTENSET"]["RXLVL"]

    @written("FIFOINTENCLR")
    def _disable(self) -> None:
        self.named["FIFOINTENSET"].value &= ~self.named["FIFOINTENCLR"].value
        self.update()

    @written("FIFOINTENSET", "FIFOTRIG")
    def update(self) -> None:
        waiting, enabled = len(self.received), self.named["FIFOINTENSET"]
        status, pending = self.named["FIFOSTAT"], self.named["FIFOINTSTAT"]
        status["RXNOTEMPTY"] = int(waiting > 0)
        status["RXLVL"] = min(waiting, 16)
        pending["TXLVL"] = enabled["TXLVL"]
        pending["RXLVL"] = int(bool(enabled["RXLVL"] and waiting > self.named["FIFOTRIG"]["RXLVL"]))
        self.IRQ.Set(bool(pending.value))
