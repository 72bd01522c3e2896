"""UART.EFR32xG2_USART_0: asynchronous USART of Series 2 (EFR32xG24 reference manual, section 21.5)."""

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
TXC, TXBL, RXDATAV = 1 << 0, 1 << 1, 1 << 2


@renode_type("UART.EFR32xG2_USART_0")
class EFR32xG2_USART_0(QueuedUART, AliasPeripheral):
    """Outputs ReceiveIRQ, TransmitIRQ and the requests for DMA. A reset leaves the registers alone."""

    ReceiveIRQ: GPIO
    TransmitIRQ: GPIO
    RxDataAvailableRequest: GPIO
    RxDataAvailableSingleRequest: GPIO
    RxDataAvailableGpioSignal: GPIO
    TxBufferLowRequest: GPIO
    TxBufferLowSingleRequest: GPIO
    TxEmptyRequest: GPIO
    missing = "synchronous mode, comparators, errors"
    table = """
        0x000  IPVERSION
        0x004  EN                : EN 0
        0x008  CTRL              : SYNC 0, LOOPBK 1 -, OVS 6:5
        0x00C  FRAME             : DATABITS 3:0 -, PARITY 9:8, STOPBITS 13:12
        0x010  TRIGCTRL          : TRIGCTRL 12:4 -
        0x014  CMD               : RXEN 0 w, RXDIS 1 w, TXEN 2 w, TXDIS 3 w, MASTEREN 4 -, MASTERDIS 5 -,
                RXBLOCKEN 6 -, RXBLOCKDIS 7 -, TXTRIEN 8 -, TXTRIDIS 9 -, CLEARTX 10 w, CLEARRX 11 w
        0x018  STATUS   = 0x2040 : RXENS 0 r, TXENS 1 r, TXC 5 r, TXBL 6 r, RXDATAV 7 r, TXIDLE 13 r
        0x01C  CLKDIV            : DIV 22:3
        0x020  RXDATAX           : RXDATA 8:0 r, PERR 14 r, FERR 15 r
        0x024  RXDATA            : RXDATA 7:0 r
        0x028  RXDOUBLEX         : RXDOUBLEX 31:0 -
        0x02C  RXDOUBLE          : RXDATA0 7:0 r, RXDATA1 15:8 r
        0x030  RXDATAXP          : RXDATAP 8:0 r
        0x034  RXDOUBLEXP        : RXDOUBLEXP 31:0 -
        0x038  TXDATAX           : TXDATAX 8:0 w
        0x03C  TXDATA            : TXDATA 7:0 w
        0x040  TXDOUBLEX         : TXDATA0 8:0 w, TXDATA1 24:16 w
        0x044  TXDOUBLE          : TXDATA0 7:0 w, TXDATA1 15:8 w
        0x048  IF                : TXC 0, TXBL 1, RXDATAV 2, RXUF 5
        0x04C  IEN               : FLAGS 16:0
        0x050  IRCTRL            : IRCTRL 9:0 -
        0x054  I2SCTRL           : I2SCTRL 10:0 -
        0x058  TIMING            : TIMING 31:0 -
        0x05C  CTRLX             : CTRLX 31:0 -
        0x060  TIMECMP[3]        : TCMPVAL 7:0, TSTART 18:16, TSTOP 22:20, RESTARTEN 24
    """

    def __init__(self, env: Environment, clockFrequency: UInt) -> None:
        """Create the port.

        Args:
            clockFrequency: Hz of the peripheral clock.
        """
        self._frequency = clockFrequency
        super().__init__(env)
        self.update()

    @property
    def BaudRate(self) -> UInt:
        return baud_rate(self._frequency, self.named["CLKDIV"].value, self.named["CTRL"]["OVS"])

    @property
    def StopBits(self) -> Bits:
        field = self.named["FRAME"]["STOPBITS"]
        return Bits["None"] if field == NO_STOP_BITS else STOP_BITS[field]

    @property
    def ParityBit(self) -> Parity:
        return parity(self.named["FRAME"]["PARITY"])

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
        if command["CLEARRX"]:
            self.received.clear()
        self.update()

    @reads("RXDATA.RXDATA", "RXDATAX.RXDATA", "RXDOUBLE.RXDATA0", "RXDOUBLE.RXDATA1")
    def _receive(self) -> int:
        return self.take()

    @status("RXDATAXP.RXDATAP")
    def _peek(self) -> int:
        return self.received[0] if self.received else 0

    @writes(
        "TXDATA.TXDATA",
        "TXDATAX.TXDATAX",
        "TXDOUBLE.TXDATA0",
        "TXDOUBLE.TXDATA1",
        "TXDOUBLEX.TXDATA0",
        "TXDOUBLEX.TXDATA1",
    )
    def _send(self, value: int) -> None:
        if not self.named["STATUS"]["TXENS"]:
            return
        self.transmit(value)
        self.named["STATUS"]["TXC"] = self.named["IF"]["TXC"] = 1
        self.update()

    @written("IEN", "IF")
    def update(self) -> None:
        waiting = len(self.received)
        status, flags = self.named["STATUS"], self.named["IF"]
        status["RXDATAV"] = flags["RXDATAV"] = int(waiting > 0)
        flags["TXBL"] = status["TXENS"]
        pending = flags.value & self.named["IEN"].value
        self.ReceiveIRQ.Set(bool(pending & RXDATAV))
        self.TransmitIRQ.Set(bool(pending & (TXC | TXBL)))
        self.RxDataAvailableRequest.Set(waiting > 1)
        self.RxDataAvailableSingleRequest.Set(waiting > 0)
        self.RxDataAvailableGpioSignal.Set(waiting > 0)
        self.TxBufferLowRequest.Set()
        self.TxEmptyRequest.Set()
