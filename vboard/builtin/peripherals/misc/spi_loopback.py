"""SPI.SPILoopback: a wire from the data output of a SPI controller to its input (no hardware counterpart)."""

from __future__ import annotations

from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.registry import renode_type


@renode_type("SPI.SPILoopback")
class SPILoopback(Peripheral):
    """Answers each byte with itself."""

    def Transmit(self, data: int) -> int:
        """Exchange a byte."""
        return data

    def FinishTransmission(self) -> None:
        """Nothing to finish."""
