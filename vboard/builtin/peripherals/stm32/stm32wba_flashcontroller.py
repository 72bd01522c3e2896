"""MTD.STM32WBA_FlashController: flash controller (RM0493)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.register_table import RegisterFile
from vboard.builtin.registry import renode_type


@renode_type("MTD.STM32WBA_FlashController")
class STM32WBA_FlashController(RegisterFile):
    """No outputs."""

    table = """
        0x008  R008
        0x00C  R00C
        0x010  R010
        0x018  R018
        0x020  R020
        0x024  R024
        0x028  R028
        0x02C  R02C
        0x030  R030
        0x034  R034
        0x038  R038
        0x03C  R03C
        0x040  R040
        0x044  R044
        0x048  R048
        0x04C  R04C
        0x050  R050
        0x054  R054
        0x058  R058
        0x05C  R05C
        0x070  R070
        0x074  R074
        0x078  R078
        0x07C  R07C
        0x080  R080
        0x084  R084
        0x088  R088
        0x08C  R08C
        0x0C0  R0C0
        0x0C4  R0C4
        0x0D0  R0D0
        0x0D4  R0D4
        0x0D8  R0D8
        0x0DC  R0DC
    """

    def __init__(self, env: Environment, flash: Peripheral | None = None) -> None:
        super().__init__(env)
