"""Miscellaneous.SiLabs.EZR32DeviceInformation: device information of the EZR32."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.device_information import DeviceInformation
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EZR32DeviceInformation")
class EZR32DeviceInformation(DeviceInformation):
    """No outputs."""

    size = 0x58
    table = """
        0x044  UNIQUEL : UNIQUEL 31:0 -
        0x048  UNIQUEH : UNIQUEH 31:0 -
        0x04C  MSIZE   : FLASH 15:0 r, SRAM 31:16 r
        0x050  PART    : PART 31:0 r
    """
