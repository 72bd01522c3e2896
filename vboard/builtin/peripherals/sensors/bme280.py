"""I2C.BME280: temperature, pressure and humidity (data sheet BST-BME280-DS002, sections 4.2 and 5).

The raw values are those that the data sheet's integer formulas turn into what a script set, with the
calibration words here. Measurements are always ready, whatever mode and oversampling are.
"""

from __future__ import annotations

import bisect
import functools
import struct
from typing import ClassVar, NamedTuple

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import RegisterDevice
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.registry import renode_type

CALIBRATION, CALIBRATION_H1, CALIBRATION_H2 = 0x88, 0xA1, 0xE1
CHIP_ID, RESET, CTRL_HUM, STATUS, CTRL_MEAS, CONFIG, DATA = 0xD0, 0xE0, 0xF2, 0xF3, 0xF4, 0xF5, 0xF7
CHIP_ID_VALUE, RESET_WORD = 0x60, 0xB6
T1, T2, T3 = 27504, 26435, -1000
P1, P2, P3, P4, P5, P6, P7, P8, P9 = 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000
H1, H2, H3, H4, H5, H6 = 75, 370, 0, 313, 50, 30
"""Calibration words dig_T1 to dig_H6, within what the data sheet shows as usual."""


def fine_temperature(raw: int) -> int:
    """t_fine of a raw temperature: 5120 a degree Celsius."""
    linear = ((raw >> 3) - (T1 << 1)) * T2 >> 11
    offset = (raw >> 4) - T1
    return linear + ((offset * offset >> 12) * T3 >> 14)


def temperature(raw: int) -> int:
    """Hundredths of a degree Celsius."""
    return fine_temperature(raw) * 5 + 128 >> 8


def pressure(raw: int, fine: int) -> int:
    """Pascals times 256."""
    offset = fine - 128_000
    scale = offset * offset * P6 + (offset * P5 << 17) + (P4 << 35)
    slope = (offset * offset * P3 >> 8) + (offset * P2 << 12)
    slope = ((1 << 47) + slope) * P1 >> 33
    value = ((1_048_576 - raw << 31) - scale) * 3125 // slope
    square = P9 * (value >> 13) * (value >> 13) >> 25
    return (value + square + (P8 * value >> 19) >> 8) + (P7 << 4)


def humidity(raw: int, fine: int) -> int:
    """Per cent times 1024."""
    offset = fine - 76_800
    base = (raw << 14) - (H4 << 20) - H5 * offset + 16_384 >> 15
    factor = (offset * H6 >> 10) * ((offset * H3 >> 11) + 32_768) >> 10
    value = base * ((factor + 2_097_152) * H2 + 8_192 >> 14)
    value -= ((value >> 15) * (value >> 15) >> 7) * H1 >> 4
    return min(max(value, 0), 419_430_400) >> 12


class RawValues(NamedTuple):
    """What the converters deliver: two values of 20 bits and one of 16."""

    pressure: int
    temperature: int
    humidity: int


@functools.lru_cache
def raw_values(celsius: float, hectopascals: float, per_cent: float) -> RawValues:
    """The smallest raw values whose results reach the quantities; the pressure's formula falls."""
    heat = bisect.bisect_left(range(1 << 20), round(celsius * 100), key=temperature)
    fine = fine_temperature(heat)
    target = round(hectopascals * 100 * 256)
    air = bisect.bisect_left(range(1 << 20), -target, key=lambda raw: -pressure(raw, fine))
    water = bisect.bisect_left(range(1 << 16), round(per_cent * 1024), key=lambda raw: humidity(raw, fine))
    return RawValues(min(air, 0xFFFFF), min(heat, 0xFFFFF), min(water, 0xFFFF))


def calibration() -> dict[int, int]:
    """Calibration registers by their numbers."""
    words = struct.pack("<HhhHhhhhhhhh", T1, T2, T3, P1, P2, P3, P4, P5, P6, P7, P8, P9)
    upper = struct.pack("<hBBBBb", H2, H3, H4 >> 4, (H5 & 0xF) << 4 | H4 & 0xF, H5 >> 4, H6)
    found = dict(enumerate(words, CALIBRATION))
    found[CALIBRATION_H1] = H1
    return found | dict(enumerate(upper, CALIBRATION_H2))


@renode_type("I2C.BME280")
class BME280(RegisterDevice):
    """Scripts set `Temperature`, `Pressure` and `Humidity`."""

    missing = "measurement times, filter, oversampling; values of Renode's calibration words"
    at_reset: ClassVar = {CTRL_HUM: 0, CTRL_MEAS: 0, CONFIG: 0}

    Temperature = Quantity(-40, 85, "Degrees Celsius", 20.0)
    Pressure = Quantity(300, 1100, "Hectopascals", 1000.0)
    Humidity = Quantity(0, 100, "Per cent", 50.0)

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._fixed = calibration() | {CHIP_ID: CHIP_ID_VALUE}

    def read_register(self, number: int) -> int:
        if number >= DATA:
            raw = raw_values(self.Temperature, self.Pressure, self.Humidity)
            data = (raw.pressure << 4).to_bytes(3, "big") + (raw.temperature << 4).to_bytes(3, "big")
            data += raw.humidity.to_bytes(2, "big")
            return data[number - DATA] if number - DATA < len(data) else 0
        return self._fixed.get(number, super().read_register(number))

    def write_register(self, number: int, value: int) -> None:
        if number == RESET and value == RESET_WORD:
            self.Reset()
        super().write_register(number, value)

    def Write(self, data: bytes) -> None:
        """Pairs of a register's number and its value; the last number alone sets the pointer (6.2.1)."""
        for number, value in zip(data[::2], data[1::2], strict=False):
            self.write_register(number, value)
        if len(data) % 2:
            self._pointer = data[-1]
