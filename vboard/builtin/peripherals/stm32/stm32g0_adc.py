"""Analog.STM32G0_ADC: analog-to-digital converter (RM0454)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Analog.STM32G0_ADC")
class STM32G0_ADC(RegisterFile):
    """Output IRQ."""

    size = 0x400
    IRQ: GPIO
    table = """
        0x000  ISR      : ADRDY 0 -, EOSMP 1 -, EOC 2 -, EOS 3 -, OVR 4 -, AWD1 7 -, AWD2 8 -, AWD3 9 -,
                EOCAL 11 -, CCRDY 13 -
        0x004  IER      : ADRDYIE 0, EOSMPIE 1, EOCIE 2, EOSIE 3, OVRIE 4, AWD1IE 7, AWD2IE 8, AWD3IE 9,
                EOCALIE 11, CCRDYIE 13
        0x008  CR       : ADEN 0, ADDIS 1 -, ADSTART 2, ADSTP 4 -, ADVREGEN 28, ADCAL 31 -
        0x00C  CFGR1    : DMAEN 0, DMACFG 1 -, SCANDIR 2, ALIGN 5, EXTSEL 8:6 -, EXTEN 11:10, OVRMOD 12 -,
                CONT 13, WAIT 14, AUTOFF 15, DISCEN 16, CHSELRMOD 21, AWD1SGL 22, AWD1EN 23, AWDCH1CH 30:26,
                RESERVED3 4:3
        0x010  CFGR2    : OVSE 0 -, OVSR 4:2 -, OVSS 8:5 -, TOVS 9 -, LFTRIG 29 -, CKMODE 31:30 -
        0x014  SMPR     : SMP1 2:0 -, SMP2 6:4 -, SMPSEL 26:8 -
        0x020  AWD1TR   : LT1 0, HT1 27:16 -
        0x024  AWD2TR   : LT2 0, HT2 27:16 -
        0x028  CHSELR_1 : SQ1 3:0, SQ2 7:4, SQ3 11:8, SQ4 15:12, SQ5 19:16, SQ6 23:20, SQ7 27:24, SQ8 31:28
        0x02C  AWD3TR   : LT3 0, HT3 27:16 -
        0x030  R030
        0x040  DR       : regularDATA 15:0 r
        0x044  R044
        0x0A0  AWD2CR   : AWD2CH 18:0 -
        0x0A4  AWD3CR   : AWD3CH 18:0 -
        0x0C4  R0C4
        0x308  CCR      : PRESC 21:18 -, VREFEN 22 -, TSEN 23 -, VBATEN 24 -
    """

    def __init__(
        self, env: Environment, externalEventFrequency: ULong = 0, referenceVoltage: float = 0.0
    ) -> None:
        super().__init__(env)
