"""Connects outputs to inputs as the `->` attributes say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import full_name
from vboard.builtin.hints import did_you_mean
from vboard.builtin.machine.gpio import GPIO, GPIOReceiver
from vboard.builtin.platform import syntax
from vboard.builtin.platform.merge import Variable
from vboard.builtin.platform.names import shown
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position


class OrGate:
    """Joins several outputs that drive one input (Renode's implicit CombinedInput)."""

    def __init__(self, receiver: GPIOReceiver, number: int) -> None:
        self._receiver = receiver
        self._number = number
        self._levels: list[bool] = []
        self._output = False

    def add_input(self) -> int:
        """Return the number of a new input."""
        self._levels.append(False)
        return len(self._levels) - 1

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input `number` changed."""
        self._levels[number] = value
        output = any(self._levels)
        if output != self._output:
            self._output = output
            self._receiver.OnGPIO(self._number, output)


@dataclass(frozen=True)
class _Wire:
    """One output and the inputs that it drives; the last word on that output."""

    output: GPIO
    ends: tuple[tuple[GPIOReceiver, int], ...]


def check_destinations(variables: dict[str, Variable]) -> None:
    """Raise E11 for an interrupt that leads to an unknown variable."""
    for variable in variables.values():
        for irq in variable.irqs:
            for destination in irq.destinations:
                if destination.name not in variables:
                    name = shown(destination.name)
                    hint = did_you_mean(name, map(shown, variables))
                    message = f"Irq destination '{name}' does not exist."
                    place = destination.position.at_length(len(name))
                    raise PlatformError(Code.NO_IRQ_DESTINATION, message, place, hint)


def connect(variables: dict[str, Variable]) -> None:
    """Connect all outputs. Later attributes replace earlier ones of the same output.

    Raises:
        PlatformError: E11 to E15, E43.
    """
    wires: dict[tuple[str, int | str], _Wire] = {}
    for variable in variables.values():
        for irq in variable.irqs:
            for index, (key, output) in enumerate(_outputs(variable, irq)):
                ends = tuple(
                    (_receiver(variables[end.name], end), end.pins[index]) for end in irq.destinations
                )
                wires[variable.key, key] = _Wire(output, ends)
    drivers: dict[tuple[int, int], int] = {}
    for wire in wires.values():
        for receiver, number in wire.ends:
            drivers[id(receiver), number] = drivers.get((id(receiver), number), 0) + 1
    gates: dict[tuple[int, int], OrGate] = {}
    for wire in wires.values():
        wire.output.disconnect()
        for receiver, number in wire.ends:
            end = (id(receiver), number)
            if drivers[end] == 1:
                wire.output.connect(receiver, number)
            else:
                gate = gates.setdefault(end, OrGate(receiver, number))
                wire.output.connect(gate, gate.add_input())


def _outputs(variable: Variable, irq: syntax.Irq) -> list[tuple[int | str, GPIO]]:
    named: dict[str, GPIO] = variable.instance.gpio_outputs()
    if irq.sources is None:
        name = _default_output(variable, named, irq.position)
        return [(name, named[name])]
    found: list[tuple[int | str, GPIO]] = []
    for source in irq.sources:
        if isinstance(source, str):
            found.append((source, _named_output(variable, named, source, irq.position)))
        else:
            found.append((source, _numbered_output(variable, source, irq.position)))
    return found


def _default_output(variable: Variable, named: dict[str, GPIO], place: Position) -> str:
    cls = type(variable.instance)
    if not named:
        message = f"Type '{full_name(cls)}' does not contain any property of type GPIO."
        raise PlatformError(Code.NO_IRQ_SOURCE, message, place)
    if len(named) == 1:
        return next(iter(named))
    default = getattr(cls, "default_gpio", None)
    if default is None or default not in named:
        message = (
            "Ambiguous choice of default interrupt.\n"
            f"There are the following properties of GPIO type available: [{', '.join(named)}]."
        )
        raise PlatformError(Code.AMBIGUOUS_IRQ_SOURCE, message, place)
    return str(default)


def _named_output(variable: Variable, named: dict[str, GPIO], name: str, place: Position) -> GPIO:
    if name not in named:
        cls = full_name(type(variable.instance))
        message = f"Property '{name}' does not exist in type '{cls}."
        place = place.at_length(len(name))
        raise PlatformError(Code.NO_PROPERTY, message, place, did_you_mean(name, named))
    return named[name]


def _numbered_output(variable: Variable, number: int, place: Position) -> GPIO:
    numbered: dict[int, GPIO] | None = variable.instance.numbered_outputs()
    cls = full_name(type(variable.instance))
    if numbered is None:
        message = f"Type '{cls}' does not have numbered outputs; name one of its properties of type GPIO."
        raise PlatformError(Code.NO_NUMBERED_SOURCE, message, place)
    if number not in numbered:
        available = ", ".join(map(str, numbered))
        message = f"{cls} doesn't have IRQ {number}.\nAvailable IRQs: [{available}]."
        raise PlatformError(Code.NO_IRQ_NUMBER, message, place)
    return numbered[number]


def _receiver(variable: Variable, end: syntax.Destination) -> GPIOReceiver:
    instance: Any = variable.instance
    if end.local is not None:
        local: Callable[[int], GPIOReceiver | None] = instance.local_receiver
        receiver = local(end.local)
        if receiver is not None:
            return receiver
        message = f"'{variable.name}' does not have a local receiver {end.local}."
        raise PlatformError(Code.NO_LOCAL_RECEIVER, message, end.position)
    if not isinstance(instance, GPIOReceiver):
        message = f"'{variable.name}' of type '{full_name(type(instance))}' does not receive interrupts."
        raise PlatformError(Code.NOT_A_RECEIVER, message, end.position.at_length(len(variable.name)))
    return instance
