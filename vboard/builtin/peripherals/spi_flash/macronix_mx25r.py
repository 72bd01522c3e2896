"""SPI.Macronix_MX25R: serial NOR flash (MX25R6435F data sheet, table 6: identification)."""

from __future__ import annotations

from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.spi_flash.generic_spi_flash import GenericSpiFlash
from vboard.builtin.registry import renode_type

MANUFACTURER, TYPE = 0xC2, 0x28


@renode_type("SPI.Macronix_MX25R")
class Macronix_MX25R(GenericSpiFlash):
    """A write of the status leaves the write enable bit to its commands."""

    def __init__(self, env: Environment, underlyingMemory: MappedMemory) -> None:
        """Create the memory; see `GenericSpiFlash`."""
        super().__init__(env, underlyingMemory, MANUFACTURER, TYPE, writeStatusCanSetWriteEnable=False)
