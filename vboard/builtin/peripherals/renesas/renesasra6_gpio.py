"""GPIOPort.RenesasRA6_GPIO: ports of the RA6 series."""

from __future__ import annotations

from vboard.builtin.peripherals.renesas.ra_gpio_port import RAPort
from vboard.builtin.registry import renode_type


@renode_type("GPIOPort.RenesasRA6_GPIO")
class RenesasRA6_GPIO(RAPort):
    """Lines in and out 0-15, outputs IRQ0-IRQ15."""
