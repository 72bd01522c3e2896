"""Miscellaneous.SiLabs.EFR32xG12DeviceInformation: device information of the EFR32xG12."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.device_information import DeviceInformation
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32xG12DeviceInformation")
class EFR32xG12DeviceInformation(DeviceInformation):
    """No outputs."""

    size = 0x200
    table = """
        0x000  CAL                  : CAL 31:0 -
        0x004  MODULEINFO = 0xFFFFFFFF
        0x020  EXTINFO              : EXTINFO 31:0 -
        0x024  EXTINFO2 = 0x1
        0x034  MEMINFO = 0x17D4C00
        0x038  R038 = 0x111112
        0x03C  R03C = 0x7
        0x028  EUI48L               : EUI48L 31:0 -
        0x02C  EUI48H               : EUI48H 31:0 -
        0x040  UNIQUEL : UNIQUEL 31:0 -
        0x044  UNIQUEH : UNIQUEH 31:0 -
        0x048  MSIZE   : FLASH 15:0 r, SRAM 31:16 r
        0x04C  PART    : PART 31:0 r
        0x050  DEVINFOREV = 0x1     : DEVINFOREV 7:0 -
    """
