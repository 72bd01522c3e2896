"""The C# face of Python annotations: type names in listings and reports, kinds of conversion."""

from __future__ import annotations

import collections.abc
import enum
import functools
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from vboard.builtin.registry import NAMESPACE
from vboard.builtin.types import FilePathType, IntegerType, Range, RegisterType, TimeType

INT32 = IntegerType("Int32", 32, True)
"""What a plain `int` annotation means."""

Kind = IntegerType | RegisterType | TimeType | FilePathType | None
"""The markers that vboard.builtin.types attaches."""


@dataclass(frozen=True)
class CSharpType:
    """An annotation, taken apart.

    Attributes:
        python: the class behind it (`int`, `str`, an enum, a peripheral); `object` for anything.
        kind: the marker from vboard.builtin.types, if any.
        nullable: whether None is allowed.
        item: type of the items of a list or a byte string.
        choices: the members of a union of several types.
    """

    python: type[Any]
    kind: Kind = None
    nullable: bool = False
    item: CSharpType | None = None
    choices: tuple[CSharpType, ...] = ()

    @property
    def short(self) -> str:
        """Name in the monitor's listings: `UInt32`, `String`, `Byte[]`, `Int64?`."""
        if self.choices:
            return self.choices[0].short
        if self.item is not None:
            return f"{self.item.short}[]"
        name = _SHORT.get(self.python) or self.python.__name__
        if isinstance(self.kind, IntegerType):
            name = self.kind.name
        elif isinstance(self.kind, RegisterType):
            name = "RegisterValue"
        elif isinstance(self.kind, TimeType):
            name = "TimeInterval"
        elif isinstance(self.kind, FilePathType):
            name = "ReadFilePath"
        return name + ("?" if self.nullable and self.is_value_type else "")

    @property
    def is_value_type(self) -> bool:
        """Whether C# has a struct here (its nullable form is `Nullable<T>`)."""
        return self.item is None and (
            self.python in (int, bool, float, Range) or issubclass(self.python, enum.Enum)
        )

    @property
    def full(self) -> str:
        """Name in reports: `System.Int64`, ``System.Nullable`1[System.Int32]``."""
        if self.choices:
            return "|".join(choice.full for choice in self.choices)
        if self.item is not None:
            return f"{self.item.full}[]"
        name = f"System.{self.short.rstrip('?')}"
        if self.python not in _SHORT:
            name = full_name(self.python)
        elif isinstance(self.kind, RegisterType):
            name = "Antmicro.Renode.Peripherals.CPU.RegisterValue"
        elif isinstance(self.kind, TimeType):
            name = "Antmicro.Renode.Time.TimeInterval"
        return f"System.Nullable`1[{name}]" if self.nullable and self.is_value_type else name


_SHORT: dict[type[Any], str] = {
    bool: "Boolean",
    int: "Int32",
    float: "Double",
    str: "String",
    bytes: "Byte[]",
    object: "Object",
    type(None): "Void",
}


def full_name(cls: type[Any]) -> str:
    """Full C# name of a model's class, the Python name for others."""
    name = getattr(cls, "renode_type_name", "")
    return NAMESPACE + name if name else cls.__name__


def describe(annotation: Any) -> CSharpType:
    """Take an annotation apart; what cannot be understood becomes `object`."""
    try:
        return _describe(annotation)
    except TypeError:  # not hashable, such as the argument list of a Callable
        return CSharpType(object)


@functools.cache
def _describe(annotation: Any) -> CSharpType:
    if annotation is None or annotation is type(None):
        return CSharpType(type(None))
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *marks = get_args(annotation)
        kind = next(
            (m for m in marks if isinstance(m, IntegerType | RegisterType | TimeType | FilePathType)), None
        )
        inner = describe(base)
        return CSharpType(inner.python, kind, inner.nullable, inner.item, inner.choices)
    if origin in (Union, types.UnionType):
        members = [describe(member) for member in get_args(annotation)]
        some = [member for member in members if member.python is not type(None)]
        nullable = len(some) < len(members)
        if len(some) == 1:
            only = some[0]
            return CSharpType(only.python, only.kind, nullable, only.item, only.choices)
        return CSharpType(object, None, nullable, None, tuple(some))
    if origin is not None:
        if origin is collections.abc.Callable:
            return CSharpType(collections.abc.Callable)
        arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
        if isinstance(origin, type) and issubclass(origin, dict):
            return CSharpType(dict)
        item = describe(arguments[0]) if arguments else CSharpType(object)
        return CSharpType(list, item=item)
    if annotation is int:
        return CSharpType(int, INT32)
    if annotation in (bytes, bytearray):
        return CSharpType(bytes, item=CSharpType(int, IntegerType("Byte", 8, False)))
    if isinstance(annotation, type):
        return CSharpType(annotation)
    return CSharpType(object)


def hints(function: Callable[..., Any]) -> Mapping[str, Any]:
    """Annotations of a function, resolved, with their markers; empty where a name is unknown."""
    return _cached_hints(function)


@functools.cache
def _cached_hints(function: Any) -> dict[str, Any]:
    try:
        return typing.get_type_hints(function, include_extras=True)
    except (NameError, TypeError, AttributeError):
        return _single_hints(function)


def _single_hints(function: Callable[..., Any]) -> dict[str, Any]:
    """Annotations one by one: those that name something imported for type checkers only are left out."""
    known: dict[str, Any] = {}
    scope = getattr(inspect.unwrap(function), "__globals__", {})
    for name, annotation in getattr(function, "__annotations__", {}).items():
        try:
            known[name] = eval(annotation, scope) if isinstance(annotation, str) else annotation
        except (NameError, TypeError, AttributeError, SyntaxError):
            continue
    return known


def parameters(function: Callable[..., Any], skip: int) -> list[tuple[inspect.Parameter, CSharpType]]:
    """Positional parameters with their types, without the first `skip` (`self`, the environment)."""
    known = hints(function)
    found = list(inspect.signature(function).parameters.values())[skip:]
    return [
        (parameter, describe(known.get(parameter.name, object)))
        for parameter in found
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]


def result(function: Callable[..., Any]) -> CSharpType:
    """Type of a function's result; `object` when it is not annotated."""
    return describe(hints(function).get("return", object))
