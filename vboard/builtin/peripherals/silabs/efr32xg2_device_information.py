"""Miscellaneous.SiLabs.EFR32xG2_DeviceInformation: device information page of Series 2 (EFR32xG24 reference
manual, section 5). The calibration values are those that a Renode 1.16.1 shows.
"""

from __future__ import annotations

from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, status
from vboard.builtin.peripherals.silabs.device_information import DeviceFamily
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, UShort

OUI = 0xCCCCCC
HFRCODPLL = """
    B0401E44 A0411F3A A0421F3A F443A040 E4449F3A D4459F3A D466A23F D467A03F D8689C3C
    C8899F3A C88AA13E C8ABA042 C8CC9D3D DCED9E3E DCEE9F3C DCEFA040 DCF0A23B DCF19F3A
"""
HFRCOEM23 = """
    B0401C45 A0411E3C A0421F3A F443A040 E444A02F D4459F3A D4669F40 D4679D40 D868A23C
    C8899C54 C88A9C40 C8ABA043 C8CCA136 DCED9F3A DCEE9F3A DCEF9F3A DCF09F3A DCF19F3A
"""
"""Trimming of the oscillators by frequency band, from 4 MHz up."""


def _calibration(name: str, first: int, values: str) -> str:
    return "\n".join(
        f"0x{first + 4 * n:03X} {name}_{n} = 0x{value} : CAL 31:0 -" for n, value in enumerate(values.split())
    )


@renode_type("Miscellaneous.SiLabs.EFR32xG2_DeviceInformation")
class EFR32xG2_DeviceInformation(TablePeripheral):
    """No outputs."""

    size = 0x400
    table = f"""
        0x004  PART     : NUMBER 15:0 r, FAMILY 21:16 r, REVISION 29:24 r
        0x008  MEMINFO = 0x04000003 : FLASHPAGESIZE 7:0 -, UDPAGESIZE 15:8 -, DILEN 31:16 -
        0x00C  MSIZE    : FLASH 15:0 r, SRAM 26:16 r
        0x01C  SWCAPA0 = 0x111112   : CAPABILITIES 31:0 -
        0x020  SWCAPA1 = 0x1F       : CAPABILITIES 31:0 -
        0x040  EUI48L   : UNIQUEID 23:0 r, OUI48L 31:24 r
        0x044  EUI48H   : OUI48H 15:0 r
        0x048  EUI64L   : UNIQUEL 31:0 r
        0x04C  EUI64H = 0x{OUI << 8:X} : UNIQUEH 7:0 r, OUI64 31:8 r
        0x14C  MODULEINFO = 0xFFFFFFFF : MODULEINFO 31:0 -
        0x1FC  LEGACY = 0x800000       : DEVICEFAMILY 23:16 -
        {_calibration("HFRCODPLLCAL", 0x58, HFRCODPLL)}
        {_calibration("HFRCOEM23CAL", 0xA0, HFRCOEM23)}
    """

    def __init__(
        self,
        env: Environment,
        deviceFamily: DeviceFamily,
        deviceNumber: UShort,
        flashDevice: MappedMemory,
        sramDevice: MappedMemory,
        productRevision: Byte = 0,
    ) -> None:
        """Create the page.

        Args:
            deviceFamily, deviceNumber, productRevision: what PART has.
            flashDevice: the flash, whose size MSIZE has.
            sramDevice: the RAM, whose size MSIZE has.
        """
        super().__init__(env)
        self._part = deviceFamily.value, deviceNumber, productRevision
        self._memories = flashDevice, sramDevice

    @status("PART.FAMILY")
    def _family(self) -> int:
        return self._part[0] & 0x3F

    @status("PART.NUMBER")
    def _number(self) -> int:
        return self._part[1]

    @status("PART.REVISION")
    def _revision(self) -> int:
        return self._part[2]

    @status("MSIZE.FLASH")
    def _flash_size(self) -> int:
        return (self._memories[0].size or 0) // 1024

    @status("MSIZE.SRAM")
    def _sram_size(self) -> int:
        return (self._memories[1].size or 0) // 1024
