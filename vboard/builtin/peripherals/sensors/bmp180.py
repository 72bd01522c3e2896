"""Sensors.BMP180: temperature and pressure (data sheet BST-BMP180-DS000, sections 3.5 and 4).

The calibration words are those of the data sheet's worked example, AC1 to MD.
"""

from __future__ import annotations

import bisect
import struct

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import RegisterDevice
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

CALIBRATION, CHIP_ID, SOFT_RESET, CTRL_MEAS, OUT_MSB = 0xAA, 0xD0, 0xE0, 0xF4, 0xF6
CHIP_ID_VALUE, RESET_WORD, START = 0x55, 0xB6, 1 << 5
MEASURE_TEMPERATURE = 0x2E
AC5, AC6, MC, MD = 32757, 23153, -8711, 2868
WORDS = struct.pack(">hhhHHHhhhhh", 408, -72, -14383, 32741, AC5, AC6, 6190, 4, -32768, MC, MD)
LOWEST_RAW = AC6 - (MD << 15) // AC5 + 1
"""Below, the divisor of the temperature's formula is not positive."""
UNCOMPENSATED_PRESSURE = 23843
"""UP of the worked example."""


def temperature(raw: int) -> int:
    """Tenths of a degree Celsius of a raw temperature UT (section 3.5)."""
    scaled = (raw - AC6) * AC5 >> 15
    return scaled - (-MC << 11) // (scaled + MD) + 8 >> 4


@renode_type("Sensors.BMP180")
class BMP180(RegisterDevice):
    """Scripts set `Temperature` and `UncompensatedPressure`; conversions are done at once."""

    missing = "conversion times"

    Temperature = Quantity(-40, 85, "Degrees Celsius", 15.0)

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.UncompensatedPressure: Int = UNCOMPENSATED_PRESSURE
        self._control = 0
        self._result = bytes(3)

    def Reset(self) -> None:
        super().Reset()
        self._control = 0
        self._result = bytes(3)

    def read_register(self, number: int) -> int:
        if CALIBRATION <= number < CALIBRATION + len(WORDS):
            return WORDS[number - CALIBRATION]
        if OUT_MSB <= number < OUT_MSB + len(self._result):
            return self._result[number - OUT_MSB]
        return {CHIP_ID: CHIP_ID_VALUE, CTRL_MEAS: self._control}.get(number, 0)

    def write_register(self, number: int, value: int) -> None:
        if number == SOFT_RESET and value == RESET_WORD:
            self.Reset()
        elif number == CTRL_MEAS:
            self._control = value & ~START
            self._convert(value)

    def _convert(self, control: int) -> None:
        if control == MEASURE_TEMPERATURE:
            tenths = round(self.Temperature * 10)
            raw = bisect.bisect_left(range(0x10000), tenths, lo=LOWEST_RAW, key=temperature)
            self._result = min(raw, 0xFFFF).to_bytes(2, "big") + b"\0"
        elif control & 0x3F == 0x34:
            oversampling = control >> 6
            self._result = (self.UncompensatedPressure << 8 - oversampling & 0xFF_FFFF).to_bytes(3, "big")
