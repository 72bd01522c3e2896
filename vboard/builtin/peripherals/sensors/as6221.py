"""Sensors.AS6221: temperature sensor of 1/128 degree (AS6221 data sheet, register description)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import WordDevice, within
from vboard.builtin.registry import renode_type

TEMPERATURE, CONFIGURATION, LOW_LIMIT, HIGH_LIMIT = range(4)
AT_RESET = {CONFIGURATION: 0x40A0, LOW_LIMIT: 0x2580, HIGH_LIMIT: 0x2800}


@renode_type("Sensors.AS6221")
class AS6221(WordDevice):
    """Scripts set `Temperature`."""

    missing = "alert pin and limits, conversion times, sleep"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._temperature = 0.0
        self._registers = dict(AT_RESET)

    def Reset(self) -> None:
        super().Reset()
        self._registers = dict(AT_RESET)

    @property
    def Temperature(self) -> float:
        """Degrees Celsius in steps of 1/128; -40 to 125."""
        return self._temperature

    @Temperature.setter
    def Temperature(self, value: float) -> None:
        self._temperature = within("Temperature", value, -40, 125)

    def read_word(self, number: int) -> int:
        if number == TEMPERATURE:
            return round(self._temperature * 128) & 0xFFFF
        return self._registers.get(number, 0)

    def write_word(self, number: int, value: int) -> None:
        if number in self._registers:
            self._registers[number] = value
