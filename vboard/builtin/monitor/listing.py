"""The list of members that an object's name alone prints."""

from __future__ import annotations

import enum
import inspect
from typing import Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.members import Method, Property, find_member, member_names
from vboard.builtin.monitor.overloads import Overload


def print_members(monitor: Any, name: str, target: Any, out: Interaction, only: str | None = None) -> None:
    """Print methods, then properties, with C# types, and how to use them; `only` one member of a name."""
    names = [each for each in member_names(target) if only in (None, each)]
    found = [find_member(monitor, target, each) for each in names]
    methods = [member for member in found if isinstance(member, Method)]
    properties = [member for member in found if isinstance(member, Property)]
    if methods:
        out.line("\nThe following methods are available:")
        for method in methods:
            for overload in method.overloads:
                out.line(f" - {overload.result.short} {method.name} ({_parameters(overload)})")
        out.line()
        out.line("Usage:")
        out.line(f" {name} MethodName param1 param2 ...")
        out.line()
    if properties:
        out.line("\nThe following properties are available:")
        for each in properties:
            access = " and ".join(word for word, way in (("'get'", each.get), ("'set'", each.set)) if way)
            out.line(f" - {each.type.short} {each.name}")
            out.line(f"     available for {access}")
        out.line()
        out.line("Usage:")
        out.line(f" - get: {name} PropertyName")
        out.line(f" - set: {name} PropertyName Value")
        out.line()


def _parameters(overload: Overload) -> str:
    return ", ".join(_parameter(parameter, wanted) for parameter, wanted in overload.parameters)


def _parameter(parameter: inspect.Parameter, wanted: CSharpType) -> str:
    text = f"{wanted.short} {parameter.name.rstrip('_')}"
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        return f"params {wanted.short}[] {parameter.name}"
    if parameter.default is inspect.Parameter.empty:
        return text
    return f"{text} = {_default(parameter.default)}"


def _default(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, enum.Enum):
        return value.name
    return f'"{value}"' if isinstance(value, str) else str(value)
