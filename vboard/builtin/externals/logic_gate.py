"""A logic gate whose inputs and outputs are pins of peripherals."""

from __future__ import annotations

import enum
from functools import reduce
from operator import xor

from vboard.builtin.externals.base import External, ExternalError
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.gpio import GPIO, GPIOReceiver
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import Int


class LogicMode(enum.Enum):
    """What a gate computes."""

    And = 0
    Or = 1
    Xor = 2


class LogicGate(External):
    """A gate.

    Args:
        emulation: the emulation.
        name: name of the gate.
        mode: what it computes.
        inputs: number of inputs.
        inverted: the output is inverted.
    """

    def __init__(self, emulation: Emulation, name: str, mode: LogicMode, inputs: int, inverted: bool) -> None:
        super().__init__(emulation, name)
        self.Mode = mode
        self.InvertedOutput = inverted
        self._inputs = [False] * inputs
        self._inverted = [False] * inputs
        self._sources: dict[tuple[int, int], GPIO] = {}
        self.Output = GPIO()

    def SetInvertedInput(self, index: Int, inverted: bool) -> None:
        """Invert an input.

        Raises:
            ExternalError: no such input.
        """
        if not 0 <= index < len(self._inverted):
            raise ExternalError(f"'index' should be between 0 and {len(self._inverted) - 1}")
        self._inverted[index] = inverted

    def AttachInput(self, sender: Peripheral, pinNumber: Int, inputPin: Int) -> None:
        """Wire a numbered output of a peripheral to an input.

        Raises:
            ExternalError: no such output, or it is wired to this input already.
        """
        pin = (sender.numbered_outputs() or {}).get(pinNumber)
        if pin is None:
            raise ExternalError(f"{_name(sender)}@{pinNumber} is an invalid GPIO")
        if (id(pin), inputPin) in self._sources:
            raise ExternalError(f"{_name(sender)}@{pinNumber} is already attached as #{inputPin} input")
        self._sources[id(pin), inputPin] = pin
        pin.connect(self, inputPin)

    def DetachInput(self, sender: Peripheral, pinNumber: Int, inputPin: Int) -> None:
        """Undo `AttachInput`.

        Raises:
            ExternalError: it is not wired so.
        """
        pin = (sender.numbered_outputs() or {}).get(pinNumber)
        if pin is None or self._sources.pop((id(pin), inputPin), None) is None:
            raise ExternalError(f"{_name(sender)}@{pinNumber} wasn't connected as #{inputPin} input")
        pin.remove(self, inputPin)

    def AttachOutput(self, receiver: Peripheral, pinNumber: Int = 0) -> None:
        """Wire the output to an input of a peripheral.

        Raises:
            ExternalError: it is wired so already, or the peripheral has no inputs.
        """
        if not isinstance(receiver, GPIOReceiver):
            raise ExternalError(f"{_name(receiver)} has no inputs")
        if (receiver, pinNumber) in self.Output.receivers:
            raise ExternalError(f"{_name(receiver)}@{pinNumber} is already connected as output")
        self.Output.connect(receiver, pinNumber)

    def DetachOutput(self, receiver: Peripheral, pinNumber: Int | None = None) -> None:
        """Undo `AttachOutput`, of one input or of all of the peripheral.

        Raises:
            ExternalError: it is not wired so.
        """
        wired = self.Output.inputs_of(receiver)
        if not wired or pinNumber not in (None, *wired):
            pin = "" if pinNumber is None else f"@{pinNumber}"
            raise ExternalError(f"{_name(receiver)}{pin} wasn't connected as output")
        self.Output.remove(receiver, pinNumber)

    def OnGPIO(self, number: Int, value: bool) -> None:
        """An input changed."""
        if not 0 <= number < len(self._inputs):
            highest = len(self._inputs) - 1
            limits = f"This peripherals supports gpio inputs between 0 and {highest}"
            self.log(LogLevel.WARNING, f"{limits}, but {number} was called")
            return
        self._inputs[number] = value
        values = [level != inverted for level, inverted in zip(self._inputs, self._inverted, strict=True)]
        output = {
            LogicMode.And: all(values),
            LogicMode.Or: any(values),
            LogicMode.Xor: reduce(xor, values),
        }[self.Mode]
        self.Output.Set(output != self.InvertedOutput)

    def Reset(self) -> None:
        """All inputs low."""
        self._inputs = [False] * len(self._inputs)
        self.Output.Set(self.InvertedOutput)


def _name(peripheral: object) -> str:
    return getattr(type(peripheral), "renode_type_name", type(peripheral).__name__)
