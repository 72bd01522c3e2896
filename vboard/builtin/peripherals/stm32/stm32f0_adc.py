"""Analog.STM32F0_ADC: analog-to-digital converter (RM0091, section 13.12)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.stm32.sequencer_adc import (
    DEFAULT_FREQUENCY,
    DEFAULT_REFERENCE,
    SequencerADC,
)
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, ULong


@renode_type("Analog.STM32F0_ADC")
class STM32F0_ADC(SequencerADC):
    """Output IRQ."""

    table = """
        0x000  ISR    : ADRDY 0 rw1c, EOSMP 1 rw1c, EOC 2 rw1c, EOS 3 rw1c, OVR 4 rw1c, AWD 7 rw1c
        0x004  IER    : ADRDYIE 0, EOSMPIE 1, EOCIE 2, EOSIE 3, OVRIE 4, AWDIE 7
        0x008  CR     : ADEN 0, ADDIS 1 w, ADSTART 2, ADSTP 4 w, ADVREGEN 28, ADCAL 31 w
        0x00C  CFGR1  : DMAEN 0, DMACFG 1 -, SCANDIR 2, ALIGN 5, EXTSEL 8:6 -, EXTEN 11:10, OVRMOD 12 -,
                CONT 13, AUTDLY 14, AUTOFF 15, DISCEN 16, AWDSGL 22, AWDEN 23, AWDCH 30:26
        0x010  CFGR2  : CFGR2 31:30 -
        0x014  SMPR   : SMPR 2:0 -
        0x020  TR     : LT 11:0, HT 27:16
        0x028  CHSELR : CHSEL 18:0
        0x040  DR     : DATA 15:0 r
        0x308  CCR    : VREFEN 22 -, TSEN 23 -, VBATEN 24 -
    """

    def __init__(
        self,
        env: Environment,
        dmaChannel: Int = 0,
        dmaPeripheral: Peripheral | None = None,
        externalEventFrequency: ULong = DEFAULT_FREQUENCY,
        referenceVoltage: float = DEFAULT_REFERENCE,
    ) -> None:
        """Create the converter.

        Args:
            dmaChannel: channel of `dmaPeripheral` that its requests would reach.
        """
        super().__init__(env, externalEventFrequency, referenceVoltage)
