"""UART.NPCX_UART: core UART (NPCX9 datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, status, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

EMPTY = 0xFF
FIFO = 16


@renode_type("UART.NPCX_UART")
class NPCX_UART(QueuedUART):
    """Outputs DMAReceive, IRQ."""

    size = 0x2D
    register_width = 1
    DMAReceive: GPIO
    IRQ: GPIO
    table = """
        0x000  UTBUF          : UTBUF 7:0 w
        0x002  URBUF   = 0xFF : URBUF 7:0 r
        0x006  USTAT          : USTAT 7:0 r
        0x008  UFRS           : CHAR 2, STP 6:4
        0x00A  UMDSL          : ERD 5
        0x00C  UBAUD   = 0x1  : UBAUD 7:0
        0x00E  UPSR           : UPSR 2:0
        0x020  UFTSTS  = 0xD0 : UFTSTS 7:0 r
        0x022  UFRSTS         : LEVEL 4:0 r, FULL 5 r, NEMPTY 6 r
        0x024  UFRCTL         : NEMPTY 6, ERR 7
        0x026  UMDCTL  = 0x1  : UMDCTL 7:0
        0x02C  UFTCTL         : UFTCTL 7:0 -
    """

    @property
    def BaudRate(self) -> UInt:
        """115200, as Renode answers."""
        return 115_200

    @reads("URBUF.URBUF")
    def _receive(self) -> int:
        return self.take() if self.received else EMPTY

    @writes("UTBUF.UTBUF")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @status("UFRSTS.LEVEL")
    def _level(self) -> int:
        return min(len(self.received), FIFO)

    @status("UFRSTS.FULL", "UFRSTS.NEMPTY")
    def _not_empty(self) -> int:
        return int(bool(self.received))

    @written("UFRCTL")
    def update(self) -> None:
        control = self.named["UFRCTL"]
        self.IRQ.Set(bool(control["ERR"] or (control["NEMPTY"] and self.received)))
