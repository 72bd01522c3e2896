"""SPI.STM32WBA_SPI: SPI master (RM0493), with the registers of STM32H7."""

from __future__ import annotations

from vboard.builtin.peripherals.stm32.stm32h7_spi import STM32H7_SPI
from vboard.builtin.registry import renode_type


@renode_type("SPI.STM32WBA_SPI")
class STM32WBA_SPI(STM32H7_SPI):
    """Output IRQ; one device may be registered at it."""
