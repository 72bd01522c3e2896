"""Miscellaneous.SiLabs.EFM32xGDeviceInformation: device information of the EFM32 Series 0."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.device_information import DeviceInformation
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFM32xGDeviceInformation")
class EFM32xGDeviceInformation(DeviceInformation):
    """No outputs."""

    size = 0x50
    table = """
        0x03C  UNIQUEL : UNIQUEL 31:0 -
        0x040  UNIQUEH : UNIQUEH 31:0 -
        0x044  MSIZE   : FLASH 15:0 r, SRAM 31:16 r
        0x048  PART    : PART 31:0 r
    """
