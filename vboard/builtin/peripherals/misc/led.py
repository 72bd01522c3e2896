"""Miscellaneous.LED: shows the level of one input."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type


class Event:
    """An event of .NET: `+=` adds a handler, `-=` removes one."""

    def __init__(self) -> None:
        self._handlers: list[Callable[..., object]] = []

    def __iadd__(self, handler: Callable[..., object]) -> Event:
        self._handlers.append(handler)
        return self

    def __isub__(self, handler: Callable[..., object]) -> Event:
        self._handlers.remove(handler)
        return self

    def __call__(self, *arguments: object) -> None:
        for handler in tuple(self._handlers):
            handler(*arguments)


@renode_type("Miscellaneous.LED")
class LED(Peripheral):
    """A LED on input 0; with `invert` it is lit while the input is low (so also before boot)."""

    def __init__(self, env: Environment, invert: bool = False) -> None:
        super().__init__(env)
        self._invert = invert
        self._state = invert
        self._observers: list[Callable[[bool], None]] = []
        self.StateChanged = Event()
        """Handlers get the LED and its new state; Python code of a script adds them by `+=`."""

    @property
    def State(self) -> bool:
        """Whether the LED is lit."""
        return self._state

    def observe(self, callback: Callable[[bool], None]) -> None:
        """Call `callback` with the new state at each change."""
        self._observers.append(callback)

    def unobserve(self, callback: Callable[[bool], None]) -> None:
        """Undo `observe`."""
        self._observers.remove(callback)

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input 0 changed."""
        if number != 0:
            raise ValueError(f"LED has one input, 0; got {number}")
        self._set(value != self._invert)

    def Reset(self) -> None:
        """Forget the input's level."""
        self._set(self._invert)

    def _set(self, state: bool) -> None:
        if state == self._state:
            return
        self._state = state
        for callback in tuple(self._observers):
            callback(state)
        self.StateChanged(self, state)
