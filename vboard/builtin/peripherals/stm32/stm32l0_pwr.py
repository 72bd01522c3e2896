"""Miscellaneous.STM32L0_PWR: power control (RM0377)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.STM32L0_PWR")
class STM32L0_PWR(RegisterFile):
    """Output IRQ."""

    size = 0x400
    IRQ: GPIO
    table = """
        0x000  CR   = 0x1000 : LPDS 0, PDDS 1 -, CWUF 2 -, CSBF 3 -, PVDE 4, PLS 7:5, DBP 8, ULP 9 -,
                FWU 10 -, VOS 12:11, DS_EE_KOFF 13 -, LPRUN 14 -
        0x004  CSR  = 0x8    : WUF 0 r, SBF 1 r, PVDO 2 r, BRR 3 r, VOSF 4 r, REGLPF 5 r, EWUP 8, BRE 9
    """
