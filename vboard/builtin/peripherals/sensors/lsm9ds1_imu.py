"""Sensors.LSM9DS1_IMU: accelerometer and gyroscope (LSM9DS1 data sheet DocID025715, sections 6.1 and 7).

A read of the lowest output register of a sensor takes its next sample, as fast as the driver asks. Scales are
those of the data sheet: 2 g are 32768 steps, and a step of the gyroscope is 8.75 millidegrees a second at the
narrowest.
"""

from __future__ import annotations

from typing import ClassVar, overload

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import RegisterDevice
from vboard.builtin.peripherals.sensors.quantity import Quantity
from vboard.builtin.peripherals.sensors.vector_samples import Vector, VectorSamples, signed_word
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ReadFilePath, UInt

WHO_AM_I, CTRL_REG1_G, OUT_TEMP, OUT_G, CTRL_REG6_XL, CTRL_REG8, CTRL_REG9 = (
    0x0F,
    0x10,
    0x15,
    0x18,
    0x20,
    0x22,
    0x23,
)
STATUS, STATUS_2, OUT_XL, FIFO_CTRL, FIFO_SRC = 0x17, 0x27, 0x28, 0x2E, 0x2F
IDENTITY = 0x68
AT_RESET = {0x1E: 0x38, 0x1F: 0x38, CTRL_REG8: 0x04}
SOFT_RESET, INCREMENT, FIFO_ENABLED = 1 << 0, 1 << 2, 1 << 1
XLDA, GDA, TDA = 1 << 0, 1 << 1, 1 << 2
FIFO_DEPTH, OVERRUN, THRESHOLD_REACHED = 32, 1 << 6, 1 << 7
_FULL_SCALE_G = (2, 16, 4, 8)
_DEGREES_A_STEP = (0.00875, 0.0175, 0.0175, 0.07)
"""By the codes of FS; 2 of the gyroscope is not assigned."""
_TEMPERATURE_ZERO, _STEPS_A_DEGREE = 25, 16
_READ_ONLY = {WHO_AM_I, STATUS, STATUS_2, FIFO_SRC, *range(OUT_TEMP, 0x1E), *range(OUT_XL, 0x2E)}


