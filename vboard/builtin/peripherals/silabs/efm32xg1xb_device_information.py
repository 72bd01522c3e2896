"""Miscellaneous.SiLabs.EFM32xG1xBDeviceInformation: device information of the EFM32 Series 1."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.device_information import DeviceInformation
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFM32xG1xBDeviceInformation")
class EFM32xG1xBDeviceInformation(DeviceInformation):
    """No outputs."""

    size = 0x2B4
    table = """
        0x024  EUI48L               : EUI48L 31:0 -
        0x028  EUI48H               : EUI48H 31:0 -
        0x03C  UNIQUEL : UNIQUEL 31:0 -
        0x040  UNIQUEH : UNIQUEH 31:0 -
        0x044  MSIZE   : FLASH 15:0 r, SRAM 31:16 r
        0x048  PART    : PART 31:0 r
        0x04C  DEVINFOREV = 0x1     : DEVINFOREV 7:0 -
    """
