"""UART.NXP_LPUART: low-power UART (S32K1xx reference manual, section 53.4)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits, Environment, Parity
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import changes, reads, status, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt, ULong

RECEIVE_EMPTY = 1 << 12


@renode_type("UART.NXP_LPUART")
class NXP_LPUART(QueuedUART):
    """Output IRQ."""

    size = 0x800
    IRQ: GPIO
    table = """
        0x000  VERID              : r
        0x004  PARAM              : r
        0x008  GLOBAL             : RST 1
        0x00C  PINCFG             : TRGSEL 1:0 -
        0x010  BAUD               : SBR 12:0, SBNS 13, RXEDGIE 14, LBKDIE 15, RESYNCDIS 16, BOTHEDGE 17,
                MATCFG 19:18, RIDMAE 20, RDMAE 21, TDMAE 23, OSR 28:24, M10 29, MAEN2 30, MAEN1 31
        0x014  STAT    = 0x400000 : FLAGS 20:14 r, RDRF 21 r, TC 22 r, TDRE 23 r, RAF 24 r, MODE 29:25
        0x018  CTRL               : PT 0, PE 1, ILT 2, WAKE 3, M 4, RSRC 5, DOZEEN 6, LOOPS 7, IDLECFG 10:8,
                M7 11, MA2IE 14, MA1IE 15, SBK 16, RWU 17, RE 18, TE 19, ILIE 20, RIE 21, TCIE 22, TIE 23,
                ERRORS 27:24, TXINV 28, TXDIR 29, R9T8 30, R8T9 31
        0x01C  DATA               : DATA 15:0
        0x020  MATCH              : MA1 9:0, MA2 25:16
        0x024  MODIR              : MODIR 31:0 -
        0x028  FIFO    = 0xC00077 : RXFIFOSIZE 2:0 r, RXFE 3, TXFIFOSIZE 6:4 r, TXFE 7, RXUFE 8, TXOFE 9,
                RXIDEN 12:10, RXFLUSH 14 w, TXFLUSH 15 w, RXUF 16 rw1c, TXOF 17 rw1c, RXEMPT 22 r,
                TXEMPT 23 r
        0x02C  WATER              : TXWATER 7:0, TXCOUNT 15:8 r, RXWATER 23:16, RXCOUNT 31:24 r
    """

    def __init__(self, env: Environment, frequency: ULong = 8_000_000, fifoSize: UInt = 256) -> None:
        """Create the port.

        Args:
            frequency: Hz of the module's clock.
            fifoSize: entries of the FIFO; the queue has no limit.
        """
        super().__init__(env)
        self._frequency = frequency
        self._ready = False

    @property
    def BaudRate(self) -> UInt:
        """Bits per second: the clock divided by SBR times the oversampling ratio."""
        baud = self.named["BAUD"]
        divider = (baud["OSR"] + 1) * baud["SBR"]
        return self._frequency // divider if divider else 0

    @property
    def StopBits(self) -> Bits:
        """Stop bits by SBNS."""
        return Bits.Two if self.named["BAUD"]["SBNS"] else Bits.One

    @property
    def ParityBit(self) -> Parity:
        """Parity by PT, whether it is enabled or not, as Renode answers."""
        return Parity.Odd if self.named["CTRL"]["PT"] else Parity.Even

    def accepts(self, byte: int) -> bool:
        return bool(self.named["CTRL"]["RE"])

    @reads("DATA.DATA")
    def _receive(self) -> int:
        if not self.received:
            self.named["FIFO"]["RXUF"] = 1
        data = self.take()
        return data if self.received else data | RECEIVE_EMPTY

    @writes("DATA.DATA")
    def _send(self, value: int) -> None:
        if self.named["CTRL"]["TE"]:
            self.transmit(value & 0xFF)

    @status("FIFO.RXEMPT")
    def _is_empty(self) -> int:
        return int(not self.received)

    @changes("CTRL.TE")
    def _switch_transmitter(self, on: int) -> None:
        self._ready = self._ready or bool(on)

    @written("CTRL")
    def update(self) -> None:
        stat, ctrl = self.named["STAT"], self.named["CTRL"]
        stat["RDRF"] = int(bool(self.received))
        stat["TDRE"] = int(self._ready)
        pairs = (("RIE", "RDRF"), ("TIE", "TDRE"), ("TCIE", "TC"))
        self.IRQ.Set(any(ctrl[enable] and stat[flag] for enable, flag in pairs))

    def Reset(self) -> None:
        super().Reset()
        self.update()
