"""A device for tests of I2C and SPI controllers."""

from __future__ import annotations


class BusDevice:
    """Remembers what is written, answers reads with 0xA0, 0xA1, ... and bytes with their complement."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.exchanged: list[int] = []
        self.finished = 0
        self._next = 0xA0

    def Write(self, data: bytes) -> None:
        self.written.append(data)

    def Read(self, count: int) -> bytes:
        first, self._next = self._next, self._next + count
        return bytes(first + i & 0xFF for i in range(count))

    def FinishTransmission(self) -> None:
        self.finished += 1

    def Transmit(self, data: int) -> int:
        self.exchanged.append(data)
        return data ^ 0xFF


def device_of(device: object) -> BusDevice:
    """The device of a test as what it is."""
    assert isinstance(device, BusDevice)
    return device
