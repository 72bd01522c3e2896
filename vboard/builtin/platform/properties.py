"""Sets properties of created objects."""

from __future__ import annotations

import inspect
from typing import Any

from vboard.builtin.csharp import CSharpType, describe, full_name, hints
from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.hints import did_you_mean
from vboard.builtin.machine.machine import Machine
from vboard.builtin.platform import gaps, syntax
from vboard.builtin.platform.convert import ConversionError, Resolver, convert
from vboard.builtin.platform.platform_errors import Code, PlatformError
from vboard.builtin.platform.stubs import is_stub


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


def set_property(instance: Any, assignment: syntax.Assignment, resolver: Resolver, machine: Machine) -> None:
    """Set one property of a created object.

    Raises:
        PlatformError: E06, E07, E10, E23, or E40 when the setter refuses the value.
    """
    name = assignment.name
    place = assignment.position
    if is_stub(type(instance)):
        instance.ignore(name, assignment.value)
        return
    found = property_type(instance, name)
    if found is None and gaps.has_property(type(instance), name):
        gaps.tell(machine, instance, f"property '{name}'", place)
        return
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
        raise PlatformError(error.code, str(error), assignment.value.position, wide=True) from None
    try:
        setattr(instance, name, value)
    except (PlatformError, EscapedError):
        raise
    except Exception as error:
        message = f"Exception was thrown when setting property '{name}':\n{error}\n"
        raise PlatformError(Code.PROPERTY_SETTING, message, place) from error
