"""Sensors.HS3001: humidity and temperature (HS300x data sheet, section 6)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UShort

STEPS = (1 << 14) - 1
SENSOR_ID = (0x1E, 0x1F)
"""Registers of the two halves of the sensor's number, in programming mode."""
PROGRAMMING_STATUS = 0x81


@renode_type("Sensors.HS3001")
class HS3001(Peripheral):
    """Scripts set `Temperature` and `Humidity`."""

    missing = "conversion times, resolution, stale status"

    Temperature = Quantity(-40, 125, "Degrees Celsius")
    Humidity = Quantity(0, 100, "Per cent")

    def __init__(self, env: Environment, sensorIdHigh: UShort = 0, sensorIdLow: UShort = 0) -> None:
        """Create the sensor.

        Args:
            sensorIdHigh, sensorIdLow: its number.
        """
        super().__init__(env)
        self._numbers = dict(zip(SENSOR_ID, (sensorIdHigh, sensorIdLow), strict=True))
        self._answer: bytes | None = None

    def Reset(self) -> None:
        self._answer = None

    def Write(self, data: bytes) -> None:
        """Nothing measures; a register's number with an empty word asks for it in programming mode."""
        number = data[0] if data else None
        self._answer = None
        if number in self._numbers and len(data) > 1:
            self._answer = bytes([PROGRAMMING_STATUS]) + self._numbers[number].to_bytes(2, "big")

    def Read(self, count: int) -> bytes:
        """Humidity and temperature, 14 bits each at the top and at the bottom of two words."""
        if self._answer is not None:
            return (self._answer + bytes(count))[:count]
        water = round(self.Humidity * STEPS / 100)
        heat = round((self.Temperature + 40) * STEPS / 165)
        data = water.to_bytes(2, "big") + (heat << 2).to_bytes(2, "big")
        return (data + bytes(count))[:count]

    def FinishTransmission(self) -> None:
        """Nothing ends."""
