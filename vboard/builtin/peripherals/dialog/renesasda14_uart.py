"""UART.RenesasDA14_UART: UART (DA1459x datasheet).

As in Renode DR is down after a read whether more bytes wait or not.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte


@renode_type("UART.RenesasDA14_UART")
class RenesasDA14_UART(QueuedUART):
    """Output IRQ."""

    size = 0x100
    IRQ: GPIO
    table = """
        0x000    RBR                    : RBR 7:0
        0x004    IER                    : ERBFI 0, ETBEI 1 -, ELSI 2 -, EDSSI 3 -, PTIME 7 -
        0x008    IIR                    : IIR 7:0 r
        0x00C    LCR                    : LCR 7:0
        0x010    MCR                    : LB 4
        0x014    LSR       = 0x70       : DR 0 r, OE 1 r, PE 2 r, FE 3 r, BI 4 r, THRE 5 r, TEMT 6 r,
                RFE 7 r
        0x018    MSR       = 0x4        : DCTS 0, TERI 2 r
        0x01C    SCR                    : SCR 7:0
        0x030+4  SRBR[16]               : SRBR 7:0
        0x07C    USR       = 0x6        : r
        0x080    R080
        0x084    R084
        0x088    R088
        0x090    R090
        0x094    R094
        0x098    R098
        0x09C    R09C
        0x0A0    R0A0
        0x0A4    R0A4
        0x0A8    R0A8
        0x0C0    R0C0
        0x0F8    UCV       = 0x3430312A : r
        0x0FC    CTR       = 0x44570110 : r
    """

    def WriteChar(self, value: Byte) -> None:
        super().WriteChar(value)
        self.named["LSR"]["DR"] = 1

    def take(self) -> int:
        self.named["LSR"]["DR"] = 0
        return super().take()

    @reads("RBR.RBR")
    def _receive(self) -> int:
        return self.take()

    @writes("RBR.RBR")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @reads("SRBR.SRBR")
    def _receive_shadow(self, _: int) -> int:
        return self.take()

    @writes("SRBR.SRBR")
    def _send_shadow(self, _: int, value: int) -> None:
        self.transmit(value)

    @written("IER")
    def update(self) -> None:
        self.IRQ.Set(bool(self.named["IER"]["ERBFI"] and self.received))
