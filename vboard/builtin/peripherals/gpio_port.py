"""What the GPIO port models share: sixteen pins, their levels, and alternate-function inputs."""

from __future__ import annotations

from collections.abc import Sequence

from vboard.builtin.machine.gpio import GPIO, GPIOReceiver
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.output_latch import OutputLatch
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import RegisterPeripheral
from vboard.builtin.types import Int

PINS = 16


class AlternateFunctionInput:
    """Where on-chip peripherals drive a pin: `port#pin@function` in a platform description.

    A level arrives on the pin only while the pin is in an alternate-function mode and that function
    is selected; other levels are lost.
    """

    def __init__(self, port: GPIOPort, pin: int, functions: int | None) -> None:
        self._port = port
        self._pin = pin
        self._functions = functions
        self.connected = False
        self._selected = 0

    def reset(self) -> None:
        """Disconnect and select function 0."""
        self.connected = False
        self._selected = 0

    @property
    def selected(self) -> int:
        """Number of the function that drives the pin."""
        return self._selected

    @selected.setter
    def selected(self, function: int) -> None:
        if self._check(function):
            self._selected = function

    def OnGPIO(self, number: int, value: bool) -> None:
        """Function `number` drives `value`."""
        if self._check(number) and self.connected and number == self._selected:
            self._port.drive_pin(self._pin, value != self._port.is_inverted(self._pin, number))

    def _check(self, function: int) -> bool:
        if self._functions is None or 0 <= function < self._functions:
            return True
        self._port.log(
            LogLevel.ERROR,
            f"Alternate function number must be between 0 and {self._functions - 1}, "
            f"but {function} was given instead.",
        )
        return False


class GPIOPort(RegisterPeripheral):
    """Sixteen pins.

    `latch` has what IDR reads, a bit a pin; `pins` are the output lines.
    """

    widths = frozenset({2, 4})

    def __init__(
        self,
        env: Environment,
        inverted: Sequence[Sequence[Int]] | None,
        inverted_limit: int,
        inverted_name: str,
        functions: int | None,
    ) -> None:
        """Create the port.

        Args:
            inverted: rows of a pin followed by the functions that are inverted on it.
            inverted_limit: number of functions a row may name.
            inverted_name: what an error calls a function.
            functions: number of selectable functions, None for any.

        Raises:
            ValueError: a row of `inverted` names a pin or a function that does not exist.
        """
        super().__init__(env)
        self.pins = [GPIO() for _ in range(PINS)]
        self.latch = OutputLatch(self.pins)
        self.alternate = [AlternateFunctionInput(self, pin, functions) for pin in range(PINS)]
        self._inverted: set[tuple[int, int]] = set()
        for pin, *numbers in inverted or ():
            if not 0 <= pin < PINS:
                raise ValueError(f"Pin {pin} out of range [0, {PINS - 1}]")
            for number in numbers:
                if not 0 <= number < inverted_limit:
                    raise ValueError(f"{inverted_name}{number} out of range [0, {inverted_limit - 1}]")
                self._inverted.add((pin, number))

    @property
    def levels(self) -> int:
        """What IDR reads, a bit a pin."""
        return self.latch.bits

    def Reset(self) -> None:
        for pin in self.pins:
            pin.Unset()
        self.latch.bits = 0
        super().Reset()
        for function in self.alternate:
            function.reset()

    def numbered_outputs(self) -> dict[int, GPIO]:
        return dict(enumerate(self.pins))

    def local_receiver(self, index: int) -> GPIOReceiver | None:
        return self.alternate[index] if 0 <= index < PINS else None

    def is_inverted(self, pin: int, function: int) -> bool:
        """Whether the alternate function arrives inverted on the pin."""
        return (pin, function) in self._inverted

    def drive_pin(self, pin: int, level: bool) -> None:
        """Set the pin's level and its output line."""
        self.note_level(pin, level)
        self.pins[pin].Set(level)

    def note_level(self, pin: int, level: bool) -> None:
        """Set what IDR reads for the pin."""
        bits = self.latch.bits
        self.latch.bits = bits | 1 << pin if level else bits & ~(1 << pin)

    def is_pin(self, number: int) -> bool:
        """Whether `number` is a pin; logs when it is not."""
        if 0 <= number < PINS:
            return True
        self.log(
            LogLevel.ERROR,
            f"This peripheral supports gpio inputs from 0 to {PINS}, but {number} was called.",
        )
        return False
