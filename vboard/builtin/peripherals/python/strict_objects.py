"""A script's objects in strict mode: they have the members that Renode's have, and take what C# takes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from vboard.builtin.csharp import INT32, CSharpType, parameters
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.peripherals.python.request import Request
from vboard.builtin.types import IntegerType

_ULONG = IntegerType("UInt64", 64, False)
_WRITABLE = ("Value", "Length", "Type", "Offset", "Absolute", "Counter")
_READABLE = (*_WRITABLE, "IsInit", "IsRead", "IsWrite", "IsUser")
_LEVELS = ("Noisy", "Debug", "Info", "Warning", "Error")
_MACHINE = ("ElapsedVirtualTime", "SystemBus")
"""Members of the machine that both engines have for scripts."""


class MissingMemberError(AttributeError):
    """Renode's object has no such member."""


class StrictRequest:
    """`request`: its value is an unsigned integer of 64 bits."""

    def __init__(self, request: Request) -> None:
        object.__setattr__(self, "_request", request)

    def __getattr__(self, name: str) -> Any:
        if name not in _READABLE:
            raise MissingMemberError(f"'PythonRequest' object has no attribute '{name}'")
        return getattr(self._request, name)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _WRITABLE:
            raise MissingMemberError(f"'PythonRequest' object has no attribute '{name}'")
        if name == "Value" and not (type(value) is int and 0 <= value < 1 << 64):
            _check_integer(value, _ULONG, "request.Value")
        setattr(self._request, name, value)


class StrictLevels:
    """`LogLevel` in C#'s spelling."""

    def __getattr__(self, name: str) -> LogLevel:
        if name not in _LEVELS:
            raise MissingMemberError(f"'type' object has no attribute '{name}'")
        return LogLevel[name]


class StrictObject:
    """A peripheral or the machine: members with C#'s names, called with what C# takes."""

    def __init__(self, target: object) -> None:
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name: str) -> Any:
        target = self._target
        shown = getattr(target, "renode_type_name", "").rpartition(".")[2] or type(target).__name__
        known = name[:1].isupper() if isinstance(target, Peripheral) else name in _MACHINE
        if not known or not hasattr(target, name):
            raise MissingMemberError(f"'{shown}' object has no attribute '{name}'")
        member = getattr(target, name)
        return _Method(f"{shown}.{name}", member) if inspect.ismethod(member) else member

    def __setattr__(self, name: str, value: object) -> None:
        if not name[:1].isupper() or not hasattr(self._target, name):
            raise MissingMemberError(f"'{type(self._target).__name__}' object has no attribute '{name}'")
        setattr(self._target, name, value)

    def __getitem__(self, name: str) -> StrictObject:
        return StrictObject(self._target[name])


class _Method:
    def __init__(self, name: str, method: Any) -> None:
        self._name = name
        self._method = method

    def __call__(self, *arguments: Any) -> Any:
        for argument, (name, kind) in zip(arguments, _expected(self._method.__func__), strict=False):
            if kind.python is not int or not _fits(argument, kind):
                _check(argument, kind, f"{self._name}({name})")
        result = self._method(*arguments)
        named_by_index = hasattr(result, "__getitem__") and not isinstance(result, list | str | dict | bytes)
        return StrictObject(result) if isinstance(result, Peripheral) or named_by_index else result


@functools.cache
def _expected(function: Callable[..., Any]) -> tuple[tuple[str, CSharpType], ...]:
    """Names and types of a method's arguments: looked up once, for scripts call the same ones each time."""
    return tuple((parameter.name, kind) for parameter, kind in parameters(function, 1))


def _fits(value: object, kind: CSharpType) -> bool:
    """Whether an integer is surely in range, without looking for what is wrong with it."""
    return type(value) is int and 0 <= value < 0x80 and isinstance(kind.kind, IntegerType)


def _check(value: object, kind: CSharpType, what: str) -> None:
    if kind.python is bool:
        if not isinstance(value, bool):
            raise TypeError(f"{what}: expected Boolean, got {type(value).__name__}")
    elif kind.python is int:
        _check_integer(value, kind.kind if isinstance(kind.kind, IntegerType) else INT32, what)
    elif kind.python is str and not isinstance(value, str):
        raise TypeError(f"{what}: expected str, got {type(value).__name__}")


def _check_integer(value: object, kind: IntegerType, what: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{what}: expected {kind.name}, got {type(value).__name__}")
    if value != kind.wrap(value):
        raise OverflowError(f"{what}: {value} does not fit {kind.name}")
