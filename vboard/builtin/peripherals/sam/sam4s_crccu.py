"""CRC.SAM4S_CRCCU: reset and clock control (SAM4S datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("CRC.SAM4S_CRCCU")
class SAM4S_CRCCU(RegisterFile):
    """Output IRQ."""

    size = 0x100
    IRQ: GPIO
    table = """
        0x000  DSCR                  : DSCR 31:9
        0x008  DMA_EN                : DMAEN 0 w
        0x00C  DMA_DIS               : DMADIS 0 w
        0x010  DMA_SR                : DMASR 0 r
        0x014  DMA_IER               : DMAIER 0 w
        0x018  DMA_IDR               : DMAIDR 0 w
        0x01C  DMA_IMR               : DMAIMR 0 r
        0x020  DMA_ISR               : DMAISR 0 r
        0x034  CR                    : RESET 0 w
        0x038  MR                    : ENABLE 0, COMPARE 1, PTYPE 3:2, DIVIDER 7:4
        0x03C  SR       = 0xFFFFFFFF : r
        0x040  IER                   : ERRIER 0 w
        0x044  IDR                   : ERRIDR 0 w
        0x048  IMR                   : ERRIMR 0 r
        0x04C  ISR                   : ERRISR 0 r
    """
