"""UART.ImxUart: UART (Vybrid reference manual).

As in Renode the port works whether it is enabled or not; of the interrupts there is that of received data.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, status, writes, written
from vboard.builtin.registry import renode_type


@renode_type("UART.ImxUart")
class ImxUart(QueuedUART):
    """Output IRQ."""

    register_width = 1
    IRQ: GPIO
    table = """
        0x000  BDH            : BDH 7:0
        0x001  BDL            : BDL 7:0
        0x002  C1             : C1 7:0
        0x003  C2             : SBK 0, RWU 1, RE 2, TE 3, ILIE 4, RIE 5, TCIE 6, TIE 7
        0x004  S1      = 0xC0 : PF 0 r, FE 1 r, NF 2 r, OR 3 r, IDLE 4 r, RDRF 5 r, TC 6 r, TDRE 7 r
        0x006  C3             : C3 7:0 -
        0x007  D              : D 7:0
        0x00A  C4             : C4 7:0
        0x00B  C5             : C5 7:0
        0x00D  MODEM          : MODEM 7:0
        0x010  PFIFO          : PFIFO 7:0
        0x012  SFIFO   = 0xC0 : RXUF 0 r, TXOF 1 r, RXOF 2 r, RXEMPT 6 r, TXEMPT 7 r
        0x013  TWFIFO         : TWFIFO 7:0
        0x019  RCFIFO         : RCFIFO 7:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._high = self._latched = 0

    def Reset(self) -> None:
        """Registers and queue survive, as in Renode."""

    @reads("D.D")
    def _receive(self) -> int:
        return self.take()

    @writes("D.D")
    def _send(self, value: int) -> None:
        self.transmit(value)

    def take(self) -> int:
        if len(self.received) == 1:
            self.named["S1"]["IDLE"] = 1
        return super().take()

    @status("BDH.BDH")
    def _baud_high(self) -> int:
        return self._latched

    @writes("BDL.BDL")
    def _latch_baud(self, _: int) -> None:
        self._latched = self._high

    @writes("BDH.BDH")
    def _set_baud_high(self, value: int) -> None:
        self._high = value

    @written("C2")
    def update(self) -> None:
        waiting = int(bool(self.received))
        self.named["S1"]["RDRF"] = waiting
        self.named["SFIFO"]["RXEMPT"] = 1 - waiting
        self.IRQ.Set(bool(self.named["C2"]["RIE"] and waiting))
