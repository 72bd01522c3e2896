"""Sensors.TMP108: temperature sensor (TMP108 data sheet SBOS663, section 7.6)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import WordDevice, within
from vboard.builtin.registry import renode_type

TEMPERATURE, CONFIGURATION, LOW_LIMIT, HIGH_LIMIT = range(4)
AT_RESET = {CONFIGURATION: 0x2210, LOW_LIMIT: 0x8000, HIGH_LIMIT: 0x7FF0}


@renode_type("Sensors.TMP108")
class TMP108(WordDevice):
    """Scripts set `Temperature`."""

    missing = "alert pin and limits, conversion times"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._temperature = 0.0
        self._registers = dict(AT_RESET)

    def Reset(self) -> None:
        super().Reset()
        self._registers = dict(AT_RESET)

    @property
    def Temperature(self) -> float:
        """Degrees Celsius in steps of 1/16; -128 to below 128."""
        return self._temperature

    @Temperature.setter
    def Temperature(self, value: float) -> None:
        self._temperature = within("Temperature", value, -128, 127.9375)

    def read_word(self, number: int) -> int:
        if number == TEMPERATURE:
            return round(self._temperature * 16) << 4 & 0xFFF0
        return self._registers.get(number, 0)

    def write_word(self, number: int, value: int) -> None:
        if number in self._registers:
            self._registers[number] = value
