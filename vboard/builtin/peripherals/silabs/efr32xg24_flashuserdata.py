"""Miscellaneous.SiLabs.EFR32xG24_FlashUserData: flash controller (EFR32xG24 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32xG24_FlashUserData")
class EFR32xG24_FlashUserData(RegisterFile):
    """No outputs."""

    size = 0x7F
    register_width = 1
    table = """
        0x000+1  R[2]
        0x003    R003
        0x004    R004
        0x005    R005
        0x006    R006
        0x007    R007  = 0xCC
        0x008    R008  = 0xCC
        0x009    R009  = 0xCC
        0x00A    R00A
        0x00B    R00B
        0x00C    R00C
        0x00D    R00D
        0x00E    R00E
        0x00F    R00F
        0x010    R010
        0x011    R011
        0x012    R012
        0x013    R013
        0x014    R014
        0x015    R015
        0x017    R017
        0x018    R018
        0x019    R019
        0x01A    R01A
        0x01B    R01B
        0x01C    R01C
        0x01D    R01D
        0x01E    R01E
        0x020    R020
        0x021    R021
        0x022    R022
        0x024    R024
        0x026    R026
        0x027    R027
        0x028    R028
        0x02A    R02A
        0x02B    R02B
        0x02C    R02C
        0x02D    R02D
        0x02F    R02F
        0x030    R030
        0x031    R031
        0x032    R032
        0x033    R033
        0x034    R034
        0x035    R035
        0x036    R036
        0x038    R038
        0x03A    R03A
        0x03B    R03B
        0x03C    R03C
        0x03D    R03D
        0x03E    R03E
        0x03F    R03F
    """
