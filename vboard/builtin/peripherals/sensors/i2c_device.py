"""What I2C devices with registers share: the pointer, which a write sets and reads and writes move on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from vboard.builtin.peripherals.base import Environment, Peripheral


class _Registers(Peripheral):
    """A pointer, and registers that keep what is written; a reset returns both.

    Attributes:
        at_reset: values of the registers that can be written.
    """

    at_reset: ClassVar[Mapping[int, int]] = {}

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._pointer = 0
        self._registers = dict(self.at_reset)

    def Reset(self) -> None:
        self._pointer = 0
        self._registers = dict(self.at_reset)

    def FinishTransmission(self) -> None:
        """The pointer stays."""


class RegisterDevice(_Registers):
    """A device whose first written byte is the number of a register, of 8 bits each.

    A subclass extends `read_register` and `write_register`.
    """

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

    def next_register(self, number: int) -> int:
        """The register behind one."""
        return number + 1 & 0xFF

    def read_register(self, number: int) -> int:
        """The value of a register; 0 where there is none."""
        return self._registers.get(number, 0)

    def write_register(self, number: int, value: int) -> None:
        """Write a register; those that are not in `at_reset` keep nothing."""
        if number in self.at_reset:
            self._registers[number] = value


class WordDevice(_Registers):
    """A device of 16-bit registers, the upper byte first; the first written byte chooses one.

    A subclass extends `read_word` and `write_word`. Reads repeat the register.
    """

    def Write(self, data: bytes) -> None:
        """The register's number, and its value where two bytes more are given."""
        if data:
            self._pointer = data[0]
        if len(data) > 2:
            self.write_word(self._pointer, data[1] << 8 | data[2])

    def Read(self, count: int) -> bytes:
        """The register's bytes."""
        return (self.read_word(self._pointer).to_bytes(2, "big") * (count // 2 + 1))[:count]

    def read_word(self, number: int) -> int:
        """The value of a register; 0 where there is none."""
        return self._registers.get(number, 0)

    def write_word(self, number: int, value: int) -> None:
        """Write a register; those that are not in `at_reset` keep nothing."""
        if number in self.at_reset:
            self._registers[number] = value
