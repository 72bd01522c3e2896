"""UART.EFR32xG2_EUSART_2: enhanced USART in asynchronous mode (EFR32xG24 reference manual, section 22.5)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits, Environment, Parity
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, status, writes, written
from vboard.builtin.peripherals.silabs.alias_registers import AliasPeripheral
from vboard.builtin.peripherals.silabs.async_format import STOP_BITS, baud_rate, parity
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

NO_STOP_BITS = 0
TXC, TXFL, RXFL = 1 << 0, 1 << 1, 1 << 2


@renode_type("UART.EFR32xG2_EUSART_2")
class EFR32xG2_EUSART_2(QueuedUART, AliasPeripheral):
    """Outputs ReceiveIRQ, TransmitIRQ and levels of the FIFOs. A reset leaves the registers alone."""

    ReceiveIRQ: GPIO
    TransmitIRQ: GPIO
    RxFifoLevel: GPIO
    RxFifoLevelGpioSignal: GPIO
    TxFifoLevel: GPIO
    missing = "synchronous mode, levels of the FIFOs, errors"
    table = """
        0x000  IPVERSION
        0x004  EN                : EN 0, DISABLING 1 -
        0x008  CFG0              : SYNC 0, LOOPBK 1 -, OVS 7:5
        0x00C  CFG1              : TXFIW 19:16 -, RXFIW 30:27
        0x010  CFG2              : CFG2 31:0 -
        0x014  FRAMECFG          : DATABITS 3:0 -, PARITY 9:8, STOPBITS 13:12
        0x018  DTXDATCFG         : DTXDAT 15:0 -
        0x01C  IRHFCFG           : IRHFCFG 3:0 -
        0x020  IRLFCFG           : IRLFEN 0 -
        0x024  TIMINGCFG         : TIMINGCFG 31:0 -
        0x028  STARTFRAMECFG     : STARTFRAME 8:0 -
        0x02C  SIGFRAMECFG       : SIGFRAME 31:0 -
        0x030  CLKDIV            : DIV 22:3
        0x034  TRIGCTRL          : TRIGCTRL 2:0 -
        0x038  CMD               : RXEN 0 w, RXDIS 1 w, TXEN 2 w, TXDIS 3 w, RXBLOCKEN 4 -, RXBLOCKDIS 5 -,
                TXTRIEN 6 -, TXTRIDIS 7 -, CLEARTX 8 w
        0x03C  RXDATA            : RXDATA 15:0 r
        0x040  RXDATAP           : RXDATAP 15:0 r
        0x044  TXDATA            : TXDATA 15:0 w
        0x048  STATUS   = 0x3040 : RXENS 0 r, TXENS 1 r, TXC 5 r, TXFL 6 r, RXFL 7 r, RXFULL 8 r,
                RXIDLE 12 r, TXIDLE 13 r, TXFCNT 20:16 r
        0x04C  IF                : TXC 0, TXFL 1, RXFL 2, RXFULL 3, RXOF 4, RXUF 5, TXOF 6
        0x050  IEN               : FLAGS 25:0
        0x054  SYNCBUSY          : SYNCBUSY 31:0 r
    """

    def __init__(self, env: Environment, clockFrequency: UInt = 19_000_000) -> None:
        """Create the port.

        Args:
            clockFrequency: Hz of the peripheral clock.
        """
        self._frequency = clockFrequency
        super().__init__(env)
        self.update()

    @property
    def BaudRate(self) -> UInt:
        return baud_rate(self._frequency, self.named["CLKDIV"].value, self.named["CFG0"]["OVS"])

    @property
    def StopBits(self) -> Bits:
        field = self.named["FRAMECFG"]["STOPBITS"]
        return Bits["None"] if field == NO_STOP_BITS else STOP_BITS[field]

    @property
    def ParityBit(self) -> Parity:
        return parity(self.named["FRAMECFG"]["PARITY"])

    def Reset(self) -> None:
        self.received.clear()
        self.update()

    def accepts(self, byte: int) -> bool:
        return bool(self.named["EN"]["EN"] and self.named["STATUS"]["RXENS"])

    @written("CMD")
    def _command(self) -> None:
        command, status = self.named["CMD"], self.named["STATUS"]
        for on, off, state in (("RXEN", "RXDIS", "RXENS"), ("TXEN", "TXDIS", "TXENS")):
            status[state] = (status[state] | command[on]) & ~command[off] & 1
        self.update()

    @reads("RXDATA.RXDATA")
    def _receive(self) -> int:
        return self.take()

    @status("RXDATAP.RXDATAP")
    def _peek(self) -> int:
        return self.received[0] if self.received else 0

    @writes("TXDATA.TXDATA")
    def _send(self, value: int) -> None:
        if not self.named["STATUS"]["TXENS"]:
            return
        self.transmit(value)
        self.named["STATUS"]["TXC"] = self.named["IF"]["TXC"] = 1
        self.update()

    @written("IEN", "IF")
    def update(self) -> None:
        waiting = int(bool(self.received))
        status, flags = self.named["STATUS"], self.named["IF"]
        status["RXFL"] = flags["RXFL"] = waiting
        flags["TXFL"] = status["TXENS"]
        pending = flags.value & self.named["IEN"].value
        self.ReceiveIRQ.Set(bool(pending & RXFL))
        self.TransmitIRQ.Set(bool(pending & (TXC | TXFL)))
        self.RxFifoLevel.Set(bool(waiting))
        self.RxFifoLevelGpioSignal.Set(bool(waiting))
        self.TxFifoLevel.Set()
