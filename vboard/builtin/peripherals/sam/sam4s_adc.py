"""Analog.SAM4S_ADC: 12-bit analog-to-digital converter (SAM4S datasheet, section 42).

Channels read 0 V but for the temperature sensor. As in Renode 1.16.1 a conversion of all channels takes one
period of the prescaled clock.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, reads, writes
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CHANNELS = 16
TEMPERATURE_CHANNEL = 15
SCALE = 0xFFF
VOLTS_AT_27, VOLTS_PER_DEGREE = 1.44, 0.0047


@renode_type("Analog.SAM4S_ADC")
class SAM4S_ADC(TablePeripheral):
    """Output IRQ.

    Attributes:
        ReferenceVoltage: volts of full scale.
        Temperature: degrees Celsius.
    """

    size = 0x100
    IRQ: GPIO
    effects = (
        "CHER.CH sets CHSR.CH",
        "CHDR.CH clears CHSR.CH",
        *(f"IER.{name} sets IMR.{name}" for name in ("EOC", "EOCAL", "DRDY")),
        *(f"IDR.{name} clears IMR.{name}" for name in ("EOC", "EOCAL", "DRDY")),
    )
    interrupts: ClassVar = {"IRQ": "ISR & IMR"}
    missing = "triggers, sequences, gain and offset, comparison window, DMA, inputs"
    table = f"""
        0x00    CR   : SWRST 0 w, START 1 w, AUTOCAL 3 w
        0x04    MR   : TRGEN 0 -, TRGSEL 3:1 -, SLEEP 5 -, FWUP 6 -, FREERUN 7, PRESCAL 15:8, STARTUP 19:16 -,
                SETTLING 21:20 -, ANACH 23 -, TRACKTIM 27:24 -, TRANSFER 29:28 -, USEQ 31 -
        0x08    SEQR1 : SEQ 31:0 -
        0x0C    SEQR2 : SEQ 27:0 -
        0x10    CHER : CH 15:0 w
        0x14    CHDR : CH 15:0 w
        0x18    CHSR : CH 15:0 r
        0x20    LCDR : LDATA 11:0, CHNB 15:12 -
        0x24    IER  : EOC 15:0 w, EOCAL 23 w, DRDY 24 w, OTHERS 28:25 -
        0x28    IDR  : EOC 15:0 w, EOCAL 23 w, DRDY 24 w, OTHERS 28:25 -
        0x2C    IMR  : EOC 15:0 r, EOCAL 23 r, DRDY 24 r, OTHERS 28:25 -
        0x30    ISR  : EOC 15:0 r, EOCAL 23 rc, DRDY 24 r, OTHERS 28:25 -
        0x3C    OVER : OVRE 15:0 -
        0x40    EMR  : CMPMODE 1:0 -, CMPSEL 7:4 -, CMPALL 9 -, TAG 24 -
        0x44    CWR  : LOWTHRES 11:0 -, HIGHTHRES 27:16 -
        0x48    CGR  : GAIN 31:0 -
        0x4C    COR  : OFF 31:0 -
        0x50+4  CDR[{CHANNELS}] : DATA 11:0
        0x94    ACR  : TSON 4, IBCTL 9:8 -
        0xE4    WPMR : WPEN 0 -, WPKEY 31:8 -
        0xE8    WPSR
    """

    def __init__(
        self, env: Environment, baseFrequency: ULong = 32_768, referenceVoltage: float = 5.0
    ) -> None:
        """Create the converter.

        Args:
            baseFrequency: Hz before the prescaler.
            referenceVoltage: volts of full scale.
        """
        super().__init__(env)
        self._timer = LimitTimer(env.clock, baseFrequency, 1, self._converted, divider=2)
        self.ReferenceVoltage = referenceVoltage
        self.Temperature = 0.0

    def Reset(self) -> None:
        super().Reset()
        self._timer.enabled = False

    @writes("CR.SWRST")
    def _software_reset(self, on: int) -> None:
        if on:
            self.Reset()

    @writes("CR.START")
    def _start(self, on: int) -> None:
        if on:
            self._timer.restart()
            self._timer.enabled = True

    @writes("CR.AUTOCAL")
    def _calibrate(self, on: int) -> None:
        if on:
            self.named["ISR"]["EOCAL"] = 1
            self.interrupt_lines.update()

    @changes("MR.PRESCAL")
    def _prescale(self, value: int) -> None:
        self._timer.divider = (value + 1) * 2

    def _converted(self) -> None:
        flags = self.named["ISR"]
        for channel in range(CHANNELS):
            if self.named["CHSR"]["CH"] >> channel & 1:
                value = self._sample(channel)
                self.named[f"CDR{channel}"]["DATA"] = self.named["LCDR"]["LDATA"] = value
                flags["EOC"] |= 1 << channel
                flags["DRDY"] = 1
        if not self.named["MR"]["FREERUN"]:
            self._timer.enabled = False
        self.interrupt_lines.update()

    def _sample(self, channel: int) -> int:
        if channel == TEMPERATURE_CHANNEL and self.named["ACR"]["TSON"]:
            volts = VOLTS_AT_27 + (self.Temperature - 27) * VOLTS_PER_DEGREE
            return int(min(max(volts, 0), self.ReferenceVoltage) * SCALE / self.ReferenceVoltage)
        self.log(LogLevel.WARNING, f"Nothing is connected to channel {channel}, which reads 0")
        return 0

    @reads("CDR.DATA")
    def _read_channel(self, channel: int) -> int:
        self.named["ISR"]["EOC"] &= ~(1 << channel)
        self.interrupt_lines.update()
        return self.named[f"CDR{channel}"]["DATA"]

    @reads("LCDR.LDATA")
    def _read_last(self) -> int:
        self.named["ISR"]["DRDY"] = 0
        self.interrupt_lines.update()
        return self.named["LCDR"]["LDATA"]
