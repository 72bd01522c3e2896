"""Miscellaneous.AmbiqApollo4_PowerController: registers (Apollo4 datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.AmbiqApollo4_PowerController")
class AmbiqApollo4_PowerController(RegisterFile):
    """No outputs."""

    size = 0x250
    table = """
        0x000  R000  = 0x9
        0x004  R004  = 0x100000 : F0 12:0
        0x008  R008  = 0x100000
        0x010  R010
        0x014  R014  = 0x3F
        0x018  R018  = 0x3F
        0x01C  R01C  = 0x8
        0x020  R020  = 0xF
        0x024  R024
        0x028  R028  = 0x3
        0x02C  R02C  = 0x3FC
        0x040  R040  = 0xFFC
        0x050  R050
        0x054  R054  = 0x9
        0x058  R058
        0x05C  R05C
        0x074  R074  = 0x9
        0x078  R078
        0x07C  R07C
        0x080  R080
        0x108  R108
        0x144  R144
        0x148  R148
        0x150  R150
        0x154  R154
        0x158  R158
        0x15C  R15C
        0x160  R160
        0x164  R164
        0x168  R168
        0x16C  R16C
        0x170  R170
        0x178  R178
        0x17C  R17C
        0x180  R180
        0x184  R184
        0x188  R188
        0x18C  R18C
        0x190  R190
        0x194  R194  = 0x3F
        0x198  R198  = 0x3F
        0x200  R200  = 0xFF
        0x204  R204
        0x210  R210
        0x21C  R21C
        0x220  R220
        0x22C  R22C
        0x230  R230
        0x234  R234
        0x238  R238
        0x23C  R23C
        0x244  R244
        0x24C  R24C
    """
