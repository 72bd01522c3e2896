"""Members of objects as the monitor sees them: methods, properties, values; and calling them.

A member is public when its name starts with an upper-case letter (C#'s spelling). Members come from
the class, from instance attributes (outputs such as `IRQ`), and from extension functions, which add
members that need the monitor (`machine LoadPlatformDescription`). A class's own member wins.
"""

from __future__ import annotations

import enum
import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from vboard.builtin.csharp import CSharpType, describe, hints, parameters, result

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Target = TypeVar("_Target")
_FacetClass = TypeVar("_FacetClass", bound="type[Facet[Any]]")


@dataclass(frozen=True)
class Overload:
    """One signature of a method."""

    parameters: tuple[tuple[inspect.Parameter, CSharpType], ...]
    result: CSharpType

    @property
    def variadic(self) -> CSharpType | None:
        """Type of `*args`, if there is one."""
        last = self.parameters[-1] if self.parameters else None
        if last is not None and last[0].kind is inspect.Parameter.VAR_POSITIONAL:
            return last[1]
        return None


@dataclass(frozen=True)
class Method:
    """A callable member, bound to its object."""

    name: str
    call: Callable[..., Any]
    overloads: tuple[Overload, ...]


@dataclass(frozen=True)
class Property:
    """A property or a field; `set` is None for a read-only one, `get` for a write-only one."""

    name: str
    type: CSharpType
    get: Callable[[], Any] | None
    set: Callable[[Any], None] | None = field(default=None)


Member = Method | Property


@dataclass(frozen=True)
class _Extension:
    function: Callable[..., Any]
    is_property: bool


class Facet(Generic[_Target]):
    """Members that the monitor adds to a class. Subclasses are declared with `members_of`.

    Attributes:
        monitor: the monitor.
        target: the object whose members these are.
    """

    def __init__(self, monitor: Any, target: _Target) -> None:
        self.monitor = monitor
        self.target = target


_extensions: dict[type[Any] | str, dict[str, _Extension]] = {}
_facets: dict[type[Any] | str, list[type[Facet[Any]]]] = {}


def members_of(cls: type[Any] | str) -> Callable[[_FacetClass], _FacetClass]:
    """Class decorator: add the public members of a `Facet` to what the monitor shows of `cls`.

    `cls` is a class, or a Renode type name where importing the class would be slow.
    """

    def register(facet: _FacetClass) -> _FacetClass:
        _facets.setdefault(cls, []).append(facet)
        return facet

    return register


def extension_method(cls: type[Any] | str) -> Callable[[_Function], _Function]:
    """Function decorator: add a method to what the monitor shows of `cls`.

    The function gets the monitor, the object and the arguments; its name and annotations are those
    of the method. `cls` is a class, or a Renode type name where importing the class would be slow.
    """
    return _extend(cls, is_property=False)


def extension_property(cls: type[Any] | str) -> Callable[[_Function], _Function]:
    """Function decorator: add a read-only property. The function gets the monitor and the object."""
    return _extend(cls, is_property=True)


def _extend(cls: type[Any] | str, is_property: bool) -> Callable[[_Function], _Function]:
    def register(function: _Function) -> _Function:
        _extensions.setdefault(cls, {})[function.__name__] = _Extension(function, is_property)
        return function

    return register


def _is_public(name: str) -> bool:
    return name[:1].isupper()


def find_member(monitor: Any, target: Any, name: str) -> Member | None:
    """Member `name` of `target`, or None."""
    if not _is_public(name):
        return None
    static = inspect.getattr_static(type(target), name, None)
    if static is not None:
        return _class_member(target, name, static)
    if name in getattr(target, "__dict__", {}):
        return _instance_member(target, name)
    for facet in _facets_of(type(target)):
        static = inspect.getattr_static(facet, name, None)
        if static is not None:
            return _class_member(facet(monitor, target), name, static)
    extension = _extensions_of(type(target)).get(name)
    return _extension_member(monitor, target, name, extension) if extension is not None else None


def _keys(cls: type[Any]) -> list[type[Any] | str]:
    """What extensions of a class are registered for, the most special first."""
    return [getattr(cls, "renode_type_name", ""), *cls.__mro__]


def _extensions_of(cls: type[Any]) -> dict[str, _Extension]:
    found: dict[str, _Extension] = {}
    for key in reversed(_keys(cls)):
        found.update(_extensions.get(key, {}))
    return found


def _facets_of(cls: type[Any]) -> list[type[Facet[Any]]]:
    return [facet for key in _keys(cls) for facet in _facets.get(key, ())]


def member_names(target: Any) -> list[str]:
    """Names of all members, sorted without regard to case."""
    cls = type(target)
    names = {name for each in (cls, *_facets_of(cls)) for name in dir(each) if _is_public(name)}
    names |= {name for name in getattr(target, "__dict__", {}) if _is_public(name)}
    names |= set(_extensions_of(cls))
    return sorted(names, key=lambda name: (name.lower(), name))


def _class_member(target: Any, name: str, static: Any) -> Member | None:
    if isinstance(static, property):
        getter, setter = static.fget, static.fset
        wanted = result(getter) if getter is not None else CSharpType(object)
        return Property(
            name,
            wanted,
            (lambda: getattr(target, name)) if getter is not None else None,
            (lambda value: setattr(target, name, value)) if setter is not None else None,
        )
    if isinstance(static, type) or not (callable(static) or isinstance(static, classmethod | staticmethod)):
        if isinstance(static, type):
            return None
        annotations = hints(type(target))
        wanted = describe(annotations.get(name, type(static)))
        return Property(name, wanted, lambda: getattr(target, name))
    function = getattr(static, "__func__", static)
    skip = 0 if isinstance(static, staticmethod) else 1
    return Method(name, getattr(target, name), _declared_overloads(function, skip))


@functools.cache
def _declared_overloads(function: Callable[..., Any], skip: int) -> tuple[Overload, ...]:
    """Overloads of a class's function; a script may call it for every byte that it feeds to a UART."""
    return _overloads(typing.get_overloads(function) or [function], skip)


def _overloads(functions: typing.Iterable[Callable[..., Any]], skip: int) -> tuple[Overload, ...]:
    found = [Overload(tuple(parameters(function, skip)), result(function)) for function in functions]
    return tuple(sorted(found, key=_precedence))


def _precedence(overload: Overload) -> tuple[int, int]:
    """As in Renode, the signature with the fewest parameters is tried first, then with the fewest strings."""
    return len(overload.parameters), sum(wanted.python is str for _, wanted in overload.parameters)


def _instance_member(target: Any, name: str) -> Property:
    value = getattr(target, name)
    annotations = hints(type(target))
    wanted = describe(annotations[name] if name in annotations else type(value))
    settable = isinstance(value, int | float | str | enum.Enum)
    return Property(
        name,
        wanted,
        lambda: getattr(target, name),
        (lambda new: setattr(target, name, new)) if settable else None,
    )


def _extension_member(monitor: Any, target: Any, name: str, extension: _Extension) -> Member:
    function = extension.function
    if extension.is_property:
        return Property(name, result(function), lambda: function(monitor, target))

    def call(*arguments: Any, **named: Any) -> Any:
        return function(monitor, target, *arguments, **named)

    sources = typing.get_overloads(function) or [function]
    return Method(name, call, _overloads(sources, 2))


def is_object(value: Any) -> bool:
    """Whether the monitor may go on to the members of `value` (C#: a class, not a struct or string)."""
    return not (
        value is None
        or isinstance(value, str | int | float | bytes | enum.Enum | list | tuple | Mapping)
        or getattr(type(value), "is_csharp_struct", False)
    )
