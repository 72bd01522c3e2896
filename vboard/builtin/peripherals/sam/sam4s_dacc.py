"""Miscellaneous.SAM4S_DACC: digital-to-analog converter of two channels (SAM4S datasheet, section 43).

It converts at once; as in Renode 1.16.1 it runs freely and TXRDY is always set.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import writes
from vboard.builtin.peripherals.sam.write_protection import WriteProtected
from vboard.builtin.registry import renode_type

CHANNELS = 2
SCALE = 0xFFF


@renode_type("Miscellaneous.SAM4S_DACC")
class SAM4S_DACC(WriteProtected):
    """Output IRQ.

    Attributes:
        ReferenceVoltage: volts; a channel gives from 1/6 to 5/6 of it.
    """

    size = 0x100
    IRQ: GPIO
    effects = (
        "CHER.CH sets CHSR.CH",
        "CHDR.CH clears CHSR.CH",
        "IER.FLAGS sets IMR.FLAGS",
        "IDR.FLAGS clears IMR.FLAGS",
    )
    interrupts: ClassVar = {"IRQ": "ISR & IMR"}
    KEY = 0x444143
    protected = special_writes = frozenset({0x04, 0x10, 0x14, 0x94})
    missing = "triggers, DMA"
    table = """
        0x00  CR   : SWRST 0 w
        0x04  MR = 0x100 : TRGEN 0 r, TRGSEL 3:1, WORD 4, ONE 8 r, USER_SEL 17:16, TAG 20,
                MAXS 21 -, STARTUP 29:24
        0x10  CHER : CH 1:0 w
        0x14  CHDR : CH 1:0 w
        0x18  CHSR : CH 1:0 r
        0x20  CDR  : w
        0x24  IER  : FLAGS 1:0 w, DMA 3:2 -
        0x28  IDR  : FLAGS 1:0 w, DMA 3:2 -
        0x2C  IMR  : FLAGS 1:0 r, DMA 3:2 -
        0x30  ISR = 0x1 : TXRDY 0 r, EOC 1 rc, DMA 3:2 -
        0x94  ACR  : IBCTLCH0 1:0 -, IBCTLCH1 3:2 -, IBCTLDACCORE 9:8 -
        0xE4  WPMR : WPEN 0 w, WPKEY 31:8 w
        0xE8  WPSR : WPVS 0 rc, WPVSRC 15:8 rc
    """

    def __init__(self, env: Environment, referenceVoltage: float = 3.0) -> None:
        """Create the converter.

        Args:
            referenceVoltage: volts of the reference.
        """
        super().__init__(env)
        self.ReferenceVoltage = referenceVoltage
        self._values = [0] * CHANNELS

    def Reset(self) -> None:
        super().Reset()
        self._values = [0] * CHANNELS

    @property
    def DAC0(self) -> float:
        """Volts of channel 0."""
        return self._voltage(0)

    @property
    def DAC1(self) -> float:
        """Volts of channel 1."""
        return self._voltage(1)

    def _voltage(self, channel: int) -> float:
        if not self.named["CHSR"]["CH"] >> channel & 1:
            return 0.0
        return self.ReferenceVoltage * (1 + 4 * self._values[channel] / SCALE) / 6

    @writes("CR.SWRST")
    def _software_reset(self, on: int) -> None:
        if on:
            self.Reset()

    @writes("CDR.CDR")
    def _convert(self, data: int) -> None:
        mode = self.named["MR"]
        for item in (data & 0xFFFF, data >> 16)[: 2 if mode["WORD"] else 1]:
            channel = item >> 12 & 3 if mode["TAG"] else mode["USER_SEL"]
            if channel >= CHANNELS:
                self.log(LogLevel.WARNING, f"There are channels 0 and 1; {channel} is ignored")
            elif self.named["CHSR"]["CH"] >> channel & 1:
                self._values[channel] = item & SCALE
        self.named["ISR"]["EOC"] = 1
        self.interrupt_lines.update()
