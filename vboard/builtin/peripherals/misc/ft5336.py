"""Input.FT5336: capacitive touch screen controller at an I2C bus; nobody touches it."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type


@renode_type("Input.FT5336")
class FT5336(Peripheral):
    """Touch screen at an I2C controller: nobody touches it. Output IRQ."""

    def __init__(self, env: Environment, isRotated: bool = False) -> None:
        super().__init__(env)
        self.IRQ = GPIO()
        self.MaxX = self.MaxY = 0

    def Write(self, data: bytes) -> None:
        """The number of a register; none is modelled."""

    def Read(self, count: int) -> bytes:
        """Zeros: no touch point."""
        return bytes(count)

    def FinishTransmission(self) -> None:
        """Nothing to finish."""
