"""Sensors.TMP108: temperature sensor (TMP108 data sheet SBOS663, section 7.6)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.peripherals.sensors.i2c_device import WordDevice
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.registry import renode_type

TEMPERATURE, CONFIGURATION, LOW_LIMIT, HIGH_LIMIT = range(4)


@renode_type("Sensors.TMP108")
class TMP108(WordDevice):
    """Scripts set `Temperature`."""

    missing = "alert pin and limits, conversion times"
    at_reset: ClassVar = {CONFIGURATION: 0x2210, LOW_LIMIT: 0x8000, HIGH_LIMIT: 0x7FF0}

    Temperature = Quantity(-128, 127.9375, "Degrees Celsius in steps of 1/16")

    def read_word(self, number: int) -> int:
        if number == TEMPERATURE:
            return round(self.Temperature * 16) << 4 & 0xFFF0
        return super().read_word(number)
