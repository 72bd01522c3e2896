"""Sensors.DummySensor: a sensor without registers, for environments (no hardware counterpart)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.peripherals.unhandled import log_unhandled_read, log_unhandled_write
from vboard.builtin.registry import renode_type


@renode_type("Sensors.DummySensor")
class DummySensor(BusPeripheral):
    """Counts how often its values are set.

    Attributes:
        TemperatureUpdateCounter, HumidityUpdateCounter: numbers of settings.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._temperature = self._humidity = 0.0
        self.TemperatureUpdateCounter = 0
        self.HumidityUpdateCounter = 0

    def Reset(self) -> None:
        self.Temperature = 0.0
        self.Humidity = 0.0

    def read(self, offset: int, width: int) -> int:
        log_unhandled_read(self, offset)
        return 0

    def write(self, offset: int, width: int, value: int) -> None:
        log_unhandled_write(self, offset, value)

    @property
    def Temperature(self) -> float:
        """Degrees Celsius."""
        return self._temperature

    @Temperature.setter
    def Temperature(self, value: float) -> None:
        self._temperature = value
        self.TemperatureUpdateCounter += 1

    @property
    def Humidity(self) -> float:
        """Relative humidity, per cent."""
        return self._humidity

    @Humidity.setter
    def Humidity(self, value: float) -> None:
        self._humidity = value
        self.HumidityUpdateCounter += 1
