"""SPI.Micron_MT25Q: serial NOR flash (MT25QU data sheet, table 20: device identification)."""

from __future__ import annotations

from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.spi_flash.generic_spi_flash import GenericSpiFlash
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte

MANUFACTURER, TYPE_1V8 = 0x20, 0xBB
EXTENDED_DEVICE_ID = 0x40


@renode_type("SPI.Micron_MT25Q")
class Micron_MT25Q(GenericSpiFlash):
    """The variant of 1.8 V."""

    def __init__(
        self,
        env: Environment,
        underlyingMemory: MappedMemory,
        extendedDeviceId: Byte = EXTENDED_DEVICE_ID,
    ) -> None:
        """Create the memory; see `GenericSpiFlash`."""
        super().__init__(env, underlyingMemory, MANUFACTURER, TYPE_1V8, extendedDeviceId=extendedDeviceId)
