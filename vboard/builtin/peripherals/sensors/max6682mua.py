"""Sensors.MAX6682MUA: thermistor converter at SPI (MAX6682 data sheet 19-2219, table 2)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import within
from vboard.builtin.peripherals.sensors.shifted_word import ShiftedWord
from vboard.builtin.registry import renode_type


@renode_type("Sensors.MAX6682MUA")
class MAX6682MUA(ShiftedWord):
    """Scripts set `Temperature`."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._temperature = 0.0

    @property
    def Temperature(self) -> float:
        """Degrees Celsius in steps of 1/8; -55 to 125."""
        return self._temperature

    @Temperature.setter
    def Temperature(self, value: float) -> None:
        self._temperature = within("Temperature", value, -55, 125)

    def word(self) -> int:
        return round(self._temperature * 8) << 5 & 0xFFE0
