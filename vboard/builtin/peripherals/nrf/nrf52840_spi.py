"""SPI.NRF52840_SPI: SPI master with and without EasyDMA (nRF52840 PS, sections 6.25, 6.26).

A transfer takes no time. As in Renode 1.16.1 nothing is transferred without a device on the bus, and without
EasyDMA bit 6 of INTENCLR is one that keeps what is written.
"""

from __future__ import annotations

from collections import deque

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import INTENCLR, EventPeripheral
from vboard.builtin.peripherals.register_table import reads, writes
from vboard.builtin.peripherals.serial_slaves import SPISlave
from vboard.builtin.registry import renode_type

COMMON = """
    0x108  EVENTS_READY : READY 0
    0x304  INTENSET     : READY 2, END 6 -
    0x308  INTENCLR     : READY 2, END 6
    0x500  ENABLE       : ENABLE 3:0 w
    0x508  PSEL_SCK     : PIN 4:0 -, PORT 5 -, CONNECT 31 -
    0x50C  PSEL_MOSI    : PIN 4:0 -, PORT 5 -, CONNECT 31 -
    0x510  PSEL_MISO    : PIN 4:0 -, PORT 5 -, CONNECT 31 -
    0x518  RXD          : RXD 7:0 r
    0x51C  TXD          : TXD 7:0 w
    0x524  FREQUENCY    : FREQUENCY 31:0 -
    0x554  CONFIG       : ORDER 0 -, CPHA 1 -, CPOL 2 -
"""
WITH_DMA = """
    0x010  TASKS_START    : START 0 w
    0x014  TASKS_STOP     : STOP 0 w
    0x104  EVENTS_STOPPED : STOPPED 0
    0x108  EVENTS_READY   : READY 0
    0x110  EVENTS_ENDRX   : ENDRX 0
    0x118  EVENTS_END     : END 0
    0x120  EVENTS_ENDTX   : ENDTX 0
    0x14C  EVENTS_STARTED : STARTED 0
    0x304  INTENSET       : STOPPED 1, READY 2, ENDRX 4, END 6, ENDTX 8, STARTED 19
    0x308  INTENCLR       : STOPPED 1, READY 2, ENDRX 4, END 6, ENDTX 8, STARTED 19
    0x500  ENABLE         : ENABLE 3:0 w
    0x508  PSEL_SCK       : PIN 4:0 -, PORT 5 -, CONNECT 31 -
    0x50C  PSEL_MOSI      : PIN 4:0 -, PORT 5 -, CONNECT 31 -
    0x510  PSEL_MISO      : PIN 4:0 -, PORT 5 -, CONNECT 31 -
    0x518  RXD            : RXD 7:0 r
    0x51C  TXD            : TXD 7:0 w
    0x524  FREQUENCY      : FREQUENCY 31:0 -
    0x534  RXD_PTR        : rw
    0x538  RXD_MAXCNT     : MAXCNT 15:0
    0x53C  RXD_AMOUNT     : AMOUNT 15:0 r
    0x540  RXD_LIST       : LIST 1:0
    0x544  TXD_PTR        : rw
    0x548  TXD_MAXCNT     : MAXCNT 15:0
    0x54C  TXD_AMOUNT     : AMOUNT 15:0 r
    0x550  TXD_LIST       : LIST 1:0
    0x554  CONFIG         : ORDER 0 -, CPHA 1 -, CPOL 2 -
    0x5C0  ORC            : ORC 7:0
"""


@renode_type("SPI.NRF52840_SPI")
class NRF52840_SPI(EventPeripheral):
    """Output IRQ; one device may be registered at it."""

    def __init__(self, env: Environment, easyDMA: bool = False) -> None:
        """Create the controller.

        Args:
            easyDMA: whether it is a SPIM, which has buffers in memory.
        """
        self._dma = easyDMA
        super().__init__(env)
        self.slave: SPISlave | None = None
        self._received: deque[int] = deque()

    def register_table(self) -> str:
        return WITH_DMA if self._dma else COMMON

    def Reset(self) -> None:
        self._received.clear()
        super().Reset()

    special_reads = frozenset({INTENCLR})

    def read32(self, offset: int) -> int:
        kept = self.named["INTENCLR"].value if offset == INTENCLR and not self._dma else 0
        return super().read32(offset) | kept

    def write32(self, offset: int, value: int) -> None:
        super().write32(offset, value)
        if offset == INTENCLR and not self._dma:
            self.named["INTENCLR"]["END"] = value >> 6 & 1

    @writes("TXD.TXD")
    def _exchange(self, value: int) -> None:
        if self.slave is None:
            self.log(LogLevel.WARNING, "SPI transmission while no SPI peripheral is connected.")
            return
        self._received.append(self.slave.Transmit(value))
        self.trigger("READY")

    @reads("RXD.RXD")
    def _receive(self) -> int:
        data = self._received.popleft() if self._received else 0
        if self._received:
            self.trigger("READY")
        return data

    @writes("TASKS_START.START?")
    def _start(self, value: int) -> None:
        if not value:
            return
        if self.slave is None:
            self.log(LogLevel.WARNING, "SPI transmission while no SPI peripheral is connected.")
            return
        self.trigger("STARTED")
        receive, send = self.named["RXD_MAXCNT"].value, self.named["TXD_MAXCNT"].value
        bus = self.env.bus
        for i in range(max(receive, send)):
            source = self.named["TXD_PTR"].value + i
            data = bus.read(source, 1) if i < send else self.named["ORC"].value
            answer = self.slave.Transmit(data)
            if i < receive:
                bus.write(self.named["RXD_PTR"].value + i, 1, answer)
        self.named["RXD_AMOUNT"].value, self.named["TXD_AMOUNT"].value = receive, send
        for event in ("ENDRX", "ENDTX", "END"):
            self.trigger(event)

    @writes("TASKS_STOP.STOP?")
    def _stop(self, value: int) -> None:
        if value:
            self.trigger("STOPPED")
