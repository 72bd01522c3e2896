"""Miscellaneous.S32K3XX_SystemIntegrationUnitLite2: registers (S32K3xx reference manual)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.S32K3XX_SystemIntegrationUnitLite2")
class S32K3XX_SystemIntegrationUnitLite2(RegisterFile):
    """Outputs IRQ1, IRQ2, IRQ3, IRQ4."""

    size = 0x4000
    IRQ1: GPIO
    IRQ2: GPIO
    IRQ3: GPIO
    IRQ4: GPIO
    table = """
        0x004   R004
        0x008   R008
        0x010   R010
        0x018   R018  : rw
        0x020   R020
        0x028   R028  : rw
        0x030   R030
        0x038   R038
        0x040   R040
        0x0BC   R0BC
        0x0C0   R0C0
        0x100   R100
        0x104   R104
        0x108   R108
        0x10C   R10C
        0x110   R110
        0x114   R114
        0x200   R200
        0x204   R204
        0x240   R240
        0x5F0   R5F0
        0xA40   RA40
        0x1194  R1194
        0x1300  R1300 : F0 0, F8 8, F16 16, F24 24
        0x1500  R1500
        0x1700  R1700 : rw
        0x1740  R1740
        0x1780  R1780
        0x17B8  R17B8
    """
