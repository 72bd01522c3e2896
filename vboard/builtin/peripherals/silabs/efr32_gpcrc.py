"""Miscellaneous.SiLabs.EFR32_GPCRC: CRC unit (EFR32xG1 reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SiLabs.EFR32_GPCRC")
class EFR32_GPCRC(RegisterFile):
    """No outputs."""

    size = 0x400
    table = """
        0x000  CTRL           : EN 0, POLYSEL 4, BYTEMODE 8, BITREVERSE 9, BYTEREVERSE 10, AUTOINIT 13
        0x004  CMD            : INIT 0 w
        0x008  INIT           : rw
        0x00C  POLY           : POLY 15:0 -
        0x010  INPUTDATA      : rw
        0x014  INPUTDATAHWORD : INPUTDATAHWORD 15:0 -
        0x018  INPUTDATABYTE  : INPUTDATABYTE 7:0 -
        0x01C  DATA           : r
        0x020  DATAREV        : r
        0x024  DATABYTEREV    : r
    """
