"""GPIO lines: what a peripheral drives (interrupt requests, pins) and what it listens to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable


@runtime_checkable
class GPIOReceiver(Protocol):
    """An object with numbered inputs."""

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input `number` changed to `value`."""


class GPIO:
    """One output line. Receivers are told of changes, and of the level once at connection."""

    def __init__(self) -> None:
        self.IsSet = False
        self._receivers: list[tuple[GPIOReceiver, int]] = []
        self._observers: list[Callable[[bool], None]] = []

    def __str__(self) -> str:
        return f"GPIO: {'set' if self.IsSet else 'unset'}"

    @property
    def receivers(self) -> tuple[tuple[GPIOReceiver, int], ...]:
        """Connected (receiver, input number) pairs."""
        return tuple(self._receivers)

    @property
    def IsConnected(self) -> bool:
        return bool(self._receivers)

    def connect(self, receiver: GPIOReceiver, number: int) -> None:
        """Wire this line to input `number` of `receiver`."""
        self._receivers.append((receiver, number))
        receiver.OnGPIO(number, self.IsSet)

    def inputs_of(self, receiver: object) -> list[int]:
        """Inputs of a receiver that the line drives."""
        return [number for each, number in self._receivers if each is receiver]

    def remove(self, receiver: object, number: int | None = None) -> None:
        """Remove the wires to a receiver, or the one to an input of it."""
        self._receivers = [
            (each, at) for each, at in self._receivers if each is not receiver or number not in (None, at)
        ]

    def disconnect(self) -> None:
        """Remove all receivers (`-> none`)."""
        self._receivers.clear()

    def observe(self, callback: Callable[[bool], None]) -> None:
        """Call `callback` with the new level at each change."""
        self._observers.append(callback)

    def Set(self, value: bool = True) -> None:
        """Drive the line; nothing happens when the level stays."""
        if value == self.IsSet:
            return
        self.IsSet = value
        for receiver, number in tuple(self._receivers):
            receiver.OnGPIO(number, value)
        for callback in tuple(self._observers):
            callback(value)

    def Unset(self) -> None:
        """Drive the line low."""
        self.Set(False)

    def Toggle(self) -> None:
        """Invert the line."""
        self.Set(not self.IsSet)

    def Blink(self) -> None:
        """Pulse: high, then low, at the same virtual time."""
        self.Set(True)
        self.Set(False)
