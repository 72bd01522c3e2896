"""GPIOPort.EFR32xG2_GPIO_1: GPIO of EFR32xG22."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.efr32xg2_gpio import EFR32xG2GPIO
from vboard.builtin.registry import renode_type


@renode_type("GPIOPort.EFR32xG2_GPIO_1")
class EFR32xG2_GPIO_1(EFR32xG2GPIO):
    """Outputs 16 p + n, EvenIRQ, OddIRQ."""

    first_port = 0x00
