"""SPI.CC2538_SSI: synchronous serial interface as master (CC2538 user's guide SWRU319, chapter 19).

A byte takes no time; bytes that are written while SSE is 0 wait in the FIFO.
"""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, reads, status, writes
from vboard.builtin.peripherals.serial_slaves import SPISlave
from vboard.builtin.registry import renode_type

FIFO = 16
"""Entries of a FIFO, as in Renode 1.16.1."""
BYTE = 7  # CR0.DSS


@renode_type("SPI.CC2538_SSI")
class CC2538_SSI(TablePeripheral):
    """Output IRQ; one device may be registered at it."""

    IRQ: GPIO
    effects = ("ICR.ROR clears RIS.ROR",)
    interrupts: ClassVar = {"IRQ": "RIS & IM"}
    missing = "slave mode, frames that are no bytes, loop back, time-out interrupt, DMA, clock"
    table = """
        0x000  CR0  : DSS 3:0, FRF 5:4 -, SPO 6 -, SPH 7 -, SCR 15:8 -
        0x004  CR1  : LBM 0 -, SSE 1, MS 2 -, SOD 3 -
        0x008  DR   : DATA 15:0
        0x00C  SR = 0x3 : TFE 0 r, TNF 1 r, RNE 2 r, RFF 3 r, BSY 4 r
        0x010  CPSR : CPSDVSR 7:0 -
        0x014  IM   : ROR 0, RT 1 -, RX 2, TX 3
        0x018  RIS = 0x8 : ROR 0 r, RT 1 -, RX 2 r, TX 3 r
        0x01C  MIS  : FLAGS 3:0 r
        0x020  ICR  : ROR 0 w, RT 1 -
        0x024  DMACTL : DMAE 1:0 -
        0xFC8  CC   : CS 2:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slave: SPISlave | None = None
        self._received: deque[int] = deque()
        self._to_send: deque[int] = deque()

    def Reset(self) -> None:
        super().Reset()
        self._received.clear()
        self._to_send.clear()

    @writes("CR0.DSS")
    def _frame(self, size: int) -> None:
        if size != BYTE:
            self.log(LogLevel.WARNING, f"CR0.DSS is {size}; frames are bytes all the same")

    @changes("CR1.SSE")
    def _enable(self, on: int) -> None:
        while on and self._to_send:
            self._exchange(self._to_send.popleft())
        self._update()

    @writes("DR.DATA")
    def _send(self, value: int) -> None:
        if self.named["CR1"]["SSE"]:
            self._exchange(value & 0xFF)
        elif len(self._to_send) < FIFO:
            self._to_send.append(value & 0xFF)
        self._update()

    def _exchange(self, byte: int) -> None:
        if self.slave is None:
            self.log(LogLevel.WARNING, "SPI transmission while no SPI peripheral is connected.")
            return
        answer = self.slave.Transmit(byte)
        if len(self._received) < FIFO:
            self._received.append(answer)
        else:
            self.named["RIS"]["ROR"] = 1

    @reads("DR.DATA")
    def _receive(self) -> int:
        data = self._received.popleft() if self._received else 0
        self._update()
        return data

    @status("MIS.FLAGS")
    def _masked(self) -> int:
        return self.named["RIS"].value & self.named["IM"].value

    def _update(self) -> None:
        state, flags = self.named["SR"], self.named["RIS"]
        state["TFE"] = int(not self._to_send)
        state["TNF"] = int(len(self._to_send) < FIFO)
        state["RNE"] = int(bool(self._received))
        state["RFF"] = int(len(self._received) == FIFO)
        state["BSY"] = int(bool(self._to_send))
        flags["TX"] = int(len(self._to_send) <= FIFO // 2)
        flags["RX"] = int(len(self._received) >= FIFO // 2)
        self.interrupt_lines.update()
