"""Miscellaneous.CombinedInput: an OR gate for interrupt lines."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int


@renode_type("Miscellaneous.CombinedInput")
class CombinedInput(Peripheral):
    """OutputLine is high while any of the inputs 0 to numberOfInputs - 1 is."""

    def __init__(self, env: Environment, numberOfInputs: Int) -> None:
        super().__init__(env)
        self._inputs = [False] * numberOfInputs
        self.OutputLine = GPIO()

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input `number` changed."""
        if not 0 <= number < len(self._inputs):
            self.log(
                LogLevel.ERROR,
                f"Received GPIO signal on an unsupported port #{number} (supported ports are 0 - "
                f"{len(self._inputs) - 1}). Please check the platform configuration",
            )
            return
        self._inputs[number] = value
        self.OutputLine.Set(any(self._inputs))

    def Reset(self) -> None:
        self._inputs = [False] * len(self._inputs)
        self.OutputLine.Unset()
