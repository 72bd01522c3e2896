"""Miscellaneous.SAM_TRNG: random number generator (SAM E70 datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SAM_TRNG")
class SAM_TRNG(RegisterFile):
    """No outputs."""

    size = 0x4000
    table = """
        0x000  CR    : ENABLE 0 w, KEY 31:8 w
        0x010  IER   : DATRDY 0 w
        0x014  IDR   : DATRDY 0 w
        0x018  IMR   : DATRDY 0 r
        0x01C  ISR   : DATRDY 0 r
        0x050  ODATA : r
    """
