"""UART.MAX32650_UART: UART (MAX32650 user guide)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits, Environment, Peripheral
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte


@renode_type("UART.MAX32650_UART")
class MAX32650_UART(QueuedUART):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  CTRL                : ENABLE 0, PARITY_EN 1, TX_FLUSH 5 w, RX_FLUSH 6 w
        0x004  THRESH_CTRL         : RX_FIFO_THRESH 5:0
        0x008  STATUS       = 0x50 : RX_EMPTY 4 r, TX_EMPTY 6 r, RX_COUNT 13:8 r
        0x00C  INT_EN              : FRAME 0, PARITY 1, RX_OVERRUN 3, RX_FIFO_THRESH 4,
                TX_FIFO_ALMOST_EMPTY 5, TX_FIFO_THRESH 6
        0x010  INT_FL              : FRAME 0 rw1c, PARITY 1 rw1c, RX_OVERRUN 3 rw1c, RX_FIFO_THRESH 4 rw1c,
                TX_FIFO_ALMOST_EMPTY 5 rw1c, TX_FIFO_THRESH 6 rw1c
        0x014  BAUD0               : IBAUD 11:0, FACTOR 17:16
        0x018  BAUD1               : DBAUD 6:0
        0x01C  FIFO                : FIFO 7:0
        0x020  DMA                 : DMA 31:0 -
        0x024  TX_FIFO             : DATA 7:0 -
    """

    def __init__(self, env: Environment, gcr: Peripheral | None = None) -> None:
        """Create the port.

        Args:
            gcr: global control registers, which clock it.
        """
        super().__init__(env)

    @reads("FIFO.FIFO")
    def _receive(self) -> int:
        return self.take()

    @writes("FIFO.FIFO")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @writes("CTRL.RX_FLUSH")
    def _flush(self, value: int) -> None:
        if value:
            self.received.clear()
            self.update()

    @property
    def StopBits(self) -> Bits:
        """None, as Renode answers."""
        return Bits["None"]

    def WriteChar(self, value: Byte) -> None:
        super().WriteChar(value)
        if len(self.received) > self.named["THRESH_CTRL"].value:
            self.named["INT_FL"]["RX_FIFO_THRESH"] = 1
        self.update()

    @written("INT_EN", "INT_FL")
    def update(self) -> None:
        status = self.named["STATUS"]
        status["RX_EMPTY"] = int(not self.received)
        status["RX_COUNT"] = len(self.received)
        self.IRQ.Set(bool(self.named["INT_FL"].value & self.named["INT_EN"].value))
