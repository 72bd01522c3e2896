"""Sensors.TI_LM74: temperature sensor at SPI (LM74 data sheet SNIS107, section 7.3)."""

from __future__ import annotations

from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.peripherals.sensors.shifted_word import ShiftedWord
from vboard.builtin.registry import renode_type

CONVERTED = 1 << 2


@renode_type("Sensors.TI_LM74")
class TI_LM74(ShiftedWord):
    """Scripts set `Temperature`."""

    missing = "shutdown, manufacturer's number"

    Temperature = Quantity(-55, 150, "Degrees Celsius in steps of 1/16")

    def word(self) -> int:
        return round(self.Temperature * 16) << 3 & 0xFFF8 | CONVERTED
