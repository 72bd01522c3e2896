"""What I2C devices with registers share: the pointer, which a write sets and reads and writes move on."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral


class RegisterDevice(Peripheral):
    """A device whose first written byte is the number of a register, of 8 bits each.

    A subclass has `read_register` and `write_register`.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._pointer = 0

    def Reset(self) -> None:
        self._pointer = 0

    def Write(self, data: bytes) -> None:
        """The register's number, then the values of it and those behind."""
        if not data:
            return
        self._pointer = data[0]
        for value in data[1:]:
            self.write_register(self._pointer, value)
            self._pointer = self.next_register(self._pointer)

    def Read(self, count: int) -> bytes:
        """Values of the pointer's register and those behind."""
        found = bytearray()
        for _ in range(count):
            found.append(self.read_register(self._pointer) & 0xFF)
            self._pointer = self.next_register(self._pointer)
        return bytes(found)

    def FinishTransmission(self) -> None:
        """The pointer stays."""

    def next_register(self, number: int) -> int:
        """The register behind one."""
        return number + 1 & 0xFF

    def read_register(self, number: int) -> int:
        """The value of a register; 0 where there is none."""
        raise NotImplementedError

    def write_register(self, number: int, value: int) -> None:
        """Write a register."""
        raise NotImplementedError


class WordDevice(Peripheral):
    """A device of 16-bit registers, the upper byte first; the first written byte chooses one.

    A subclass has `read_word` and `write_word`. Reads repeat the register.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._pointer = 0

    def Reset(self) -> None:
        self._pointer = 0

    def Write(self, data: bytes) -> None:
        """The register's number, and its value where two bytes more are given."""
        if data:
            self._pointer = data[0]
        if len(data) > 2:
            self.write_word(self._pointer, data[1] << 8 | data[2])

    def Read(self, count: int) -> bytes:
        """The register's bytes."""
        return (self.read_word(self._pointer).to_bytes(2, "big") * (count // 2 + 1))[:count]

    def FinishTransmission(self) -> None:
        """The pointer stays."""

    def read_word(self, number: int) -> int:
        """The value of a register; 0 where there is none."""
        raise NotImplementedError

    def write_word(self, number: int, value: int) -> None:
        """Write a register."""
        raise NotImplementedError


def within(name: str, value: float, low: float, high: float) -> float:
    """A quantity that a script sets.

    Raises:
        ValueError: it is outside the sensor's range.
    """
    if not low <= value <= high:
        raise ValueError(f"{name} must be within [{low:g}, {high:g}]; got {value:g}")
    return value
