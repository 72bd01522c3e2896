"""Miscellaneous.Button: a push button; its output is IRQ, high while pressed (low with `invert`)."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.Button")
class Button(Peripheral):
    """`Pressed` follows a command at once; the line follows when virtual time is running.

    While the emulation is paused the edges wait, in order, until time next advances. A reset
    produces a pulse of press and release, as in Renode 1.16.1.
    """

    def __init__(self, env: Environment, invert: bool = False) -> None:
        super().__init__(env)
        self.Inverted = invert
        self.ReleaseOnReset = True
        self.Pressed = False
        self.IRQ = GPIO()
        self.IRQ.Set(invert)
        self._observers: list[Callable[[bool], None]] = []

    def observe(self, callback: Callable[[bool], None]) -> None:
        """Call `callback` with each new value of `Pressed`."""
        self._observers.append(callback)

    def Reset(self) -> None:
        if self.ReleaseOnReset:
            self.PressAndRelease()
        else:
            self.Toggle()
            self.Toggle()

    def Press(self) -> None:
        """Push the button down."""
        self._move(True)

    def Release(self) -> None:
        """Let the button go."""
        self._move(False)

    def Toggle(self) -> None:
        """Press a released button, release a pressed one."""
        self._move(not self.Pressed)

    def PressAndRelease(self) -> None:
        """Press and release at the same virtual time."""
        self.Press()
        self.Release()

    def _move(self, pressed: bool) -> None:
        level = pressed != self.Inverted
        self.env.clock.when_running(lambda: self.IRQ.Set(level))
        self.Pressed = pressed
        for callback in tuple(self._observers):
            callback(pressed)
