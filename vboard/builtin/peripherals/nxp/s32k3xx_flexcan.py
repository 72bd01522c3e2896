"""CAN.S32K3XX_FlexCAN: CAN controller (S32K3xx reference manual)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("CAN.S32K3XX_FlexCAN")
class S32K3XX_FlexCAN(RegisterFile):
    """No outputs."""

    size = 0x3200
    table = """
        0x000   R000   = 0xD990000F
        0x004   R004
        0x008   R008
        0x010   R010
        0x014   R014
        0x018   R018
        0x01C   R01C
        0x020   R020   = 0x40080
        0x024   R024
        0x028   R028                : rw
        0x02C   R02C
        0x030   R030
        0x034   R034   = 0x600000
        0x038   R038
        0x044   R044
        0x048   R048
        0x04C   R04C
        0x050   R050
        0x06C   R06C
        0x074   R074
        0x080   R080
        0x880   R880                : rw
        0xAE0   RAE0   = 0x800C0080
        0xAE4   RAE4
        0xAE8   RAE8
        0xAEC   RAEC
        0xAF0   RAF0
        0xAF4   RAF4
        0xAF8   RAF8
        0xAFC   RAFC
        0xBF0   RBF0
        0xBF4   RBF4
        0xBF8   RBF8
        0xBFC   RBFC
        0xC00   RC00   = 0x80000100
        0xC04   RC04
        0xC08   RC08
        0xC0C   RC0C
        0xC10   RC10
        0xC14   RC14
        0xC30   RC30
        0x2000  R2000
        0x3000  R3000
    """

    def __init__(
        self, env: Environment, enhancedRxFifoSize: ULong = 0, numberOfMessageBuffers: ULong = 0
    ) -> None:
        super().__init__(env)
