"""SPI sensors that shift out one word of 16 bits, the highest first, while they are selected."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment, Peripheral


class ShiftedWord(Peripheral):
    """A subclass has `word`, which is taken when a transfer begins."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._rest = b""

    def Reset(self) -> None:
        self._rest = b""

    def Transmit(self, data: int) -> int:
        """Exchange a byte."""
        if not self._rest:
            self._rest = self.word().to_bytes(2, "big")
        value, self._rest = self._rest[0], self._rest[1:]
        return value

    def FinishTransmission(self) -> None:
        """The next transfer begins with the upper byte."""
        self._rest = b""

    def word(self) -> int:
        """What the sensor shifts out."""
        raise NotImplementedError
