"""Sensors.AS6221: temperature sensor of 1/128 degree (AS6221 data sheet, register description)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.peripherals.sensors.i2c_device import WordDevice
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.registry import renode_type

TEMPERATURE, CONFIGURATION, LOW_LIMIT, HIGH_LIMIT = range(4)


@renode_type("Sensors.AS6221")
class AS6221(WordDevice):
    """Scripts set `Temperature`."""

    missing = "alert pin and limits, conversion times, sleep"
    at_reset: ClassVar = {CONFIGURATION: 0x40A0, LOW_LIMIT: 0x2580, HIGH_LIMIT: 0x2800}

    Temperature = Quantity(-40, 125, "Degrees Celsius in steps of 1/128")

    def read_word(self, number: int) -> int:
        if number == TEMPERATURE:
            return round(self.Temperature * 128) & 0xFFFF
        return super().read_word(number)
