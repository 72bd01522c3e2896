"""DMA.EFR32MG24_LDMA: linked DMA controller of the EFR32xG24 (its reference manual, chapter 9)."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.series2_ldma import Series2LDMA
from vboard.builtin.registry import renode_type

USART0, I2C0, I2C1, EUSART0, EUSART1 = 0x4, 0x5, 0x6, 0xF, 0x10


@renode_type("DMA.EFR32MG24_LDMA")
class EFR32MG24_LDMA(Series2LDMA):
    """Channels as Renode has them, 31; output IRQ."""

    channel_count = 31
    paced = {USART0: (2, 3, 4), I2C0: (1,), I2C1: (1,), EUSART0: (1,), EUSART1: (1,)}
