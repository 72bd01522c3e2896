"""Models for tests of the loader: small, with the kinds of members that a description can use."""

from __future__ import annotations

import enum

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import BusPeripheral, Environment, Peripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Byte, Int, UInt


class Colour(enum.Enum):
    """An enum parameter."""

    Red = 0
    Green = 1


class Sink:
    """An input that remembers its levels."""

    def __init__(self) -> None:
        self.levels: dict[int, bool] = {}

    def OnGPIO(self, number: int, value: bool) -> None:
        self.levels[number] = value


@renode_type("Test.Receiver")
class Receiver(Peripheral):
    """Inputs, and local receivers 0 and 1."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.levels: dict[int, bool] = {}
        self.local = (Sink(), Sink())

    def OnGPIO(self, number: int, value: bool) -> None:
        self.levels[number] = value

    def local_receiver(self, index: int) -> Sink | None:
        return self.local[index] if index < 2 else None


@renode_type("Test.Device")
class Device(BusPeripheral):
    """Every kind of parameter, a writable and a read-only property, one named output, four numbered."""

    size = 0x100

    def __init__(
        self,
        env: Environment,
        count: UInt,
        ratio: float = 1.5,
        enabled: bool = False,
        label: str | None = None,
        colour: Colour = Colour.Red,
        small: Byte = 7,
        other: Receiver | None = None,
        others: list[Receiver] | None = None,
        limit: Int | None = None,
    ) -> None:
        super().__init__(env)
        self.count, self.ratio, self.enabled, self.label = count, ratio, enabled, label
        self.colour, self.small, self.other, self.others, self.limit = colour, small, other, others, limit
        self.IRQ = GPIO()
        self.pins = {number: GPIO() for number in range(4)}
        self._speed = 0
        self.calls: list[str] = []

    def numbered_outputs(self) -> dict[int, GPIO]:
        return self.pins

    @property
    def Speed(self) -> UInt:
        """A writable property."""
        return self._speed

    @Speed.setter
    def Speed(self, value: UInt) -> None:
        self._speed = value

    @property
    def Shade(self) -> Colour:
        """A writable property of an enum type."""
        return self.colour

    @Shade.setter
    def Shade(self, value: Colour) -> None:
        self.colour = value

    @property
    def Fixed(self) -> UInt:
        """A read-only property."""
        return 1

    def Note(self, text: str, times: Int = 1) -> None:
        """A method."""
        self.calls.append(text * times)


@renode_type("Test.Unsized")
class Unsized(BusPeripheral):
    """A bus peripheral that does not know its size."""


@renode_type("Test.Friend")
class Friend(Peripheral):
    """Needs another one, so that two can need each other."""

    def __init__(self, env: Environment, friend: Friend) -> None:
        super().__init__(env)
        self.friend = friend
