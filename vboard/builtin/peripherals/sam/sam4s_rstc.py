"""Miscellaneous.SAM4S_RSTC: registers (SAM4S datasheet)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.SAM4S_RSTC")
class SAM4S_RSTC(RegisterFile):
    """Output IRQ."""

    size = 0x10
    IRQ: GPIO
    table = """
        0x000  CR : PROCRST 0 w, PERRST 2 w, EXTRST 3 w, KEY 31:24 w
        0x004  SR : URSTS 0 r, RSTTYP 10:8, NRSTL 16 r, SRCMP 17 r
        0x008  MR : URSTEN 0 -, URSTIEN 4 -, ERSTL 11:8 -, KEY 31:24 -
    """
