"""UART.GaislerAPBUART: APBUART (UT32M0R500 manual).

As in Renode a reset clears no more of the control register than the enables.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, status, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("UART.GaislerAPBUART")
class GaislerAPBUART(QueuedUART):
    """Output IRQ."""

    IRQ: GPIO
    table = """
        0x000  DATA                 : DATA 7:0
        0x004  STATUS  = 0x86       : DR 0 r, TS 1 r, TE 2 r, TH 7 r
        0x008  CTRL    = 0x80000000 : RE 0, TE 1, RI 2, TI 3, PS 4, PE 5, LB 7, TF 9, RF 10, DB 11, BI 12,
                DI 13, SI 14, FA 31 r
        0x00C  SCALER               : SCALER 11:0
        0x010  FIFO                 : r
    """

    def __init__(self, env: Environment, frequency: ULong = 40_000_000) -> None:
        """Create the port.

        Args:
            frequency: Hz of the module's clock.
        """
        super().__init__(env)
        self._frequency = frequency

    def accepts(self, byte: int) -> bool:
        return bool(self.named["CTRL"]["RE"])

    @reads("DATA.DATA")
    def _receive(self) -> int:
        return self.take()

    @writes("DATA.DATA")
    def _send(self, value: int) -> None:
        if self.named["CTRL"]["TE"]:
            self.transmit(value)

    @status("STATUS.DR")
    def _has_data(self) -> int:
        return int(bool(self.received))

    def Reset(self) -> None:
        kept = self.named["CTRL"].value & ~3
        super().Reset()
        self.named["CTRL"].value = kept
        self.update()

    @written("CTRL")
    def update(self) -> None:
        ctrl = self.named["CTRL"]
        self.IRQ.Set(bool(ctrl["TI"] or (ctrl["RI"] and self.received)))
