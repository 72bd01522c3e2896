"""Connects outputs to inputs as the `->` attributes say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import full_name
from vboard.builtin.hints import did_you_mean
from vboard.builtin.machine.gpio import GPIO, GPIOReceiver, InputMask, input_mask
from vboard.builtin.machine.machine import Machine
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.platform import gaps, syntax
from vboard.builtin.platform.merge import Variable
from vboard.builtin.platform.names import shown
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position


class OrGate:
    """Joins several outputs that drive one input (Renode's implicit CombinedInput).

    It keeps no levels, as it is not told of changes that the input ignores (`MaskedReceiver`).
    """

    def __init__(self, receiver: GPIOReceiver, number: int) -> None:
        self._receiver = receiver
        self._number = number
        self._lines: list[GPIO] = []
        self._joining = False  # a line that is low, which changes nothing

    def add(self, line: GPIO) -> None:
        """Join another output."""
        self._lines.append(line)
        self._joining = not line.level
        line.connect(self, len(self._lines) - 1)
        self._joining = False

    def input_mask(self, number: int) -> InputMask | None:
        """That of the input."""
        return input_mask(self._receiver, self._number)

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input `number` changed."""
        if not self._joining and not self._any_but(number):
            self._receiver.OnGPIO(self._number, value)

    def _any_but(self, number: int) -> bool:
        return any(line.level for i, line in enumerate(self._lines) if i != number)


@dataclass(frozen=True)
class _Wire:
    """One output and the inputs that it drives; the last word on that output."""

    output: GPIO
    ends: tuple[tuple[GPIOReceiver, int], ...]


def check_destinations(variable: Variable, variables: dict[str, Variable]) -> None:
    """Look at where a variable's interrupts lead, as far as classes tell.

    Raises:
        PlatformError: E08, E11, E12, E18.
    """
    for irq in (irq for entry in variable.irqs for irq in entry):
        if not irq.destinations:
            continue
        first = irq.destinations[0]
        target = variables.get(first.name)
        if target is None or target.cls is None:
            name = shown(first.name)
            hint = did_you_mean(name, map(shown, variables))
            message = f"Irq destination '{name}' does not exist."
            raise PlatformError(Code.NO_IRQ_DESTINATION, message, first.position, hint, wide=True)
        cls = target.cls
        own_local = getattr(cls, "local_receiver", None) is not Peripheral.local_receiver
        has_local = own_local or gaps.has_kind(cls, "local")
        if first.local is not None and not has_local:
            message = (
                f"Used local irq destination, while type '{full_name(cls)}' does not implement "
                "ILocalGPIOReceiver."
            )
            raise PlatformError(Code.NO_LOCAL_RECEIVER, message, first.position, wide=True)
        if irq.sources is not None:
            left = sum(len(each.items) for each in irq.sources)
            right = len(first.pins)
            if left != right:
                message = (
                    f"Irq arity does not match. It is {left} on the left side and {right} on the right side."
                )
                raise PlatformError(Code.IRQ_ARITY, message, irq.position)
        if not has_local and not hasattr(cls, "OnGPIO") and not gaps.has_kind(cls, "receiver"):
            message = (
                f"Type '{full_name(cls)}' does not implement IGPIOReceiver or ILocalGPIOReceiver and cannot "
                "be a destination of interrupts."
            )
            raise PlatformError(Code.NOT_A_RECEIVER, message, first.position)


def connect(variables: dict[str, Variable], machine: Machine) -> None:
    """Connect all outputs. Later attributes replace earlier ones of the same output.

    Lines that a model lacks and Renode's class has carry nothing; `machine` logs them.

    Raises:
        PlatformError: E10, E13 to E16, E18, E43.
    """
    wires: dict[tuple[str, int | str], _Wire] = {}
    for variable in variables.values():
        for irq, outputs in _own_outputs(variable, machine):
            for index, (key, output) in enumerate(outputs):
                ends = tuple(
                    (_receiver(variables, end, machine), end.pins[index])
                    for end in irq.destinations
                    if index < len(end.pins)
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
                gate.add(wire.output)


_Outputs = list[tuple[int | str, GPIO]]


def _own_outputs(variable: Variable, machine: Machine) -> Iterator[tuple[syntax.Irq, _Outputs]]:
    """Each interrupt attribute of a variable with its outputs."""
    for entry in variable.irqs:
        used: set[int | str] = set()
        for irq in entry:
            found: _Outputs = []
            for key, output, place in _outputs(variable, irq, machine):
                if key in used:
                    message = f"Interrupt '{key}' has already been used as a source in this entry."
                    raise PlatformError(Code.REPEATED_IRQ_SOURCE, message, place, wide=True)
                used.add(key)
                found.append((key, output))
            yield irq, found


def _outputs(
    variable: Variable, irq: syntax.Irq, machine: Machine
) -> Iterator[tuple[int | str, GPIO, Position]]:
    named = _named_outputs(variable, irq, machine)
    if irq.sources is None:
        name = _default_output(variable, named, irq.position)
        yield name, named[name], irq.position
        return
    for source in irq.sources:
        for item in source.items:
            if isinstance(item, str):
                yield item, _named_output(variable, named, item, source.position), source.position
            else:
                yield item, _numbered_output(variable, item, source.position, irq.position), source.position


def _named_outputs(variable: Variable, irq: syntax.Irq, machine: Machine) -> dict[str, GPIO]:
    """Lines of a model by their names, and silent ones for those that Renode's class has besides."""
    cls, own = type(variable.instance), variable.instance.gpio_outputs()
    lines: dict[str, GPIO] = own
    lacking = [name for name in gaps.outputs_of(cls) if name not in own]
    asked = {item for each in irq.sources or () for item in each.items}
    if lacking and (asked & set(lacking) or (irq.sources is None and not own)):
        lines = own | {name: GPIO() for name in lacking}
        used = sorted(asked & set(lacking)) or lacking
        gaps.tell(machine, variable.instance, f"line {', '.join(map(str, used))}", irq.position)
    return lines


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
        message = f"Property '{name}' does not exist in '{cls}' or is not of the GPIO type."
        raise PlatformError(Code.NO_IRQ_SOURCE, message, place, did_you_mean(name, named), wide=True)
    return named[name]


def _numbered_output(variable: Variable, number: int, place: Position, whole: Position) -> GPIO:
    numbered: dict[int, GPIO] | None = variable.instance.numbered_outputs()
    cls = full_name(type(variable.instance))
    if numbered is None and gaps.has_kind(type(variable.instance), "numbered"):
        return GPIO()
    if numbered is None:
        message = f"Type '{cls}' is not a numbered gpio output, while numbered output was used."
        raise PlatformError(Code.NO_NUMBERED_SOURCE, message, place, wide=True)
    if number not in numbered:
        available = ", ".join(map(str, numbered))
        message = f"{cls} doesn't have IRQ {number}.\nAvailable IRQs: [{available}]."
        raise PlatformError(Code.NO_IRQ_NUMBER, message, whole)
    return numbered[number]


def _receiver(variables: dict[str, Variable], end: syntax.Destination, machine: Machine) -> GPIOReceiver:
    variable = variables.get(end.name)
    if variable is None or variable.instance is None:
        message = f"Irq destination '{shown(end.name)}' does not exist."
        raise PlatformError(Code.NO_IRQ_DESTINATION, message, end.position, wide=True)
    instance: Any = variable.instance
    if end.local is not None:
        local: Callable[[int], GPIOReceiver | None] = instance.local_receiver
        receiver = local(end.local)
        receiver = receiver or gaps.receiver_of(instance)
        if receiver is not None:
            return receiver
        message = f"'{variable.name}' does not have a local receiver {end.local}."
        raise PlatformError(Code.NO_LOCAL_RECEIVER, message, end.position, wide=True)
    if not isinstance(instance, GPIOReceiver):
        ignorant = gaps.receiver_of(instance)
        if ignorant is not None:
            gaps.tell(machine, instance, f"input {end.pins[0] if end.pins else 0}", end.position)
            return ignorant
        message = f"'{variable.name}' of type '{full_name(type(instance))}' does not receive interrupts."
        raise PlatformError(Code.NOT_A_RECEIVER, message, end.position)
    return instance
