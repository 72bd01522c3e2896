"""Analog.STM32G0_ADC: analog-to-digital converter (RM0454, section 15.12)."""

from __future__ import annotations

from vboard.builtin.peripherals.stm32.sequencer_adc import SequencerADC
from vboard.builtin.registry import renode_type


@renode_type("Analog.STM32G0_ADC")
class STM32G0_ADC(SequencerADC):
    """Output IRQ."""

    table = """
        0x000  ISR     : ADRDY 0 rw1c, EOSMP 1 rw1c, EOC 2 rw1c, EOS 3 rw1c, OVR 4 rw1c, AWD1 7 rw1c,
                AWD2 8 rw1c, AWD3 9 rw1c, EOCAL 11 rw1c, CCRDY 13 rw1c
        0x004  IER     : ADRDYIE 0, EOSMPIE 1, EOCIE 2, EOSIE 3, OVRIE 4, AWD1IE 7, AWD2IE 8, AWD3IE 9,
                EOCALIE 11, CCRDYIE 13
        0x008  CR      : ADEN 0, ADDIS 1 w, ADSTART 2, ADSTP 4 w, ADVREGEN 28, ADCAL 31 w
        0x00C  CFGR1   : DMAEN 0, DMACFG 1 -, SCANDIR 2, RES 4:3, ALIGN 5, EXTSEL 8:6 -, EXTEN 11:10,
                OVRMOD 12 -, CONT 13, WAIT 14, AUTOFF 15, DISCEN 16, CHSELRMOD 21, AWD1SGL 22, AWD1EN 23,
                AWD1CH 30:26
        0x010  CFGR2   : CFGR2 31:0 -
        0x014  SMPR    : SMPR 26:0 -
        0x020  AWD1TR  : LT1 11:0, HT1 27:16
        0x024  AWD2TR  : LT2 11:0 -, HT2 27:16 -
        0x028  CHSELR  : CHSEL 31:0
        0x02C  AWD3TR  : LT3 11:0 -, HT3 27:16 -
        0x040  DR      : DATA 15:0 r
        0x0A0  AWD2CR  : AWD2CH 18:0 -
        0x0A4  AWD3CR  : AWD3CH 18:0 -
        0x0C4  CALFACT : CALFACT 6:0 -
        0x308  CCR     : CCR 24:18 -
    """
