"""I2C.SHT45: humidity and temperature (SHT4x data sheet, sections 4.5 and 4.6)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.sensors.crc8 import with_check
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

MEASURE = (0xFD, 0xF6, 0xE0, 0x39, 0x32, 0x2F, 0x24, 0x1E, 0x15)
"""High, medium, low precision; those behind heat first."""
SERIAL_NUMBER, SOFT_RESET = 0x89, 0x94


@renode_type("I2C.SHT45")
class SHT45(Peripheral):
    """Scripts set `Temperature`, `Humidity` and `SerialNumber`; measurements are done at once."""

    missing = "conversion times, heater"

    Temperature = Quantity(-40, 125, "Degrees Celsius")
    Humidity = Quantity(0, 100, "Per cent")

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.SerialNumber: UInt = 0
        self._answer = b""

    def Reset(self) -> None:
        self._answer = b""

    def Write(self, data: bytes) -> None:
        """A command."""
        code = data[0] if data else None
        if code in MEASURE:
            heat = round((self.Temperature + 45) * 65535 / 175)
            self._answer = _checked(heat) + _checked(round((self.Humidity + 6) * 65535 / 125))
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
    return with_check(word, 0xFF)
