"""Miscellaneous.STM32_DMAMUX: DMA controller (RM0433)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Miscellaneous.STM32_DMAMUX")
class STM32_DMAMUX(RegisterFile):
    """Numbered outputs."""

    size = 0x400
    line_count = 16
    table = """
        0x000  C0CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x004  C1CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x008  C2CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x00C  C3CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x010  C4CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x014  C5CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x018  C6CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x01C  C7CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x020  C8CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x024  C9CR  : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x028  C10CR : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x02C  C11CR : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x030  C12CR : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x034  C13CR : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x038  C14CR : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x03C  C15CR : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -, NBREQ 23:19 -, SYNC_ID 28:24 -
        0x080  CSR   : SOF 15:0 r
        0x084  CFR   : CSOF 15:0 w
        0x100  RG0CR : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x104  RG1CR : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x108  RG2CR : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x10C  RG3CR : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x110  RG4CR : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x114  RG5CR : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x118  RG6CR : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x11C  RG7CR : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x140  RGSR  : OF 7:0 r
        0x144  RGCFR : COF 7:0 w
    """

    def __init__(
        self,
        env: Environment,
        numberOfInputRequestChannels: ULong = 0,
        numberOfOutputRequestChannels: ULong = 0,
        numberOfRequestGeneratorChannels: ULong = 0,
    ) -> None:
        super().__init__(env)
