"""Timers.AmbiqApollo4_Watchdog: watchdog (Apollo4 datasheet)."""

from __future__ import annotations

from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Timers.AmbiqApollo4_Watchdog")
class AmbiqApollo4_Watchdog(RegisterFile):
    """No outputs."""

    size = 0x400
    table = """
        0x000  R000  = 0xFFFF00 : F0 0, F2 2, F8 26:8
        0x004  R004
        0x008  R008
        0x00C  R00C
        0x010  R010
        0x014  R014
        0x018  R018
        0x01C  R01C
        0x020  R020
        0x024  R024
        0x028  R028
        0x02C  R02C
        0x200  R200
        0x204  R204
        0x208  R208
        0x20C  R20C
        0x210  R210
        0x214  R214
        0x218  R218
        0x21C  R21C
        0x220  R220
        0x224  R224
        0x228  R228
        0x22C  R22C
    """
