"""Sensors.MAX6682MUA: thermistor converter at SPI (MAX6682 data sheet 19-2219, table 2)."""

from __future__ import annotations

from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.peripherals.sensors.shifted_word import ShiftedWord
from vboard.builtin.registry import renode_type


@renode_type("Sensors.MAX6682MUA")
class MAX6682MUA(ShiftedWord):
    """Scripts set `Temperature`."""

    Temperature = Quantity(-55, 125, "Degrees Celsius in steps of 1/8")

    def word(self) -> int:
        return round(self.Temperature * 8) << 5 & 0xFFE0
