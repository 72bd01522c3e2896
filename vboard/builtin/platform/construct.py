"""Chooses a model's constructor arguments, creates the object and sets its properties."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import CSharpType, describe, full_name, hints, parameters
from vboard.builtin.hints import did_you_mean
from vboard.builtin.machine.machine import Machine
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.platform import syntax
from vboard.builtin.platform.convert import ConversionError, Resolver, check, convert
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position

_MACHINE = "Antmicro.Renode.Core.IMachine"


@dataclass(frozen=True)
class Argument:
    """A constructor parameter and the attribute that fills it."""

    name: str
    type: CSharpType
    attribute: syntax.Assignment


def takes_machine(cls: type[Any]) -> bool:
    """Whether the C# constructor has a machine parameter (the Python one always has `env`).

    Bus peripherals have it; a class may say otherwise in `takes_machine`. It matters for reports only.
    """
    return bool(getattr(cls, "takes_machine", issubclass(cls, BusPeripheral)))


def choose(
    cls: type[Any],
    assignments: Iterable[syntax.Assignment],
    resolver: Resolver,
    machine: str,
    place: Position,
) -> list[Argument]:
    """Match constructor parameters with attributes.

    Args:
        cls: class of the model.
        assignments: all attributes; those with a lower-case name are parameters.
        resolver: classes of the variables.
        machine: name of the machine, shown in the report.
        place: where the report points.

    Raises:
        PlatformError: E25 with Renode's constructor selection report.
    """
    attributes = {a.name: a for a in assignments if not a.is_property}
    known = parameters(cls.__init__, skip=2)
    report = [_header(cls, known)]
    if takes_machine(cls):
        report.append(f"  Parameter 'machine' of type '{_MACHINE}' filled with default value = '{machine}'.")
    arguments: list[Argument] = []
    for parameter, wanted in known:
        what = f"arameter '{parameter.name}' of type '{wanted.full}'"
        attribute = attributes.pop(parameter.name, None)
        if attribute is None:
            if parameter.default is inspect.Parameter.empty:
                report.append(
                    f"  Could not find corresponding attribute for p{what} and it is not a default "
                    "parameter. Rejecting constructor."
                )
                raise _no_constructor(cls, report, place)
            report.append(f"  P{what} filled with default value = '{_default(parameter.default)}'.")
            continue
        report.append(f"  For p{what} found attribute at {attribute.position} with value {attribute.value}")
        try:
            shown = check(attribute.value, wanted, resolver)
        except ConversionError as error:
            report += _refusal(attribute.value, error)
            raise _no_constructor(cls, report, place) from None
        report.append(_acceptance(attribute.value, shown))
        arguments.append(Argument(parameter.name, wanted, attribute))
    if attributes:
        report.append(f"  Constructor rejected, {len(attributes)} unused attributes left:")
        for attribute in attributes.values():
            report.append(f"    '{attribute.name}' with value '{attribute.value}' at {attribute.position}")
        hint = did_you_mean(next(iter(attributes)), [parameter.name for parameter, _ in known])
        raise _no_constructor(cls, report, place, hint)
    return arguments


def _acceptance(value: syntax.Value, shown: object) -> str:
    if isinstance(value, syntax.ReferenceValue | syntax.ObjectValue):
        kind = "reference" if isinstance(value, syntax.ReferenceValue) else "object"
        return f"    Parameter is assignable from the {kind} value."
    return f"    Value converted succesfully, it is = '{shown}'"


def _refusal(value: syntax.Value, error: ConversionError) -> list[str]:
    if isinstance(value, syntax.ReferenceValue | syntax.ObjectValue):
        kind = "reference" if isinstance(value, syntax.ReferenceValue) else "object"
        return [f"    Parameter is not assignable from the {kind} value, constructor rejected."]
    return ["    There was an error when converting the value:", f"    {error}"]


def _header(cls: type[Any], known: list[tuple[inspect.Parameter, CSharpType]]) -> str:
    shown = [_MACHINE] if takes_machine(cls) else []
    for parameter, wanted in known:
        optional = "" if parameter.default is inspect.Parameter.empty else " (optional)"
        shown.append(wanted.full + optional)
    return f"Considering ctor {full_name(cls)} with the following parameters: [{', '.join(shown)}]."


def _default(value: object) -> str:
    return "" if value is None else str(value)


def _no_constructor(
    cls: type[Any], report: list[str], place: Position, suggestion: str = ""
) -> PlatformError:
    message = "\n".join(
        [
            f"Could not find suitable constructor for type '{full_name(cls)}'.",
            "Constructor selection report:",
            "",
            *report,
        ]
    )
    return PlatformError(Code.NO_CONSTRUCTOR, message, place, suggestion)


def references(value: syntax.Value) -> Iterable[syntax.ReferenceValue]:
    """References to the variables that `value` needs."""
    if isinstance(value, syntax.ReferenceValue):
        yield value
    elif isinstance(value, syntax.ListValue):
        for item in value.items:
            yield from references(item)
    elif isinstance(value, syntax.ObjectValue):
        for attribute in value.attributes:
            if isinstance(attribute, syntax.Assignment):
                yield from references(attribute.value)


def create(
    cls: type[Any],
    arguments: list[Argument],
    resolver: Resolver,
    machine: Machine,
    name: str,
    place: Position,
) -> Any:
    """Call the constructor.

    Raises:
        PlatformError: E38 with the text of what the constructor raised.
    """
    values = {a.name: convert(a.attribute.value, a.type, resolver) for a in arguments}
    try:
        return cls(machine, **values)
    except PlatformError:
        raise
    except Exception as error:
        message = f"Exception was thrown during construction of '{name}':\n{error}\n"
        raise PlatformError(Code.CONSTRUCTION, message, place) from error


def property_type(instance: Any, name: str) -> tuple[CSharpType, bool] | None:
    """Type of a property and whether it can be set; None when there is none."""
    member = inspect.getattr_static(type(instance), name, None)
    if isinstance(member, property) and member.fget is not None:
        known = hints(member.fget)
        return describe(known.get("return", object)), member.fset is not None
    if callable(member) or isinstance(member, classmethod | staticmethod):
        return None
    if name in vars(instance):
        value = vars(instance)[name]
        return describe(type(value) if value is not None else object), True
    return None


def set_property(instance: Any, assignment: syntax.Assignment, resolver: Resolver) -> None:
    """Set one property of a created object.

    Raises:
        PlatformError: E06, E07, E10, or E40 when the setter refuses the value.
    """
    name = assignment.name
    place = assignment.position
    found = property_type(instance, name)
    if found is None:
        names = [each for each in dir(type(instance)) if each[0].isupper()]
        message = f"Property '{name}' does not exist in type '{full_name(type(instance))}."
        raise PlatformError(Code.NO_PROPERTY, message, place, did_you_mean(name, names))
    wanted, writable = found
    if not writable:
        raise PlatformError(Code.NOT_WRITABLE, f"Property {name} does not have a public setter.", place)
    try:
        value = convert(assignment.value, wanted, resolver)
    except ConversionError as error:
        raise PlatformError(Code.TYPE_MISMATCH, str(error), assignment.value.position) from None
    try:
        setattr(instance, name, value)
    except PlatformError:
        raise
    except Exception as error:
        message = f"Exception was thrown when setting property '{name}':\n{error}\n"
        raise PlatformError(Code.PROPERTY_SETTING, message, place) from error
