"""GPIOPort.RenesasRA2_GPIO: ports of the RA2 series."""

from __future__ import annotations

from vboard.builtin.peripherals.renesas.ra_gpio_port import RAPort
from vboard.builtin.registry import renode_type


@renode_type("GPIOPort.RenesasRA2_GPIO")
class RenesasRA2_GPIO(RAPort):
    """Lines in and out 0-15, outputs IRQ0-IRQ15."""
