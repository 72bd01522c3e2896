"""Sensors.SI70xx: humidity and temperature, Si7006 and Si7021 (Si7021-A20 data sheet, section 5)."""

from __future__ import annotations

import enum

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.sensors.crc8 import crc8, with_check
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.registry import renode_type

HUMIDITY, TEMPERATURE = (0xE5, 0xF5), (0xE3, 0xF3)
TEMPERATURE_OF_HUMIDITY, RESET = 0xE0, 0xFE
WRITE_USER, READ_USER, WRITE_HEATER, READ_HEATER = 0xE6, 0xE7, 0x51, 0x11
FIRST_ID, SECOND_ID, FIRMWARE = (0xFA, 0x0F), (0xFC, 0xC9), (0x84, 0xB8)
USER_AT_RESET, FIRMWARE_2_0 = 0x3A, 0x20


class Model(enum.Enum):
    """The device: its value is the device code of the electronic ID."""

    SI7006 = 0x06
    SI7021 = 0x15


@renode_type("Sensors.SI70xx")
class SI70xx(Peripheral):
    """Scripts set `Temperature` and `Humidity`; measurements are done at once."""

    missing = "conversion times, resolution, heater"

    Temperature = Quantity(-40, 85, "Degrees Celsius")
    Humidity = Quantity(0, 100, "Per cent")

    def __init__(self, env: Environment, model: Model) -> None:
        """Create the sensor.

        Args:
            model: the device.
        """
        super().__init__(env)
        self._code = model.value
        self.Reset()

    def Reset(self) -> None:
        self._user, self._heater = USER_AT_RESET, 0
        self._answer = b""

    def Write(self, data: bytes) -> None:
        """A command, with its argument."""
        command, argument = data[:1], data[1:]
        if not command:
            return
        code = command[0]
        if code in HUMIDITY:
            self._answer = _measured(round((self.Humidity + 6) * 65536 / 125))
        elif code in TEMPERATURE:
            self._answer = _measured(self._raw_temperature())
        elif code == TEMPERATURE_OF_HUMIDITY:
            self._answer = self._raw_temperature().to_bytes(2, "big")
        elif code == RESET:
            self.Reset()
        elif code == WRITE_USER and argument:
            self._user = argument[0]
        elif code == WRITE_HEATER and argument:
            self._heater = argument[0] & 0xF
        else:
            self._answer = self._constant(tuple(data[:2]))

    def _constant(self, command: tuple[int, ...]) -> bytes:
        """The answer to a command that measures nothing."""
        if command == FIRST_ID:
            return b"".join(bytes([0, crc8(bytes(i + 1), 0)]) for i in range(4))
        if command == SECOND_ID:
            number = bytes([self._code, 0xFF, 0xFF, 0xFF])
            return number[:2] + bytes([crc8(number[:2], 0)]) + number[2:] + bytes([crc8(number, 0)])
        if command == FIRMWARE:
            return bytes([FIRMWARE_2_0])
        return {READ_USER: bytes([self._user]), READ_HEATER: bytes([self._heater])}.get(command[0], b"")

    def Read(self, count: int) -> bytes:
        """The answer to the last command, then ones."""
        return (self._answer + b"\xff" * count)[:count]

    def FinishTransmission(self) -> None:
        """The answer stays."""

    def _raw_temperature(self) -> int:
        return round((self.Temperature + 46.85) * 65536 / 175.72)


def _measured(raw: int) -> bytes:
    return with_check(min(max(raw, 0), 0xFFFF), 0)
