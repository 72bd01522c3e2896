"""I2C.SHT45: humidity and temperature (SHT4x data sheet, sections 4.5 and 4.6)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.sensors.crc8 import crc8
from vboard.builtin.peripherals.sensors.i2c_device import within
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

MEASURE = (0xFD, 0xF6, 0xE0, 0x39, 0x32, 0x2F, 0x24, 0x1E, 0x15)
"""High, medium, low precision; those behind heat first."""
SERIAL_NUMBER, SOFT_RESET = 0x89, 0x94


@renode_type("I2C.SHT45")
class SHT45(Peripheral):
    """Scripts set `Temperature`, `Humidity` and `SerialNumber`; measurements are done at once."""

    missing = "conversion times, heater"

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._temperature = self._humidity = 0.0
        self.SerialNumber: UInt = 0
        self._answer = b""

    def Reset(self) -> None:
        self._answer = b""

    @property
    def Temperature(self) -> float:
        """Degrees Celsius, -40 to 125."""
        return self._temperature

    @Temperature.setter
    def Temperature(self, value: float) -> None:
        self._temperature = within("Temperature", value, -40, 125)

    @property
    def Humidity(self) -> float:
        """Per cent, 0 to 100."""
        return self._humidity

    @Humidity.setter
    def Humidity(self, value: float) -> None:
        self._humidity = within("Humidity", value, 0, 100)

    def Write(self, data: bytes) -> None:
        """A command."""
        code = data[0] if data else None
        if code in MEASURE:
            heat = round((self._temperature + 45) * 65535 / 175)
            self._answer = _checked(heat) + _checked(round((self._humidity + 6) * 65535 / 125))
        elif code == SERIAL_NUMBER:
            self._answer = _checked(self.SerialNumber >> 16) + _checked(self.SerialNumber & 0xFFFF)
        elif code == SOFT_RESET:
            self.Reset()

    def Read(self, count: int) -> bytes:
        """The answer to the last command, then zeros."""
        return (self._answer + bytes(count))[:count]

    def FinishTransmission(self) -> None:
        """The answer stays."""


def _checked(word: int) -> bytes:
    data = word.to_bytes(2, "big")
    return data + bytes([crc8(data, 0xFF)])
