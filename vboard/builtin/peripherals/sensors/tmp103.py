"""Sensors.TMP103: temperature sensor of whole degrees (TMP103 data sheet SBOS545, section 7.5)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import RegisterDevice, within
from vboard.builtin.registry import renode_type

TEMPERATURE, CONFIGURATION, LOW_LIMIT, HIGH_LIMIT = range(4)
AT_RESET = {CONFIGURATION: 0x02, LOW_LIMIT: 0xF6, HIGH_LIMIT: 0x3C}


@renode_type("Sensors.TMP103")
class TMP103(RegisterDevice):
    """Scripts set `Temperature`."""

    missing = "limits, conversion times"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._temperature = 0.0
        self._registers = dict(AT_RESET)

    def Reset(self) -> None:
        super().Reset()
        self._registers = dict(AT_RESET)

    @property
    def Temperature(self) -> float:
        """Degrees Celsius, rounded to whole ones; -55 to 127."""
        return self._temperature

    @Temperature.setter
    def Temperature(self, value: float) -> None:
        self._temperature = within("Temperature", value, -55, 127)

    def next_register(self, number: int) -> int:
        return number

    def read_register(self, number: int) -> int:
        return round(self._temperature) & 0xFF if number == TEMPERATURE else self._registers.get(number, 0)

    def write_register(self, number: int, value: int) -> None:
        if number in self._registers:
            self._registers[number] = value
