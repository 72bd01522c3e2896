"""Sensors.ADXL345: accelerometer (ADXL345 data sheet, register map).

Samples are raw numbers of a quarter of a step, as scripts for Renode feed them: 1000 reads as 250. A read of
the lowest data register takes the next one.
"""

from __future__ import annotations

from typing import ClassVar, overload

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.sensors.i2c_device import RegisterDevice
from vboard.builtin.peripherals.sensors.vector_samples import Vector, VectorSamples, signed_word
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ReadFilePath, Short, UInt

DEVICE_ID, BW_RATE, INT_SOURCE, DATA, FIFO_CTL, FIFO_STATUS = 0x00, 0x2C, 0x30, 0x32, 0x38, 0x39
IDENTITY = 0xE5
AT_RESET = {BW_RATE: 0x0A}
FIFO_DEPTH = 32
WATERMARK, DATA_READY = 1 << 1, 1 << 7
SAMPLES_A_STEP = 4
_READ_ONLY = {DEVICE_ID, 0x2B, INT_SOURCE, FIFO_STATUS, *range(DATA, DATA + 6)}


@renode_type("Sensors.ADXL345")
class ADXL345(RegisterDevice):
    """Scripts feed samples.

    Attributes:
        MaxFifoDepth: samples that FIFO_STATUS tells at most.
    """

    missing = "ranges, data rates, interrupt pins, taps, activity, offsets"
    at_reset: ClassVar = AT_RESET

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._samples = VectorSamples()
        self.MaxFifoDepth: UInt = FIFO_DEPTH
        self._latched = bytes(6)

    def Reset(self) -> None:
        super().Reset()
        self._latched = bytes(6)

    @overload
    def FeedSample(self, x: Short, y: Short, z: Short, repeat: UInt = 1) -> None: ...
    @overload
    def FeedSample(self, path: ReadFilePath) -> None: ...
    def FeedSample(  # type: ignore[misc]
        self, x: int | str, y: int = 0, z: int = 0, repeat: int = 1
    ) -> None:
        """Give it a sample, or those of a file.

        Raises:
            FileNotFoundError: there is no such file.
            ValueError: a line of the file is no sample.
        """
        if isinstance(x, str):
            self._samples.feed_file(x)
        else:
            self._samples.feed(Vector(x, y, z), repeat)

    def read_register(self, number: int) -> int:
        if DATA <= number < DATA + 6:
            if number == DATA:
                sample = self._samples.take()
                self._latched = b"".join(signed_word(value // SAMPLES_A_STEP) for value in sample)
            return self._latched[number - DATA]
        waiting = min(len(self._samples), self.MaxFifoDepth, FIFO_DEPTH)
        watermark = self._registers.get(FIFO_CTL, 0) & 0x1F
        reached = WATERMARK if waiting >= watermark else 0
        fixed = {DEVICE_ID: IDENTITY, FIFO_STATUS: waiting, INT_SOURCE: DATA_READY | reached}
        return fixed.get(number, self._registers.get(number, 0))

    def write_register(self, number: int, value: int) -> None:
        if number not in _READ_ONLY:
            self._registers[number] = value
