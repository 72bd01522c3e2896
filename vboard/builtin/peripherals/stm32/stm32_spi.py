"""SPI.STM32SPI: serial peripheral interface of STM32F1, F2, F4, F7 (RM0008 rev 21, section 25.5).

As Renode 1.16.1 models it: master only, eight bits, a transfer takes no time, TXE is always 1; without a
device on the bus 0 is received. CRC and I2S are tags.
"""

from __future__ import annotations

import enum
from collections import deque

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.peripherals.serial_slaves import SPISlave
from vboard.builtin.peripherals.unhandled import log_unhandled_read, log_unhandled_write
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int


class STM32Series(enum.Enum):
    """Families that platform files of later releases name."""

    F0 = enum.auto()
    F4 = enum.auto()
    F7 = enum.auto()
    G0 = enum.auto()
    H7 = enum.auto()
    L0 = enum.auto()
    L1 = enum.auto()
    L5 = enum.auto()


@renode_type("SPI.STM32SPI")
class STM32SPI(RegisterPeripheral):
    """Outputs IRQ and DMARecieve (a pulse per received byte; the name is that of Renode 1.16.1,
    DMAReceive that of later releases, whose DMASend stays low).

    Attributes:
        slave: the device on the bus.
    """

    size = 0x400
    widths = frozenset({1, 2, 4})
    default_gpio = "IRQ"

    def __init__(
        self, env: Environment, bufferCapacity: Int = 4, series: STM32Series = STM32Series.F4
    ) -> None:
        """Create the controller.

        Args:
            bufferCapacity: received bytes kept; the oldest goes when another comes.
            series: of the device, a parameter of later releases; all are alike here.
        """
        super().__init__(env)
        self.slave: SPISlave | None = None
        self._received: deque[int] = deque(maxlen=bufferCapacity)
        self.IRQ = GPIO()
        self.DMARecieve = GPIO()
        self.DMAReceive = GPIO()
        self.DMASend = GPIO()
        self._cr2 = Register(
            0x04,
            "CR2",
            [
                Field("RXDMAEN", 0),
                *tags(1, "TXDMAEN SSOE"),
                reserved(3, 1),
                *tags(4, "FRF ERRIE"),
                Field("RXNEIE", 6),
                Field("TXEIE", 7),
                reserved(8, 24),
            ],
            written=self._update,
        )
        self.registers = RegisterMap(
            self,
            [
                Register(
                    0x00,
                    "CR1",
                    [
                        Field("CPHA CPOL", 0, 2),
                        Field("MSTR", 2, write=self._mode_written),
                        Field("BR", 3, 3),
                        Field("SPE", 6, change=self._enable_changed),
                        Field("LSBFIRST", 7),
                        Field("SSI", 8),
                        Field("SSM", 9),
                        *tags(10, "RXONLY DFF CRCNEXT CRCEN BIDIOE BIDIMODE"),
                    ],
                ),
                self._cr2,
                Register(
                    0x08,
                    "SR",
                    [
                        Field("RXNE", 0, 1, Mode.R, status=lambda: int(bool(self._received))),
                        Field("TXE", 1, 1, Mode.R, status=lambda: 1),
                        *tags(2, "CHSIDE UDR CRCERR MODF OVR BSY FRE"),
                        reserved(9, 23),
                    ],
                    reset=2,
                ),
                Register(
                    0x0C,
                    "DR",
                    [Field("DR", 0, 16, read=self._receive, write=self._exchange), reserved(16, 16)],
                ),
                Register(0x10, "CRCPR", [Tag("CRCPOLY", 0, 16), reserved(16, 16)], reset=7),
                Register(0x14, "RXCRCR", [Tag("RxCRC", 0, 16), reserved(16, 16)]),
                Register(0x18, "TXCRCR", [Tag("TxCRC", 0, 16), reserved(16, 16)]),
                Register(
                    0x1C,
                    "I2SCFGR",
                    [
                        Tag("CHLEN", 0),
                        Tag("DATLEN", 1, 2),
                        Tag("CKPOL", 3),
                        Tag("I2SSTD", 4, 2),
                        reserved(6, 1),
                        Tag("PCMSYNC", 7),
                        Tag("I2SCFG", 8, 2),
                        Field("I2SE", 10, 1, Mode.RW1C, write=self._i2s_written),
                        Tag("I2SMOD", 11),
                        reserved(12, 20),
                    ],
                ),
                Register(
                    0x20, "I2SPR", [Tag("I2SDIV", 0, 8), *tags(8, "ODD MCKOE"), reserved(10, 22)], reset=2
                ),
            ],
        )

    def Reset(self) -> None:
        self.IRQ.Unset()
        for line in (self.DMARecieve, self.DMAReceive, self.DMASend):
            line.Unset()
        self._received.clear()
        super().Reset()

    # A narrow access to DR is one byte or half-word, without the read of a read-modify-write.

    special_reads = frozenset[int]()
    special_writes = frozenset[int]()
    narrow_is_whole = True

    def read(self, offset: int, width: int) -> int:
        if width == 1 and offset % 4:
            log_unhandled_read(self, offset)
            return 0
        return self.registers.read(offset) & (1 << 8 * width) - 1

    def write(self, offset: int, width: int, value: int) -> None:
        if width == 1 and offset % 4:
            log_unhandled_write(self, offset, value)
        else:
            self.registers.write(offset, value)

    def _receive(self) -> int:
        self.IRQ.Unset()
        if not self._received:
            return 0
        value = self._received.popleft()
        self._update()
        return value

    def _exchange(self, value: int) -> None:
        self.IRQ.Unset()
        if self.slave is None:
            self.log(LogLevel.WARNING, "SPI transmission while no SPI peripheral is connected.")
            self._received.append(0)
            return
        self._received.append(self.slave.Transmit(value & 0xFF))
        if self._cr2["RXDMAEN"]:
            self.DMARecieve.Blink()
            self.DMAReceive.Blink()
        self._update()

    def _mode_written(self, master: int) -> None:
        if not master:
            self.log(LogLevel.WARNING, "Slave mode is not supported")

    def _enable_changed(self, enabled: int) -> None:
        if not enabled:
            self.IRQ.Unset()

    def _i2s_written(self, value: int) -> None:
        if value:
            self.log(LogLevel.WARNING, "Trying to enable not supported I2S mode.")

    def _update(self) -> None:
        received = self._cr2["RXNEIE"] and bool(self._received)
        self.IRQ.Set(bool(self._cr2["TXEIE"] or received))
