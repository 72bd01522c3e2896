"""What hangs on an I2C or SPI controller: the protocols of slaves, byte by byte as Renode's models."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable


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


@runtime_checkable
class AddressedController(Protocol):
    """A controller whose devices have addresses or chip selects."""

    slaves: dict[int, Any]


@runtime_checkable
class SingleController(Protocol):
    """A controller with one device."""

    slave: Any


def attach(controller: object, number: int | None, device: object) -> None:
    """Connect a device that a description puts below a controller; other parents need nothing."""
    if isinstance(controller, AddressedController) and number is not None:
        controller.slaves[number] = device
    elif isinstance(controller, SingleController) and number is None:
        controller.slave = device


def end_transfer(device: object) -> None:
    """The chip select of a SPI device rises; not all devices want to know."""
    finish = getattr(device, "FinishTransmission", None)
    if finish is not None:
        finish()
