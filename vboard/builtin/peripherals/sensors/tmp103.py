"""Sensors.TMP103: temperature sensor of whole degrees (TMP103 data sheet SBOS545, section 7.5)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.peripherals.sensors.i2c_device import RegisterDevice
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.registry import renode_type

TEMPERATURE, CONFIGURATION, LOW_LIMIT, HIGH_LIMIT = range(4)


@renode_type("Sensors.TMP103")
class TMP103(RegisterDevice):
    """Scripts set `Temperature`."""

    missing = "limits, conversion times"
    at_reset: ClassVar = {CONFIGURATION: 0x02, LOW_LIMIT: 0xF6, HIGH_LIMIT: 0x3C}

    Temperature = Quantity(-55, 127, "Degrees Celsius, rounded to whole ones")

    def next_register(self, number: int) -> int:
        return number

    def read_register(self, number: int) -> int:
        return round(self.Temperature) & 0xFF if number == TEMPERATURE else super().read_register(number)
