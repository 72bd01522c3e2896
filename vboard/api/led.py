"""LEDs and buttons of a virtual board."""

from __future__ import annotations

from dataclasses import dataclass

from vboard.api.waiting import ExpectationError, stopped_cores, wait_until
from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.peripherals.misc.button import Button as ButtonModel
from vboard.builtin.peripherals.misc.led import LED

TIMEOUT = 10.0
"""Virtual seconds that a wait lasts at most."""


@dataclass(frozen=True)
class Change:
    """A LED went on or off at a virtual time (seconds)."""

    time: float
    on: bool


class Led:
    """A LED. Changes are kept from the moment it was looked up; a board's LEDs from the start.

    Attributes:
        name: its name in the machine, e.g. `gpioPortC.led`.
        changes: what it did.
    """

    def __init__(self, emulation: Emulation, name: str, device: LED) -> None:
        self.name = name
        self.changes: list[Change] = []
        self._emulation = emulation
        self._device = device
        self._waits = False
        device.observe(self._on_change)

    @property
    def on(self) -> bool:
        """Whether it is lit."""
        return self._device.State

    def wait_for(self, on: bool, timeout: float = TIMEOUT) -> float:
        """Let time pass until it is on (or off); no time passes if it is.

        Returns:
            Virtual time in seconds.

        Raises:
            ExpectationError: it is not within the time.
        """
        if self.on != on:
            self._wait(timeout, 1)
        if self.on != on:
            raise self._failure(f"not {'on' if on else 'off'} within {timeout:g} s")
        return self._emulation.clock.now / NANOSECONDS

    def wait_for_change(self, timeout: float = TIMEOUT) -> Change:
        """Let time pass until it goes on or off.

        Raises:
            ExpectationError: it did neither within the time.
        """
        if not self._wait(timeout, 1):
            raise self._failure(f"no change within {timeout:g} s")
        return self.changes[-1]

    def expect_still(self, seconds: float) -> None:
        """Let time pass in which it may not change.

        Raises:
            ExpectationError: it did; time stands still there.
        """
        if self._wait(seconds, 1):
            raise self._failure(f"went {'on' if self.on else 'off'} within {seconds:g} s")

    def _wait(self, seconds: float, count: int) -> bool:
        wanted = len(self.changes) + count
        self._waits = True
        try:
            return wait_until(self._emulation, seconds, lambda: len(self.changes) >= wanted)
        finally:
            self._waits = False

    def _on_change(self, on: bool) -> None:
        self.changes.append(Change(self._emulation.clock.now / NANOSECONDS, on))
        if self._waits:
            self._emulation.request_stop()

    def _failure(self, what: str) -> ExpectationError:
        did = ", ".join(f"{'on' if each.on else 'off'} at {each.time:.6f} s" for each in self.changes[-10:])
        return ExpectationError(
            f"{self.name}: {what}; it is {'on' if self.on else 'off'}, it did: {did or 'nothing'}"
            f"{stopped_cores(self._emulation)}"
        )


class Button:
    """A button.

    Attributes:
        name: its name in the machine.
    """

    def __init__(self, emulation: Emulation, name: str, device: ButtonModel) -> None:
        self.name = name
        self._emulation = emulation
        self._device = device

    @property
    def pressed(self) -> bool:
        """Whether it is held down."""
        return self._device.Pressed

    def press(self) -> None:
        """Push it down; the board sees it when time goes on."""
        self._device.Press()

    def release(self) -> None:
        """Let it go."""
        self._device.Release()

    def click(self, hold: float = 0.1) -> None:
        """Hold it down for `hold` virtual seconds."""
        self.press()
        wait_until(self._emulation, hold, lambda: False)
        self.release()
