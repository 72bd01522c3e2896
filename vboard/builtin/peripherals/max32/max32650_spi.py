"""SPI.MAX32650_SPI: SPI controller as master (MAX32650 user guide, SPI). A character takes no time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, status, writes
from vboard.builtin.peripherals.serial_slaves import SPISlave, end_transfer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

FIFO_SIZE = 32
MOST_SLAVES = 4
NOBODY = 0xFF
"""What is received from no device."""
DATA_BYTES = range(4)


@renode_type("SPI.MAX32650_SPI")
class MAX32650_SPI(TablePeripheral):
    """Output IRQ; devices are registered at their slave selects. DATA takes as many characters as bytes."""

    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "INT_FL & INT_EN"}
    missing = "slave mode, characters that are no bytes, receive count, clock phase and polarity, clock, DMA"
    special_reads = frozenset({0})
    special_writes = frozenset({0})
    table = """
        0x04  CTRL0  : SPI_EN 0, MM_EN 1, SS_IO 4 -, START 5 w, SS_CTRL 8, SS_SEL 19:16
        0x08  CTRL1  : TX_NUM_CHAR 15:0, RX_NUM_CHAR 31:16 -
        0x0C  CTRL2  : CLK_PHA 0 -, CLK_POL 1 -, NUM_BITS 11:8, BUS_WIDTH 13:12 -, THREE_WIRE 15 -,
                SS_POL 19:16 -
        0x1C  DMA    : TX_FIFO_LEVEL 4:0, TX_FIFO_EN 6, TX_FIFO_CLEAR 7 w, TX_FIFO_CNT 13:8 r, TX_DMA_EN 15 -,
                RX_FIFO_LEVEL 20:16, RX_FIFO_EN 22, RX_FIFO_CLEAR 23 w, RX_FIFO_CNT 29:24 r, RX_DMA_EN 31 -
        0x20  INT_FL : TX_LEVEL 0 rw1c, TX_EMPTY 1 rw1c, RX_LEVEL 2 rw1c, RX_FULL 3 rw1c, SSA 4 -, SSD 5 -,
                FAULT 8 -, ABORT 9 -, M_DONE 11 rw1c, TX_OVR 12 rw1c, TX_UND 13 -, RX_OVR 14 rw1c,
                RX_UND 15 rw1c
        0x24  INT_EN : TX_LEVEL 0, TX_EMPTY 1, RX_LEVEL 2, RX_FULL 3, SSA 4 -, SSD 5 -, FAULT 8 -, ABORT 9 -,
                M_DONE 11, TX_OVR 12, TX_UND 13 -, RX_OVR 14, RX_UND 15
        0x30  STAT   : BUSY 0 -
    """

    def __init__(self, env: Environment, numberOfSlaves: Int, hushTxFifoLevelWarnings: bool = False) -> None:
        """Create the controller.

        Args:
            numberOfSlaves: slave selects.
            hushTxFifoLevelWarnings: whether a reserved bit beside the transmit level may be written.

        Raises:
            ValueError: more than 4 slave selects.
        """
        if not 0 <= numberOfSlaves <= MOST_SLAVES:
            raise ValueError(f"numberOfSlaves should be between 0 and {MOST_SLAVES}")
        self._count = numberOfSlaves
        self.slaves: dict[int, SPISlave] = {}
        self._set_idle()
        super().__init__(env)

    def _set_idle(self) -> None:
        self._sent: deque[int] = deque()
        self._received: deque[int] = deque()
        self._left = 0
        self._runs = False
        self._asserted: set[int] = set()  # slave selects that are low

    def Reset(self) -> None:
        self._set_idle()
        super().Reset()

    def read(self, offset: int, width: int) -> int:
        if offset not in DATA_BYTES:
            return super().read(offset, width)
        return int.from_bytes(bytes(self._take() for _ in range(width)), "little")

    def write(self, offset: int, width: int, value: int) -> None:
        if offset not in DATA_BYTES:
            super().write(offset, width, value)
            return
        for byte in value.to_bytes(width, "little"):
            self._put(byte)
        self._update()

    def _selected(self) -> Iterator[tuple[int, SPISlave]]:
        for number in range(self._count):
            if self.named["CTRL0"]["SS_SEL"] >> number & 1 and number in self.slaves:
                yield number, self.slaves[number]

    def _update(self) -> None:
        flags, control = self.named["INT_FL"], self.named["DMA"]
        flags["RX_LEVEL"] = int(len(self._received) >= control["RX_FIFO_LEVEL"])
        flags["TX_LEVEL"] = int(len(self._sent) >= control["TX_FIFO_LEVEL"])
        self.interrupt_lines.update()

    def _release(self, numbers: set[int]) -> None:
        """Raise slave selects that are low."""
        for number in sorted(numbers & self._asserted):
            end_transfer(self.slaves[number])
        self._asserted -= numbers

    def _put(self, byte: int) -> None:
        if self._runs and len(self._received) < FIFO_SIZE:
            self._exchange(byte)
        elif len(self._sent) < FIFO_SIZE:
            self._sent.append(byte)
        else:
            self.named["INT_FL"]["TX_OVR"] = 1

    def _take(self) -> int:
        if not self.named["DMA"]["RX_FIFO_EN"]:
            self.log(LogLevel.WARNING, "DATA is read while the receive FIFO is disabled")
            return 0
        byte = 0
        if self._received:
            byte = self._received.popleft()
            while self._runs and self._sent and len(self._received) < FIFO_SIZE:
                self._exchange(self._sent.popleft())
        else:
            self.named["INT_FL"]["RX_UND"] = 1
        self._update()
        return byte

    def _exchange(self, byte: int) -> None:
        answers = [slave.Transmit(byte) for _, slave in self._selected()]
        if len(answers) < 2:
            self._receive(answers[0] & 0xFF if answers else NOBODY)
        self._left = max(self._left - 1, 0)
        self._look_for_end()

    def _receive(self, byte: int) -> None:
        if not self.named["DMA"]["RX_FIFO_EN"]:
            return
        if len(self._received) == FIFO_SIZE:
            self.named["INT_FL"]["RX_OVR"] = 1
            return
        self._received.append(byte)
        if len(self._received) == FIFO_SIZE:
            self.named["INT_FL"]["RX_FULL"] = 1

    def _look_for_end(self) -> None:
        if not self._left:
            self._runs = False
            self.named["INT_FL"]["M_DONE"] = 1
            if not self.named["CTRL0"]["SS_CTRL"]:
                self._release(set(self._asserted))

    @writes("CTRL0.SPI_EN")
    def _enable(self, value: int) -> None:
        if not value:
            self._release(set(self._asserted))

    @changes("CTRL0.SS_SEL")
    def _select(self, value: int) -> None:
        absent = [n for n in range(self._count) if value >> n & 1 and n not in self.slaves]
        for number in absent:
            self.log(LogLevel.WARNING, f"Slave select {number} has no device; ignored")
            value &= ~(1 << number)
        self.named["CTRL0"]["SS_SEL"] = value

    @writes("CTRL0.START")
    def _start(self, value: int) -> None:
        if not value:
            return
        selected = {number for number, _ in self._selected()}
        self._release(self._asserted - selected)
        self._asserted = selected
        self._runs = True
        while self._sent and self._runs:
            self._exchange(self._sent.popleft())
        self.named["INT_FL"]["TX_EMPTY"] = 1
        self._look_for_end()
        self._update()

    @writes("CTRL1.TX_NUM_CHAR")
    def _set_count(self, value: int) -> None:
        self._left = value

    @writes("CTRL2.NUM_BITS")
    def _set_size(self, value: int) -> None:
        if value not in (0, 8):
            self.log(LogLevel.WARNING, f"Characters of {value} bits are not supported; they have 8")

    @writes("DMA.TX_FIFO_CLEAR")
    def _clear_sent(self, value: int) -> None:
        if value:
            self._sent.clear()

    @writes("DMA.RX_FIFO_CLEAR")
    def _clear_received(self, value: int) -> None:
        if value:
            self._received.clear()

    @status("DMA.TX_FIFO_CNT")
    def _sent_count(self) -> int:
        return len(self._sent)

    @status("DMA.RX_FIFO_CNT")
    def _received_count(self) -> int:
        return len(self._received)

    @changes("DMA.TX_FIFO_LEVEL", "DMA.RX_FIFO_LEVEL")
    def _levels_changed(self, _: int) -> None:
        self._update()
