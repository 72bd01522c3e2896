"""GPIOPort.EFR32xG2_GPIO_3: GPIO of EFR32xG24 and xG28."""

from __future__ import annotations

from vboard.builtin.peripherals.silabs.efr32xg2_gpio import EFR32xG2GPIO
from vboard.builtin.registry import renode_type


@renode_type("GPIOPort.EFR32xG2_GPIO_3")
class EFR32xG2_GPIO_3(EFR32xG2GPIO):
    """Outputs 16 p + n, EvenIRQ, OddIRQ."""

    routes = "0x4AC  ROUTE_4AC  : PORT 1:0, PIN 19:16"
