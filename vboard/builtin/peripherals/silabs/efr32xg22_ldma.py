"""DMA.EFR32xG22_LDMA: linked DMA controller of the EFR32xG22 (its reference manual, chapter 9)."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.series2_ldma import Series2LDMA
from vboard.builtin.registry import renode_type

USART0, USART1, I2C0, I2C1, EUART0 = 0x4, 0x5, 0x6, 0x7, 0x10


@renode_type("DMA.EFR32xG22_LDMA")
class EFR32xG22_LDMA(Series2LDMA):
    """Eight channels; output IRQ."""

    channel_count = 8
    paced = {USART0: (2, 3, 4), USART1: (2, 3, 4), I2C0: (1,), I2C1: (1,), EUART0: (1,)}
