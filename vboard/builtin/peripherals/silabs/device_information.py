"""Device information page of the Silicon Labs families (EFM32HG reference manual, section 5.6).

Facts of the device that firmware reads: identifier, sizes of the memories in KiB, part. Nothing is writable.
The offsets are those of Renode 1.16.1.
"""

from __future__ import annotations

import enum

from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status
from vboard.builtin.types import UShort


class DeviceFamily(enum.Enum):
    """What PART names: field DEVICE_FAMILY."""

    EFR32MG1P = 16
    EFR32MG1B = 17
    EFR32MG1V = 18
    EFR32BG1P = 19
    EFR32BG1B = 20
    EFR32BG1V = 21
    EFR32FG1P = 25
    EFR32FG1B = 26
    EFR32FG1V = 27
    EFR32MG12P = 28
    EFR32MG12B = 29
    EFR32MG12V = 30
    EFR32BG12P = 31
    EFR32BG12B = 32
    EFR32BG12V = 33
    EFR32FG12P = 37
    EFR32FG12B = 38
    EFR32FG12V = 39
    EFR32MG13P = 40
    EFR32MG13B = 41
    EFR32MG13V = 42
    EFR32BG13P = 43
    EFR32BG13B = 44
    EFR32BG13V = 45
    EFR32FG13P = 49
    EFR32FG13B = 50
    EFR32FG13V = 51
    EFM32G = 71
    EFM32GG = 72
    EFM32TG = 73
    EFM32LG = 74
    EFM32WG = 75
    EFM32ZG = 76
    EFM32HG = 77
    EFM32PG1B = 81
    EFM32JG1B = 83
    EFM32PG12B = 85
    EFM32JG12B = 87
    EFM32GG11B = 100
    EFM32TG11B = 103
    EFM32GG12B = 106
    EZR32LG = 120
    EZR32WG = 121
    EZR32HG = 122
    EFR32MG24 = 215
    EFR32MG26 = 225


class DeviceInformation(TablePeripheral):
    """A page whose table has at least UNIQUEL, UNIQUEH, MSIZE and PART."""

    def __init__(
        self,
        env: Environment,
        deviceFamily: DeviceFamily,
        deviceNumber: UShort,
        flashDevice: MappedMemory,
        sramDevice: MappedMemory,
        productRevision: UShort = 0,
    ) -> None:
        """Create the page.

        Args:
            deviceFamily: upper half of PART.
            deviceNumber: lower half of PART.
            flashDevice: the flash, whose size MSIZE has.
            sramDevice: the RAM, whose size MSIZE has.
            productRevision: revision of the part.
        """
        self._part = deviceFamily.value << 16 | deviceNumber
        self._memories = flashDevice, sramDevice
        self.revision = productRevision
        super().__init__(env)

    @status("MSIZE.FLASH")
    def _flash_size(self) -> int:
        return (self._memories[0].size or 0) // 1024

    @status("MSIZE.SRAM")
    def _sram_size(self) -> int:
        return (self._memories[1].size or 0) // 1024

    @status("PART.PART")
    def _part_number(self) -> int:
        return self._part
