"""SCI.RenesasRA6M5_SCI: serial port of RA2, RA4 and RA6, asynchronous (RA6M5 user manual, section 34.2).

A byte takes no time on the wire. Receive and transmit interrupts are pulses, which the interrupt controller
unit latches; the end of transmission is a level. As in Renode 1.16.1 bytes arrive whether RE is set or not,
and an access reaches the one register at its address, whatever its width.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Bits, Environment, Parity
from vboard.builtin.peripherals.queued_uart import QueuedUART
from vboard.builtin.peripherals.register_table import changes, reads, status, writes, written
from vboard.builtin.peripherals.renesas.sci_uart import baud_rate
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt, ULong

SMART_CARD_REGISTERS = (0x00, 0x02, 0x0A)
"""SMR, SCR and SIMR2 mean something else in smart card mode, which is not modelled: they read 0."""


@renode_type("SCI.RenesasRA6M5_SCI")
class RenesasRA6M5_SCI(QueuedUART):
    """Outputs ReceiveIRQ, TransmitIRQ, TransmitEndIRQ."""

    size = 0x20
    register_width = 2
    ReceiveIRQ: GPIO
    TransmitIRQ: GPIO
    TransmitEndIRQ: GPIO
    missing = "I2C, SPI, smart card and Manchester modes, errors, address match"
    table = """
        0x00  SMR             : CKS 1:0, MP 2 -, STOP 3, PM 4, PE 5, CHR 6 -, CM 7
        0x01  BRR    = 0xFF   : BRR 7:0
        0x02  SCR             : CKE 1:0 -, TEIE 2, MPIE 3 -, RE 4, TE 5, RIE 6, TIE 7
        0x03  TDR    = 0xFF   : TDR 7:0 r
        0x04  SSR    = 0x84   : MPBT 0 -, MPB 1 -, TEND 2 r, PER 3 r, FER 4 r, ORER 5 r, RDRF 6 r, TDRE 7 r
        0x05  RDR             : RDR 7:0 r
        0x06  SCMR   = 0xF2   : SMIF 0, SINV 2 -, SDIR 3 -, CHR1 4 -, BCP2 7 -
        0x07  SEMR            : BRME 2 -, ABCSE 3, ABCS 4, NFEN 5 -, BGDM 6, RXDESEL 7 -
        0x08  SNFR            : NFCS 2:0 -
        0x09  SIMR1           : IICM 0, IICDL 7:3
        0x0A  SIMR2           : IICINTM 0, IICCSC 1, IICACKT 5
        0x0B  SIMR3           : IICSTAREQ 0, IICRSTAREQ 1, IICSTPREQ 2, IICSTIF 3, IICSDAS 5:4, IICSCLS 7:6
        0x0C  SISR            : IICACKR 0 r
        0x0D  SPMR            : SSE 0, CTSE 1, MSS 2, CTSPEN 3, MFF 4, CKPOL 6, CKPH 7
        0x0E  FTDRHL = 0xFF   : TDAT 8:0 r, MPBT 9 -
        0x0F  FTDRL  = 0xFF   : TDAT 7:0 r
        0x10  FRDRHL          : RDAT 8:0 r, MPB 9 r, DR 10 r, PER 11 r, FER 12 r, ORER 13 r, RDF 14 r
        0x11  FRDRL           : RDAT 7:0 r
        0x12  MDDR   = 0xFF   : MDDR 7:0 -
        0x13  DCCR   = 0x40   : DCCR 7:0 -
        0x14  FCR    = 0xF800 : FM 0, RFRST 1 w, TFRST 2 w, DRES 3 -, TTRG 7:4 -, RTRG 11:8, RSTRG 15:12
        0x16  FDR             : R 4:0 r, T 12:8 r
        0x18  LSR             : LSR 15:0 -
        0x1A  CDR             : CMPD 8:0 -
        0x1C  SPTR   = 0x3    : SPTR 7:0 -
    """

    def __init__(
        self,
        env: Environment,
        frequency: ULong,
        enableManchesterMode: bool = False,
        enableFIFO: bool = True,
        fullModel: bool = True,
    ) -> None:
        """Create the port.

        Args:
            frequency: Hz of the peripheral clock.
            enableManchesterMode: whether the port has this mode.
            enableFIFO: whether the port has FIFOs.
            fullModel: whether the port has I2C and SPI modes.
        """
        self._frequency = frequency
        super().__init__(env)

    special_reads = frozenset(SMART_CARD_REGISTERS)
    special_writes = frozenset[int]()
    narrow_is_whole = True

    def read32(self, offset: int) -> int:
        if self.named["SCMR"]["SMIF"] and offset in SMART_CARD_REGISTERS:
            return 0
        return super().read32(offset)

    def read(self, offset: int, width: int) -> int:
        return self.read32(offset) & ((1 << 8 * width) - 1)

    def write(self, offset: int, width: int, value: int) -> None:
        self.write32(offset, value)

    @property
    def BaudRate(self) -> UInt:
        smr, fast = self.named["SMR"], bool(self.named["SEMR"]["ABCS"])
        return baud_rate(self._frequency, self.named["BRR"].value, smr["CKS"], fast)

    @property
    def StopBits(self) -> Bits:
        return Bits.Two if self.named["SMR"]["STOP"] else Bits.One

    @property
    def ParityBit(self) -> Parity:
        smr = self.named["SMR"]
        if not smr["PE"]:
            return Parity["None"]
        return Parity.Odd if smr["PM"] else Parity.Even

    @property
    def _fifo(self) -> bool:
        return bool(self.named["FCR"]["FM"])

    @reads("RDR.RDR", "FRDRL.RDAT")
    def _receive(self) -> int:
        return self.take()

    @reads("FRDRHL.RDAT")
    def _receive_fifo(self) -> int:
        return self.take() if self._fifo else 0

    @status("FRDRHL.DR")
    def _data_ready(self) -> int:
        return int(self._fifo and len(self.received) < self.named["FCR"]["RTRG"])

    @writes("TDR.TDR", "FTDRL.TDAT", "FTDRHL.TDAT")
    def _send(self, value: int) -> None:
        if not self.named["SCR"]["TE"]:
            return
        self.transmit(value)
        if self.named["SCR"]["TIE"]:
            self.TransmitIRQ.Blink()

    @changes("SCR.TIE", "SCR.TE")
    def _transmitter(self, _: int) -> None:
        if self.named["SCR"]["TIE"] and self.named["SCR"]["TE"]:
            self.TransmitIRQ.Blink()

    @written("SCR")
    def _controlled(self) -> None:
        self.TransmitEndIRQ.Set(bool(self.named["SCR"]["TEIE"]))

    @writes("FCR.RFRST")
    def _clear_fifo(self, value: int) -> None:
        if value:
            self.received.clear()
            self.update()

    def WriteChar(self, value: int) -> None:
        super().WriteChar(value)
        if self.named["SCR"]["RIE"]:
            self.ReceiveIRQ.Blink()

    def update(self) -> None:
        count = len(self.received)
        self.named["SSR"]["RDRF"] = int(count > 0 and not self.named["SCMR"]["SMIF"])
        self.named["FRDRHL"]["RDF"] = int(self._fifo and count > 0)
        self.named["FDR"]["R"] = min(count, 16)
