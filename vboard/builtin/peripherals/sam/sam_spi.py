"""SPI.SAM_SPI: serial peripheral interface as master (SAM4S datasheet, section 33).

A transfer takes no time; as in Renode 1.16.1 there is none without a device at the chip select.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import reads, status, writes, written
from vboard.builtin.peripherals.sam.peripheral_dma import PDC_REGISTERS, PeripheralDma
from vboard.builtin.peripherals.sam.write_protection import WriteProtected
from vboard.builtin.peripherals.serial_slaves import SPISlave
from vboard.builtin.registry import renode_type

CHIP_SELECTS = 4
TDR = 0x0C
VARIABLE = 1  # MR.PS


@renode_type("SPI.SAM_SPI")
class SAM_SPI(WriteProtected, PeripheralDma):
    """Output IRQ; devices are registered at the numbers of their chip selects."""

    size = 0x128
    IRQ: GPIO
    effects = ("IER.FLAGS sets IMR.FLAGS", "IDR.FLAGS clears IMR.FLAGS")
    interrupts: ClassVar = {"IRQ": "SR & IMR"}
    missing = "slave mode, clock polarity and phase, delays, mode faults"
    table = f"""
        0x000  CR         : SPIEN 0 w, SPIDIS 1 w, SWRST 7 w, LASTXFER 24 -
        0x004  MR         : MSTR 0, PS 1, PCSDEC 2, MODFDIS 4 -, WDRBT 5, LLB 7, PCS 19:16, DLYBCS 31:24 -
        0x008  RDR        : RD 15:0 r, PCS 19:16 r
        0x00C  TDR        : TD 15:0 w, PCS 19:16 w, LASTXFER 24 -
        0x010  SR = 0x200 : RDRF 0 r, TDRE 1 r, MODF 2 rc, OVRES 3 rc, ENDRX 4 r, ENDTX 5 r, RXBUFF 6 r,
                TXBUFE 7 r,
                NSSR 8 rc, TXEMPTY 9 r, UNDES 10 rc, SPIENS 16 r
        0x014  IER        : FLAGS 10:0
        0x018  IDR        : FLAGS 10:0
        0x01C  IMR        : FLAGS 10:0 r
        0x030+4 CSR[{CHIP_SELECTS}] : CPOL 0 -, NCPHA 1 -, CSNAAT 2 -, CSAAT 3 -, BITS 7:4, SCBR 15:8 -,
                DLYBS 23:16 -,
                DLYBCT 31:24 -
        0x0E4  WPMR       : WPEN 0, WPKEY 31:8
        0x0E8  WPSR       : WPVS 0 rc, WPVSRC 15:8 r
        {PDC_REGISTERS}
    """
    KEY = 0x535049
    protected = special_writes = frozenset({0x04, 0x30, 0x34, 0x38, 0x3C})

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.slaves: dict[int, SPISlave] = {}
        self._to_send: int | None = None
        self._chip_select = 0

    def Reset(self) -> None:
        super().Reset()
        self._to_send = None
        self._chip_select = 0

    @written("CR")
    def _control(self) -> None:
        command, flags = self.named["CR"], self.named["SR"]
        if command["SPIEN"]:
            flags["SPIENS"] = flags["TDRE"] = 1
            self._exchange()
        if command["SPIDIS"]:
            flags["SPIENS"] = flags["TDRE"] = 0
        if command["SWRST"]:
            self._software_reset()
        self.interrupt_lines.update()

    def _software_reset(self) -> None:
        for name in ("MR", *(f"CSR{n}" for n in range(CHIP_SELECTS))):
            self.named[name].value = 0
        self._to_send = None
        self._chip_select = 0
        self._protected = False
        self.named["SR"]["SPIENS"] = 0
        self.named["SR"]["TXEMPTY"] = 1

    @writes("MR.PCS")
    def _select(self, code: int) -> None:
        self._chip_select = code

    @property
    def _selected(self) -> int:
        """Number of the chip select: of the lowest zero bit, or the number itself with a decoder."""
        if self.named["MR"]["PCSDEC"]:
            return self._chip_select
        return next(n for n in range(CHIP_SELECTS + 1) if not self._chip_select >> n & 1)

    def _bits(self) -> int:
        number = self._selected // 4 if self.named["MR"]["PCSDEC"] else self._selected
        return 8 + (self.named[f"CSR{number}"]["BITS"] if number < CHIP_SELECTS else 0)

    def item_width(self) -> int:
        if self.named["MR"]["PS"] == VARIABLE:
            return 4
        return 1 if self._bits() == 8 else 2

    @written("TDR")
    def _send(self) -> None:
        data = self.named["TDR"]
        if self.named["MR"]["PS"] == VARIABLE:
            self._chip_select = data["PCS"]
        self._to_send = data["TD"] & (1 << self._bits()) - 1
        self.named["SR"]["TXEMPTY"] = 0
        self._exchange()

    def _exchange(self) -> None:
        """Send what waits, where mode, device and WDRBT allow it."""
        mode, flags = self.named["MR"], self.named["SR"]
        waits = mode["WDRBT"] and flags["RDRF"]
        if self._to_send is None or not flags["SPIENS"] or not mode["MSTR"] or waits:
            return
        slave = self.slaves.get(self._selected)
        if slave is None and not mode["LLB"]:
            self.log(LogLevel.WARNING, f"No device at chip select {self._selected}")
            return
        count = (self._bits() + 7) // 8
        sent = self._to_send.to_bytes(count, "little")
        answer = sent if mode["LLB"] or slave is None else bytes(slave.Transmit(byte) for byte in sent)
        self._to_send = None
        flags["OVRES"] |= flags["RDRF"]
        self.named["RDR"]["RD"] = int.from_bytes(answer, "little")
        flags["RDRF"] = flags["TXEMPTY"] = 1
        self.interrupt_lines.update()

    @status("IER.FLAGS", "IDR.FLAGS")
    def _mask(self) -> int:
        return self.named["IMR"].value

    @status("RDR.PCS")
    def _shown_select(self) -> int:
        return self._chip_select if self.named["MR"]["MSTR"] else 0

    @reads("RDR.RD")
    def _receive(self) -> int:
        self.named["SR"]["RDRF"] = 0
        data = self.named["RDR"]["RD"]
        self._exchange()
        self.interrupt_lines.update()
        return data

    def take_item(self) -> int | None:
        return self._receive() if self.named["SR"]["RDRF"] else None

    def give_item(self, item: int) -> None:
        self.write32(TDR, item)
        self.receive()

    def dma_changed(self) -> None:
        self.interrupt_lines.update()
