"""SPI.STM32H7_SPI: SPI master (RM0433)."""

from __future__ import annotations

from collections import deque

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, reads, status, writes, written
from vboard.builtin.peripherals.serial_slaves import SPISlave
from vboard.builtin.registry import renode_type

EVENTS = 0x7F9  # all but TXP and DXP, which are always true


@renode_type("SPI.STM32H7_SPI")
class STM32H7_SPI(TablePeripheral):
    """Output IRQ; one device may be registered at it."""

    size = 0x400
    default_gpio = "IRQ"
    IRQ: GPIO
    DMARecieve: GPIO
    missing = "slave mode, CRC, I2S, DMA"
    table = """
        0x000  CR1                 : SPE 0, MASRX 8 -, CSTART 9, CSUSP 10 w, HDDIR 11 -, SSI 12 -,
                CRC33_17 13 -, RCRCI 14 -, TCRCI 15 -, IOLOCK 16 -
        0x004  CR2                 : TSIZE 15:0
        0x008  CFG1                : CFG1 31:0 -
        0x00C  CFG2     = 0x400000 : CFG2 31:0 -
        0x010  IER                 : RXPIE 0, TXPIE 1, DXPIE 2, EOTIE 3, TXTFIE 4, UDRIE 5, OVRIE 6,
                CRCEIE 7, TIFREIE 8, MODFIE 9, TSERFIE 10
        0x014  SR       = 0x1002   : RXP 0 r, TXP 1 r, DXP 2 r, EOT 3 r, ERRORS 10:4 r, SUSP 11 r, TXC 12 r,
                CTSIZE 31:16 r
        0x018  IFCR                : FLAGS 10:3 w, SUSPC 11
        0x020  TXDR                : w
        0x030  RXDR                : r
        0x040  CRCPOLY             : CRCPOLY 31:0 -
        0x044  TXCRC               : TXCRC 31:0 -
        0x048  RXCRC               : RXCRC 31:0 -
        0x04C  UDRDR               : UDRDR 31:0 -
        0x050  CGFR                : CGFR 31:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slave: SPISlave | None = None
        self._received: deque[int] = deque()
        self._sent = 0

    def Reset(self) -> None:
        self._received.clear()
        self._sent = 0
        super().Reset()

    @changes("CR1.SPE")
    def _enabled(self, on: int) -> None:
        self._sent = 0
        if not on:
            self._received.clear()

    @writes("CR1.CSUSP")
    def _suspend(self, value: int) -> None:
        if value:
            self.named["SR"]["SUSP"] = self.named["SR"]["EOT"] = 1

    @status("SR.CTSIZE")
    def _left(self) -> int:
        return max(self.named["CR2"]["TSIZE"] - self._sent, 0)

    @status("SR.TXC")
    def _complete(self) -> int:
        return int(not self._left() or bool(self.named["SR"]["SUSP"]))

    @status("SR.RXP")
    def _has_data(self) -> int:
        return int(bool(self._received))

    @writes("TXDR.TXDR")
    def _exchange(self, value: int) -> None:
        if self.slave is None:
            self.log(LogLevel.WARNING, "SPI transmission while no SPI peripheral is connected.")
            self.named["CR1"]["CSTART"] = 0
            return
        self._received.append(self.slave.Transmit(value & 0xFF))
        self._sent += 1
        if not self._left():
            self.named["CR1"]["CSTART"] = 0
            self.named["SR"]["EOT"] = 1
        self._update()

    @reads("RXDR.RXDR")
    def _receive(self) -> int:
        data = self._received.popleft() if self._received else 0
        self._update()
        return data

    @written("IFCR")
    def _clear_flags(self) -> None:
        self.named["SR"].value &= ~self.named["IFCR"].value
        self._update()

    @written("IER", "CR1")
    def _update(self) -> None:
        pending = self.named["SR"].value & ~1 | self._has_data()
        self.IRQ.Set(bool(pending & self.named["IER"].value & EVENTS))
