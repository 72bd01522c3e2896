"""UART.EFR32_USART: USART in asynchronous mode (EFR32xG1 reference manual, section 17.5).

A byte takes no time on the wire. As Renode 1.16.1 models it, IF reads 0 where no interrupt is enabled, and
STATUS.TXC survives a reset.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits, Environment, Parity
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, status, writes, written
from vboard.builtin.peripherals.silabs.async_format import STOP_BITS, baud_rate, parity
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

TXC, TXBL, RXDATAV = 1 << 0, 1 << 1, 1 << 2
RECEIVER_INTERRUPTS = RXDATAV


@renode_type("UART.EFR32_USART")
class EFR32_USART(QueuedUART):
    """Outputs ReceiveIRQ, TransmitIRQ and the requests for DMA."""

    size = 0x400
    ReceiveIRQ: GPIO
    TransmitIRQ: GPIO
    RxDataAvailableRequest: GPIO
    RxDataAvailableSingleRequest: GPIO
    RxDataAvailableRightRequest: GPIO
    RxDataAvailableRightSingleRequest: GPIO
    TxBufferLowRequest: GPIO
    TxBufferLowSingleRequest: GPIO
    TxBufferLowRightRequest: GPIO
    TxBufferLowRightSingleRequest: GPIO
    TxEmptyRequest: GPIO
    missing = "synchronous mode, errors"
    table = """
        0x000  CTRL              : SYNC 0 -, OVS 6:5
        0x004  FRAME    = 0x1005 : DATABITS 3:0 -, PARITY 9:8, STOPBITS 13:12
        0x008  TRIGCTRL          : TRIGCTRL 12:4 -
        0x00C  CMD               : RXEN 0 w, RXDIS 1 w, TXEN 2 w, TXDIS 3 w, MASTEREN 4 -, MASTERDIS 5 -,
                RXBLOCKEN 6 -, RXBLOCKDIS 7 -, TXTRIEN 8 -, TXTRIDIS 9 -, CLEARTX 10 w, CLEARRX 11 w
        0x010  STATUS   = 0x2040 : RXENS 0 r, TXENS 1 r, TXC 5 r, TXBL 6 r, RXDATAV 7 r, TXIDLE 13 r
        0x014  CLKDIV            : DIV 22:3
        0x018  RXDATAX           : RXDATA 8:0 r, PERR 14 r, FERR 15 r
        0x01C  RXDATA            : RXDATA 7:0 r
        0x020  RXDOUBLEX         : RXDOUBLEX 31:0 -
        0x024  RXDOUBLE          : RXDATA0 7:0 r, RXDATA1 15:8 r
        0x028  RXDATAXP          : RXDATAP 8:0 r
        0x02C  RXDOUBLEXP        : RXDOUBLEXP 31:0 -
        0x030  TXDATAX           : TXDATAX 8:0 w
        0x034  TXDATA            : TXDATA 7:0 w
        0x038  TXDOUBLEX         : TXDATA0 8:0 w, TXDATA1 24:16 w
        0x03C  TXDOUBLE          : TXDATA0 7:0 w, TXDATA1 15:8 w
        0x040  IF                : FLAGS 16:0 r
        0x044  IFS               : FLAGS 16:0 w
        0x048  IFC               : FLAGS 16:0 w
        0x04C  IEN               : FLAGS 16:0
        0x050  IRCTRL            : IRCTRL 12:0 -
        0x058  INPUT             : INPUT 15:0 -
        0x05C  I2SCTRL           : I2SCTRL 10:0 -
        0x060  TIMING            : TIMING 31:0 -
        0x064  CTRLX             : CTRLX 3:0 -
        0x068  TIMECMP0          : TIMECMP 31:0 -
        0x06C  TIMECMP1          : TIMECMP 31:0 -
        0x070  TIMECMP2          : TIMECMP 31:0 -
        0x074  ROUTEPEN          : ROUTEPEN 5:0 -
        0x078  ROUTELOC0         : ROUTELOC 31:0 -
        0x07C  ROUTELOC1         : ROUTELOC 31:0 -
        0x080  TEST              : TEST 31:0 -
    """

    def __init__(self, env: Environment, clockFrequency: UInt = 19_000_000) -> None:
        """Create the port.

        Args:
            clockFrequency: Hz of the peripheral clock.
        """
        self._frequency = clockFrequency
        self._sent = False
        super().__init__(env)
        self.update()

    @property
    def BaudRate(self) -> UInt:
        return baud_rate(self._frequency, self.named["CLKDIV"].value, self.named["CTRL"]["OVS"])

    @property
    def StopBits(self) -> Bits:
        return STOP_BITS[self.named["FRAME"]["STOPBITS"]]

    @property
    def ParityBit(self) -> Parity:
        return parity(self.named["FRAME"]["PARITY"])

    def Reset(self) -> None:
        complete = self.named["STATUS"]["TXC"]
        super().Reset()
        self.named["STATUS"]["TXC"] = complete
        self._sent = False
        self.update()

    def accepts(self, byte: int) -> bool:
        return bool(self.named["STATUS"]["RXENS"])

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
        self.transmit(value)
        self._sent = True
        self.named["STATUS"]["TXC"] = 1
        self.update()

    @writes("IFS.FLAGS")
    def _set_flags(self, flags: int) -> None:
        self._sent = self._sent or bool(flags & TXC)
        self.update()

    @writes("IFC.FLAGS")
    def _clear_flags(self, flags: int) -> None:
        self._sent = self._sent and not flags & TXC
        self.update()

    @status("IF.FLAGS")
    def _flags(self) -> int:
        """Flags of the enabled interrupts."""
        flags = TXBL | TXC * self._sent | RXDATAV * bool(self.received)
        return flags & self.named["IEN"].value

    @written("IEN")
    def update(self) -> None:
        waiting = len(self.received)
        self.named["STATUS"]["RXDATAV"] = int(waiting > 0)
        flags = self._flags()
        self.ReceiveIRQ.Set(bool(flags & RECEIVER_INTERRUPTS))
        self.TransmitIRQ.Set(bool(flags & ~RECEIVER_INTERRUPTS))
        self.RxDataAvailableSingleRequest.Set(waiting > 0)
        self.TxBufferLowRequest.Set()
        self.TxEmptyRequest.Set()
