"""UART.K6xF_UART: UART (K66 reference manual).

As in Renode S1 always tells of received data and an empty transmitter.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Parity
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import reads, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt


@renode_type("UART.K6xF_UART")
class K6xF_UART(QueuedUART):
    """Output IRQ."""

    register_width = 1
    IRQ: GPIO
    table = """
        0x000  BDH            : SBR 4:0, SBNS 5 -, RXEDGIE 6 -, LBKDIE 7 -
        0x001  BDL            : SBR 7:0
        0x002  C1             : PT 0, PE 1, ILT 2, WAKE 3, M 4, RSRC 5, UARTSWAI 6, LOOPS 7
        0x003  C2             : SBK 0, RWU 1, RE 2, TE 3, ILIE 4, RIE 5, TCIE 6, TIE 7
        0x004  S1      = 0xA0 : PF 0 r, FE 1 r, NF 2 r, OR 3 r, IDLE 4 r, RDRF 5 r, TC 6 r, TDRE 7 r
        0x005  S2             : RAF 0 r, LBKDE 1, BRK13 2, RWUID 3, RXINV 4, RXEDGIF 6, LBKDIF 7
        0x006  C3             : PEIE 0 -, FEIE 1 -, NEIE 2 -, ORIE 3 -, TXINV 4 -, TXDIR 5 -, T8 6 -, R8 7 r
        0x007  D              : D 7:0
        0x008  C4             : RDMAS 5, TDMAS 7
        0x009  R009
        0x00A  C4             : BRFA 4:0, M10 5 -, MAEN2 6 -, MAEN1 7 -
        0x00B  R00B
        0x00C  R00C
        0x00D  R00D
        0x00E  R00E
        0x010  R010
        0x011  R011
        0x012  R012
        0x013  RWFIFO         : RXWATER 7:0
        0x014  R014
        0x015  R015
        0x016  R016
        0x018  R018
        0x019  R019
        0x01A  R01A
        0x01B  R01B
        0x01C  R01C
        0x01D  R01D
        0x01E  R01E
        0x01F  R01F
    """

    def Reset(self) -> None:
        """Registers and queue survive, as in Renode."""

    @reads("D.D")
    def _receive(self) -> int:
        return self.take()

    @writes("D.D")
    def _send(self, value: int) -> None:
        self.transmit(value)

    @property
    def BaudRate(self) -> UInt:
        """115200, as Renode answers."""
        return 115_200

    @property
    def ParityBit(self) -> Parity:
        """Even, as Renode answers."""
        return Parity.Even

    @written("C2")
    def update(self) -> None:
        self.IRQ.Set(bool(self.named["C2"].value & self.named["S1"].value))