@renode_type("Sensors.LSM9DS1_IMU")
class LSM9DS1_IMU(RegisterDevice):
    """Scripts set or feed accelerations (g) and angular rates (degrees a second), and set `Temperature`.

    Attributes:
        MaxFifoDepth: samples that FIFO_SRC tells at most.
    """

    missing = "data rates, interrupts, filters, self test"
    at_reset: ClassVar = AT_RESET

    Temperature = Quantity(-40, 85, "Degrees Celsius in steps of 1/16", _TEMPERATURE_ZERO)

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._acceleration, self._rate = VectorSamples(), VectorSamples()
        self.MaxFifoDepth: UInt = FIFO_DEPTH
        self._latched = {OUT_G: bytes(6), OUT_XL: bytes(6)}

    def Reset(self) -> None:
        super().Reset()
        self._latched = {OUT_G: bytes(6), OUT_XL: bytes(6)}

    # -- what scripts set ----------------------------------------------------------------------

    @overload
    def FeedAccelerationSample(self, x: float, y: float, z: float, repeat: UInt = 1) -> None: ...
    @overload
    def FeedAccelerationSample(self, path: ReadFilePath) -> None: ...
    def FeedAccelerationSample(  # type: ignore[misc]
        self, x: float | str, y: float = 0, z: float = 0, repeat: int = 1
    ) -> None:
        """Give the accelerometer a sample, or those of a file.

        Raises:
            FileNotFoundError: there is no such file.
            ValueError: a line of the file is no sample.
        """
        _feed(self._acceleration, x, y, z, repeat)

    @overload
    def FeedAngularRateSample(self, x: float, y: float, z: float, repeat: UInt = 1) -> None: ...
    @overload
    def FeedAngularRateSample(self, path: ReadFilePath) -> None: ...
    def FeedAngularRateSample(  # type: ignore[misc]
        self, x: float | str, y: float = 0, z: float = 0, repeat: int = 1
    ) -> None:
        """Give the gyroscope a sample, or those of a file.

        Raises:
            FileNotFoundError: there is no such file.
            ValueError: a line of the file is no sample.
        """
        _feed(self._rate, x, y, z, repeat)

    @property
    def AccelerationX(self) -> float:
        """g."""
        return self._acceleration.current.x

    @AccelerationX.setter
    def AccelerationX(self, value: float) -> None:
        self._acceleration.current = self._acceleration.current._replace(x=value)

    @property
    def AccelerationY(self) -> float:
        """g."""
        return self._acceleration.current.y

    @AccelerationY.setter
    def AccelerationY(self, value: float) -> None:
        self._acceleration.current = self._acceleration.current._replace(y=value)

    @property
    def AccelerationZ(self) -> float:
        """g."""
        return self._acceleration.current.z

    @AccelerationZ.setter
    def AccelerationZ(self, value: float) -> None:
        self._acceleration.current = self._acceleration.current._replace(z=value)

    @property
    def AngularRateX(self) -> float:
        """Degrees a second."""
        return self._rate.current.x

    @AngularRateX.setter
    def AngularRateX(self, value: float) -> None:
        self._rate.current = self._rate.current._replace(x=value)

    @property
    def AngularRateY(self) -> float:
        """Degrees a second."""
        return self._rate.current.y

    @AngularRateY.setter
    def AngularRateY(self, value: float) -> None:
        self._rate.current = self._rate.current._replace(y=value)

    @property
    def AngularRateZ(self) -> float:
        """Degrees a second."""
        return self._rate.current.z

    @AngularRateZ.setter
    def AngularRateZ(self, value: float) -> None:
        self._rate.current = self._rate.current._replace(z=value)

    # -- registers -----------------------------------------------------------------------------

    def next_register(self, number: int) -> int:
        """The output registers of a sensor are a ring while the FIFO is on (section 3.3)."""
        if not self._register(CTRL_REG8) & INCREMENT:
            return number
        if self._register(CTRL_REG9) & FIFO_ENABLED and number == OUT_XL + 5:
            return OUT_G
        return number + 1 & 0xFF

    def read_register(self, number: int) -> int:
        for first, latched in self._latched.items():
            if first <= number < first + len(latched):
                if number == first:
                    latched = self._latched[first] = self._measure(first)
                return latched[number - first]
        if number in (OUT_TEMP, OUT_TEMP + 1):
            return signed_word((self.Temperature - _TEMPERATURE_ZERO) * _STEPS_A_DEGREE)[number - OUT_TEMP]
        fixed = {WHO_AM_I: IDENTITY, STATUS: XLDA | GDA | TDA, STATUS_2: XLDA | GDA | TDA}
        return self._fifo_state() if number == FIFO_SRC else fixed.get(number, self._register(number))

    def write_register(self, number: int, value: int) -> None:
        if number == CTRL_REG8 and value & SOFT_RESET:
            self._registers = dict(self.at_reset)
        elif number not in _READ_ONLY:
            self._registers[number] = value

    def _register(self, number: int) -> int:
        return self._registers.get(number, 0)

    def _measure(self, first: int) -> bytes:
        if first == OUT_XL:
            scale = 0x8000 / _FULL_SCALE_G[self._register(CTRL_REG6_XL) >> 3 & 3]
            sample = self._acceleration.take()
        else:
            scale = 1 / _DEGREES_A_STEP[self._register(CTRL_REG1_G) >> 3 & 3]
            sample = self._rate.take()
        return b"".join(signed_word(value * scale) for value in sample)

    def _fifo_state(self) -> int:
        """FIFO_SRC: unread samples of the sensor that has more."""
        waiting = max(len(self._acceleration), len(self._rate))
        shown = min(waiting, self.MaxFifoDepth, FIFO_DEPTH)
        threshold = self._register(FIFO_CTRL) & 0x1F
        overrun = OVERRUN if waiting > FIFO_DEPTH else 0
        return shown | overrun | (THRESHOLD_REACHED if waiting and waiting >= threshold else 0)


def _feed(samples: VectorSamples, x: float | str, y: float, z: float, repeat: int) -> None:
    if isinstance(x, str):
        samples.feed_file(x)
    else:
        samples.feed(Vector(x, y, z), repeat)
