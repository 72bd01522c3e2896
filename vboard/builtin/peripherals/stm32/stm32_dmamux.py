"""Miscellaneous.STM32_DMAMUX: selects the request of each DMA channel (RM0433 rev 7, section 18.6).

Input n is request n; output n follows the request whose number is DMAREQ_ID of channel n. As in Renode 1.16.1
there are no request generators and no synchronisation.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CHANNELS = 16
GENERATORS = 8


@renode_type("Miscellaneous.STM32_DMAMUX")
class STM32_DMAMUX(TablePeripheral):
    """Inputs are requests, outputs are channels."""

    size = 0x400
    line_count = CHANNELS
    missing = "request generators, synchronisation"
    table = f"""
        0x000+4  CCR[{CHANNELS}]    : DMAREQ_ID 6:0, SOIE 8, EGE 9 -, SE 16, SPOL 18:17 -,
                NBREQ 23:19 -, SYNC_ID 28:24 -
        0x080    CSR                : SOF 15:0 r
        0x084    CFR                : CSOF 15:0 w
        0x100+4  RGCR[{GENERATORS}] : SIG_ID 4:0 -, OIE 8 -, GE 16 -, GPOL 18:17 -, GNBREQ 23:19 -
        0x140    RGSR               : OF 7:0 r
        0x144    RGCFR              : COF 7:0 w
    """

    def __init__(
        self,
        env: Environment,
        numberOfInputRequestChannels: ULong = 0,
        numberOfOutputRequestChannels: ULong = 0,
        numberOfRequestGeneratorChannels: ULong = 0,
    ) -> None:
        """Create the multiplexer.

        Args:
            numberOfInputRequestChannels: number of requests, a parameter of later releases; any are taken.
            numberOfOutputRequestChannels: number of channels; all have registers here.
            numberOfRequestGeneratorChannels: number of generators; all have registers here.
        """
        super().__init__(env)

    def OnGPIO(self, number: int, value: bool) -> None:
        """Request `number` rises or falls."""
        for channel, line in enumerate(self.lines):
            if self.named[f"CCR{channel}"]["DMAREQ_ID"] == number:
                line.Set(value)
