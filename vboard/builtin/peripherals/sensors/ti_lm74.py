"""Sensors.TI_LM74: temperature sensor at SPI (LM74 data sheet SNIS107, section 7.3)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import within
from vboard.builtin.peripherals.sensors.shifted_word import ShiftedWord
from vboard.builtin.registry import renode_type

CONVERTED = 1 << 2


@renode_type("Sensors.TI_LM74")
class TI_LM74(ShiftedWord):
    """Scripts set `Temperature`."""

    missing = "shutdown, manufacturer's number"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._temperature = 0.0

    @property
    def Temperature(self) -> float:
        """Degrees Celsius in steps of 1/16; -55 to 150."""
        return self._temperature

    @Temperature.setter
    def Temperature(self, value: float) -> None:
        self._temperature = within("Temperature", value, -55, 150)

    def word(self) -> int:
        return round(self._temperature * 16) << 3 & 0xFFF8 | CONVERTED
