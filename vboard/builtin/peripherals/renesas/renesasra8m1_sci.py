"""UART.RenesasRA8M1_SCI: serial port of RA8, asynchronous (RA8M1 user manual, section 30.2).

A byte takes no time on the wire. Receive and transmit interrupts are pulses, the end of
transmission is a level.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits, Environment, Parity
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import changes, reads, writes, written
from vboard.builtin.peripherals.renesas.sci_uart import baud_rate
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt, ULong


@renode_type("UART.RenesasRA8M1_SCI")
class RenesasRA8M1_SCI(QueuedUART):
    """Outputs ReceiveIRQ, TransmitIRQ, TransmitEndIRQ."""

    size = 0x100
    ReceiveIRQ: GPIO
    TransmitIRQ: GPIO
    TransmitEndIRQ: GPIO
    missing = "I2C, SPI, smart card, LIN and Manchester modes, FIFOs, errors"
    table = """
        0x00  RDR                : RDAT 8:0 r
        0x04  TDR                : TDAT 8:0 w
        0x08  CCR0               : RE 0, TE 4, MPIE 8 -, DCME 9 -, IDSEL 10 -, RIE 16, TIE 20, TEIE 21,
                SSE 24 -
        0x0C  CCR1               : CTSE 0 -, PE 8, PM 9
        0x10  CCR2               : BRR 15:8
        0x14  CCR3               : STP 14
        0x18  CCR4               : CMPD 8:0 -
        0x1C  CESR               : RIST 0 r, TIST 4 r
        0x20  ICR                : ICR 31:0 -
        0x24  FCR                : FCR 31:0 -
        0x2C  MCR                : MCR 31:0 -
        0x30  DCR                : DCR 31:0 -
        0x34  XCR0               : XCR0 31:0 -
        0x38  XCR1               : XCR1 31:0 -
        0x3C  XCR2               : XCR2 31:0 -
        0x48  CSR   = 0x40000000 : TDRE 29 r, TEND 30 r, RDRF 31 r
        0x4C  ISR                : ISR 31:0 -
        0x50  FRSR               : FRSR 31:0 -
        0x54  FTSR               : FTSR 31:0 -
        0x58  MSR                : MSR 31:0 -
        0x5C  XSR0               : XSR0 31:0 -
        0x60  XSR1               : XSR1 31:0 -
        0x68  CFCLR              : CFCLR 31:0 w
        0x6C  ICFCLR             : ICFCLR 31:0 w
        0x70  FFCLR              : FFCLR 31:0 w
        0x74  MFCLR              : MFCLR 31:0 w
        0x78  XFCLR              : XFCLR 31:0 w
    """

    def __init__(self, env: Environment, frequency: ULong) -> None:
        """Create the port.

        Args:
            frequency: Hz of the peripheral clock.
        """
        self._frequency = frequency
        super().__init__(env)

    @property
    def BaudRate(self) -> UInt:
        self.warn_of_renode_fault("BaudRate divides by zero while the clock is not divided")
        return baud_rate(self._frequency, self.named["CCR2"]["BRR"], 0)

    @property
    def StopBits(self) -> Bits:
        return Bits.Two if self.named["CCR3"]["STP"] else Bits.One

    @property
    def ParityBit(self) -> Parity:
        control = self.named["CCR1"]
        if not control["PE"]:
            return Parity["None"]
        return Parity.Odd if control["PM"] else Parity.Even

    def accepts(self, byte: int) -> bool:
        return bool(self.named["CCR0"]["RE"])

    def WriteChar(self, value: int) -> None:
        super().WriteChar(value)
        if self.received and self.named["CCR0"]["RIE"]:
            self.ReceiveIRQ.Blink()

    @reads("RDR.RDAT")
    def _receive(self) -> int:
        return self.take()

    @writes("TDR.TDAT")
    def _send(self, value: int) -> None:
        if not self.named["CCR0"]["TE"]:
            return
        self.transmit(value)
        if self.named["CCR0"]["TIE"]:
            self.TransmitIRQ.Blink()

    @changes("CCR0.TIE", "CCR0.TE")
    def _transmitter(self, _: int) -> None:
        if self.named["CCR0"]["TIE"] and self.named["CCR0"]["TE"]:
            self.TransmitIRQ.Blink()

    @written("CCR0")
    def _controlled(self) -> None:
        control, state = self.named["CCR0"], self.named["CESR"]
        state["RIST"], state["TIST"] = control["RE"], control["TE"]
        self.TransmitEndIRQ.Set(bool(control["TEIE"]))

    def update(self) -> None:
        self.named["CSR"]["RDRF"] = int(bool(self.received))
