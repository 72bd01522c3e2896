"""GPIOPort.RenesasRA8_GPIO: ports of the RA8 series."""

from __future__ import annotations

from vboard.builtin.peripherals.renesas.ra_gpio_port import RAPort
from vboard.builtin.registry import renode_type


@renode_type("GPIOPort.RenesasRA8_GPIO")
class RenesasRA8_GPIO(RAPort):
    """Lines in and out 0-15, outputs IRQ0-IRQ15."""
