"""Analog.STM32WBA_ADC: analog-to-digital converter (RM0493, section 21.8)."""

from __future__ import annotations

from vboard.builtin.peripherals.stm32.sequencer_adc import SequencerADC
from vboard.builtin.registry import renode_type


@renode_type("Analog.STM32WBA_ADC")
class STM32WBA_ADC(SequencerADC):
    """Output IRQ."""

    regulator_flag = "LDORDY"
    table = """
        0x000  ISR     : ADRDY 0 rw1c, EOSMP 1 rw1c, EOC 2 rw1c, EOS 3 rw1c, OVR 4 rw1c, AWD1 7 rw1c,
                AWD2 8 rw1c, AWD3 9 rw1c, EOCAL 11 rw1c, LDORDY 12 r
        0x004  IER     : rw
        0x008  CR      : ADEN 0, ADDIS 1 w, ADSTART 2, ADSTP 4 w, ADVREGEN 28, ADCAL 31 w
        0x00C  CFGR1   : rw
        0x010  CFGR2   : CFGR2 31:0 -
        0x014  SMPR    : SMPR 31:0 -
        0x020  AWD1TR  : LT1 11:0, HT1 27:16
        0x024  AWD2TR  : LT2 11:0, HT2 27:16
        0x028  CHSELR  : CHSEL 31:0
        0x02C  AWD3TR  : LT3 11:0, HT3 27:16
        0x040  DR      : DATA 15:0 r
        0x044  PWRR    : PWRR 31:0 -
        0x0A0  AWD2CR  : AWD2CH 13:0
        0x0A4  AWD3CR  : AWD3CH 13:0
        0x0C4  CALFACT : CALFACT 6:0 -
        0x308  CCR     : PRESC 21:18, VREFEN 22 -, VSENSESEL 23 -
    """
