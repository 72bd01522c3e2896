"""GPIO lines: what a peripheral drives (interrupt requests, pins) and what it listens to."""

from __future__ import annotations

import enum
from array import array
from collections.abc import Callable, Sequence
from typing import Protocol, cast, runtime_checkable

from vboard.native.core import Core, DeviceRegister, Line

__all__ = [
    "GPIO",
    "GPIOReceiver",
    "InputMask",
    "InterruptController",
    "LateReceiver",
    "LineUse",
    "MaskedReceiver",
    "input_mask",
]

InputMask = tuple[DeviceRegister, int]
"""A register and bits: while it has none of them what happens on an input is lost."""


class LineUse(enum.IntEnum):
    """What a change that the processor core makes means to those at a line's other end."""

    SILENT = 0
    """Nobody is told; who wants to know looks at the line."""
    RECORDED = 1
    """They are told later, with the time of the change: before anything else happens in Python."""
    HOST = 2
    """They act at once."""


@runtime_checkable
class GPIOReceiver(Protocol):
    """An object with numbered inputs."""

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input `number` changed to `value`."""


@runtime_checkable
class LateReceiver(GPIOReceiver, Protocol):
    """A receiver that need not act at once on changes that the processor core makes.

    It calls `GPIO.rewire` when its answer changes.
    """

    def line_use(self, line: GPIO) -> LineUse:
        """What changes of a line that drives it mean."""

    def recorded(self, times: Sequence[int], value: bool) -> None:
        """The line of a use RECORDED changed at `times` (ns), to `value` first and then back and forth."""


@runtime_checkable
class MaskedReceiver(GPIOReceiver, Protocol):
    """A receiver that ignores inputs by a mask: an interrupt controller."""

    def input_mask(self, number: int) -> InputMask | None:
        """What masks an input, None where nothing is lost."""


@runtime_checkable
class InterruptController(GPIOReceiver, Protocol):
    """A receiver whose inputs are external interrupts of a processor core, which needs no Python for them.

    It calls `GPIO.rewire` when its answer changes.
    """

    def core_for(self, line: GPIO) -> Core | None:
        """The core, None while there is none."""


class GPIO(Line):
    """One output line. Receivers are told of changes, and of the level once at connection."""

    def __init__(self) -> None:
        self._receivers: list[tuple[GPIOReceiver, int]] = []
        self._observers: list[Callable[[bool], None]] = []
        self._masks: list[InputMask] = []
        self._held = False

    def __str__(self) -> str:
        return f"GPIO: {'set' if self.level else 'unset'}"

    @property
    def IsSet(self) -> bool:
        return self.level

    @property
    def receivers(self) -> tuple[tuple[GPIOReceiver, int], ...]:
        """Connected (receiver, input number) pairs."""
        return tuple(self._receivers)

    @property
    def IsConnected(self) -> bool:
        return bool(self._receivers)

    def rewire(self) -> None:
        """Who is at the other end, or what changes mean there, has changed."""
        self._masks = [mask for receiver, number in self._receivers if (mask := input_mask(receiver, number))]
        self.set_gates(self._masks)
        inputs, uses = [], []
        for receiver, number in self._receivers:
            core = receiver.core_for(self) if isinstance(receiver, InterruptController) else None
            if core is not None:
                inputs.append((core, number))
            elif not input_mask(receiver, number):
                uses.append(_use(receiver, self))
        self.set_inputs(inputs)
        several = uses.count(LineUse.RECORDED) > 1
        told = bool(self._observers) or self._held
        self.use = LineUse.HOST if told or several else max(uses, default=LineUse.SILENT)

    def hold(self, held: bool) -> None:
        """Whether the model that drives the line has to see each change itself."""
        if held != self._held:
            self._held = held
            self.rewire()

    def _settle(self) -> None:
        """Receivers take in what they were not told of."""
        for receiver, _ in self._receivers:
            if isinstance(receiver, LateReceiver):
                receiver.line_use(self)

    def connect(self, receiver: GPIOReceiver, number: int) -> None:
        """Wire this line to input `number` of `receiver`."""
        self._receivers.append((receiver, number))
        receiver.OnGPIO(number, self.level)
        self.rewire()

    def inputs_of(self, receiver: object) -> list[int]:
        """Inputs of a receiver that the line drives."""
        return [number for each, number in self._receivers if each is receiver]

    def remove(self, receiver: object, number: int | None = None) -> None:
        """Remove the wires to a receiver, or the one to an input of it."""
        self._settle()
        self._receivers = [
            (each, at) for each, at in self._receivers if each is not receiver or number not in (None, at)
        ]
        self.rewire()

    def disconnect(self) -> None:
        """Remove all receivers (`-> none`)."""
        self._settle()
        self._receivers.clear()
        self.rewire()

    def observe(self, callback: Callable[[bool], None]) -> None:
        """Call `callback` with the new level at each change."""
        self._observers.append(callback)
        self.rewire()

    def recorded(self, times: bytes, level: bool) -> None:
        for receiver, _ in self._receivers:
            if isinstance(receiver, LateReceiver):
                receiver.recorded(array("Q", times), level)

    def Set(self, value: bool = True) -> None:
        """Drive the line; nothing happens when the level stays."""
        if value == self.level:
            return
        self.level = value
        for receiver, number in tuple(self._receivers):
            receiver.OnGPIO(number, value)
        for callback in tuple(self._observers):
            callback(value)

    def Unset(self) -> None:
        """Drive the line low."""
        self.Set(False)

    def Toggle(self) -> None:
        """Invert the line."""
        self.Set(not self.level)

    def Blink(self) -> None:
        """Pulse: high, then low, at the same virtual time."""
        self.Set(True)
        self.Set(False)


def input_mask(receiver: GPIOReceiver, number: int) -> InputMask | None:
    """The mask of an input, None where nothing is lost."""
    # `isinstance` of a protocol looks every member up; a board asks thousands of times while it is built.
    return cast(MaskedReceiver, receiver).input_mask(number) if hasattr(receiver, "input_mask") else None


def _use(receiver: GPIOReceiver, line: GPIO) -> LineUse:
    return cast(LateReceiver, receiver).line_use(line) if hasattr(receiver, "line_use") else LineUse.HOST
