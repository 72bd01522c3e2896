"""DMA.S32K3XX_DMAMUX: DMA controller (RM0433)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("DMA.S32K3XX_DMAMUX")
class S32K3XX_DMAMUX(RegisterFile):
    """Numbered outputs."""

    size = 0x10
    register_width = 1
    line_count = 16
    table = """
        0x000+1  R[3] : rw
        0x003    R003
        0x004    R004 : rw
        0x005    R005 : F0 4:0
        0x006    R006 : F0 4:0
        0x007    R007 : F0 4:0
        0x008    R008 : rw
        0x009    R009 : rw
        0x00A    R00A
        0x00B    R00B : F0 4:0
        0x00C    R00C
        0x00D    R00D
        0x00E    R00E : rw
        0x00F    R00F
    """
