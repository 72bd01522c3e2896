"""I2C.MAX32650_I2C: I2C controller as master (MAX32650 user guide, chapter I2C). A byte takes no time.

As in Renode 1.16.1 bytes for a device wait until a stop or a repeated start, and what a device sends waits in
the receive FIFO from its address on.
"""

from __future__ import annotations

import enum
from collections import deque
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, reads, status, writes, written
from vboard.builtin.peripherals.serial_slaves import I2CSlave
from vboard.builtin.registry import renode_type

TEN_BITS = 0b11110
"""Upper bits of the first byte of an address of ten bits."""
MOST = 256


class _State(enum.Enum):
    IDLE = enum.auto()
    ADDRESS = enum.auto()
    ADDRESS_LOW = enum.auto()
    WRITING = enum.auto()
    READING = enum.auto()


@renode_type("I2C.MAX32650_I2C")
class MAX32650_I2C(TablePeripheral):
    """Output IRQ; devices are registered at their addresses."""

    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "INT_FL0 & INT_EN0"}
    missing = "slave mode, arbitration, time-outs, clock, DMA"
    table = """
        0x00  CTRL0      : I2CEN 0, MST 1, GCEN 2 -, IRXM 3 -, ACK 4 -, SCLO 6, SDAO 7, SCL 8 r, SDA 9 r,
                SWOE 10, READ 11 -, SCL_STRD 12 -, SCL_PPM 13 -, HSMODE 15 -
        0x04  STAT = 0x0A : BUSY 0 r, RXE 1 r, RXF 2 r, TXE 3 r, TXF 4 r, CHMD 5 r
        0x08  INT_FL0    : DONEI 0 rw1c, IRXMI 1 -, GCI 2 -, AMI 3 -, RXTHI 4 rw1c, TXTHI 5 rw1c,
                STOPI 6 rw1c, ADRACKI 7 rw1c, ARBERI 8 -, TOERI 9 rw1c, ADRERI 10 -, DATERI 11 -,
                DNRERI 12 -, STRTERI 13 -, STOPERI 14 -, TXLOI 15 w1c
        0x0C  INT_EN0    : DONEI 0, IRXMI 1 -, GCI 2 -, AMI 3 -, RXTHI 4, TXTHI 5, STOPI 6, ADRACKI 7,
                ARBERI 8 -, TOERI 9, ADRERI 10 -, DATERI 11 -, DNRERI 12 -, STRTERI 13 -, STOPERI 14 -,
                TXLOI 15 -
        0x18  FIFO_LEN = 0x8080 : RX_LEN 7:0 r, TX_LEN 15:8 r
        0x1C  RX_CTRL0   : DNR 0 -, RXFSH 7 w, RXTH 11:8
        0x20  RX_CTRL1   : RXCNT 7:0, RXFIFO 11:8 r
        0x24  TX_CTRL0   : TXPRELD 0, TXFSH 7 w, TXTH 11:8
        0x2C  FIFO       : DATA 7:0
        0x30  MSTR_MODE  : START 0, RESTART 1 w, STOP 2 w, SEA 7
    """

    def __init__(self, env: Environment) -> None:
        self.slaves: dict[int, I2CSlave] = {}
        self._set_idle()
        super().__init__(env)

    def _set_idle(self) -> None:
        self._state = _State.IDLE
        self._address = 0
        self._expected = 0
        self._sent: deque[int] = deque()
        self._received: deque[int] = deque()

    def Reset(self) -> None:
        self._set_idle()
        super().Reset()

    @property
    def _slave(self) -> I2CSlave | None:
        return self.slaves.get(self._address)

    def _update(self) -> None:
        flags = self.named["INT_FL0"]
        flags["RXTHI"] = int(len(self._received) >= self.named["RX_CTRL0"]["RXTH"])
        flags["TXTHI"] = int(len(self._sent) <= self.named["TX_CTRL0"]["TXTH"])
        self.interrupt_lines.update()

    @changes("CTRL0.I2CEN", "CTRL0.MST")
    def _mode(self, _: int) -> None:
        self._state = _State.IDLE

    @status("CTRL0.SCL")
    def _clock_line(self) -> int:
        return self.named["CTRL0"]["SCLO"]

    @status("CTRL0.SDA")
    def _data_line(self) -> int:
        return self.named["CTRL0"]["SDAO"]

    @status("STAT.BUSY", "STAT.CHMD", "MSTR_MODE.START")
    def _is_busy(self) -> int:
        return int(self._state is not _State.IDLE)

    @status("STAT.RXE")
    def _is_empty(self) -> int:
        return int(not self._received)

    @status("RX_CTRL1.RXFIFO")
    def _received_count(self) -> int:
        return min(len(self._received), 15)

    @changes("INT_FL0.DONEI", "INT_FL0.STOPI", "INT_FL0.ADRACKI", "INT_FL0.TOERI", "INT_EN0.DONEI")
    @changes("INT_FL0.RXTHI", "INT_FL0.TXTHI", "INT_EN0.RXTHI", "INT_EN0.TXTHI", "INT_EN0.STOPI")
    @changes("INT_EN0.ADRACKI", "INT_EN0.TOERI")
    def _flags_changed(self, _: int) -> None:
        self._update()

    @writes("RX_CTRL0.RXFSH")
    def _flush_received(self, value: int) -> None:
        if value:
            self._received.clear()

    @writes("TX_CTRL0.TXFSH")
    def _flush_sent(self, value: int) -> None:
        if value:
            self._sent.clear()

    @writes("RX_CTRL1.RXCNT")
    def _expect(self, value: int) -> None:
        self._expected = value or MOST

    @reads("FIFO.DATA")
    def _take(self) -> int:
        if not self.named["CTRL0"]["I2CEN"]:
            self.log(LogLevel.ERROR, "The FIFO is read while the controller is disabled")
            return 0
        if not self._received:
            self.named["INT_FL0"]["DONEI"] = 1
        value = self._received.popleft() if self._received else 0
        self._update()
        return value

    @writes("FIFO.DATA")
    def _put(self, value: int) -> None:
        if not self.named["CTRL0"]["I2CEN"]:
            self.log(LogLevel.WARNING, "The FIFO is written while the controller is disabled")
            return
        if self._state is _State.ADDRESS:
            self._first_byte(value)
        elif self._state is _State.ADDRESS_LOW:
            self._address |= value
            self._addressed()
        elif self._state is _State.READING:
            self.log(LogLevel.WARNING, "The FIFO is written while a device sends; ignored")
        else:
            self._sent.append(value)
        self._update()

    def _first_byte(self, value: int) -> None:
        self._is_read = bool(value & 1)
        if self.named["MSTR_MODE"]["SEA"] and value >> 3 == TEN_BITS:
            self._address = (value >> 1 & 3) << 8
            self._state = _State.ADDRESS_LOW
        else:
            self._address = value >> 1
            self._addressed()

    def _addressed(self) -> None:
        """The address is known: a device may answer."""
        self.named["INT_FL0"]["ADRACKI"] = 1
        slave = self._slave
        if slave is None:
            self.log(LogLevel.WARNING, f"No device has the address 0x{self._address:02X}")
            self.named["INT_FL0"]["TOERI"] = 1
            self._state = _State.IDLE
            self._sent.clear()
        elif self._is_read:
            self._received.extend(slave.Read(self._expected)[: self._expected])
            self._state = _State.READING
        else:
            self._state = _State.WRITING

    def _run(self) -> None:
        """Do what waits: take an address from the FIFO, or hand a device its bytes."""
        if not self.named["CTRL0"]["I2CEN"]:
            return
        if self._state is _State.WRITING:
            slave = self._slave
            if slave is not None:
                slave.Write(bytes(self._sent))
            self._sent.clear()
            self.named["INT_FL0"]["DONEI"] = 1
        while self._sent and self._state in (_State.ADDRESS, _State.ADDRESS_LOW):
            self._put(self._sent.popleft())

    @written("MSTR_MODE")
    def _command(self) -> None:
        command = self.named["MSTR_MODE"].value
        starts, restarts, stops = (command >> n & 1 for n in range(3))
        if starts and self._state is _State.IDLE:
            self._state = _State.ADDRESS
            self._run()
        if restarts:
            self._run()
            self._state = _State.ADDRESS
        if stops:
            self._run()
            self._state = _State.IDLE
            self.named["INT_FL0"]["STOPI"] = self.named["INT_FL0"]["DONEI"] = 1
            slave = self._slave
            if slave is not None:
                slave.FinishTransmission()
        self._update()
