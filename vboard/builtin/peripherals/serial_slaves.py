"""What hangs on an I2C or SPI controller: the protocols of slaves, byte by byte as Renode's models."""

from __future__ import annotations

from typing import Protocol


class I2CSlave(Protocol):
    """A device with an I2C address."""

    def Write(self, data: bytes) -> None:
        """Take the bytes of one write transfer."""

    def Read(self, count: int) -> bytes:
        """Give up to `count` bytes of a read transfer."""

    def FinishTransmission(self) -> None:
        """A stop condition ended the transfer."""


class SPISlave(Protocol):
    """The device on a SPI bus."""

    def Transmit(self, data: int) -> int:
        """Exchange a byte."""
