"""Members of objects as the monitor sees them: methods, properties, values; and calling them.

A member is public when its name starts with an upper-case letter (C#'s spelling). Members come from
the class, from instance attributes (outputs such as `IRQ`), and from what the monitor adds: facets,
classes of members (`machine LoadPlatformDescription`), and single functions. A class's own member wins.
`Name__2` and so on are further signatures of the method `Name`.
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
from vboard.builtin.known.known_types import known_type
from vboard.builtin.monitor.overloads import Overload, takes
from vboard.builtin.peripherals.base import BusPeripheral

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Target = TypeVar("_Target")
_FacetClass = TypeVar("_FacetClass", bound="type[Facet[Any]]")
_MORE = "__"
"""Stands between the name of a method and the number of a further signature."""


@dataclass(frozen=True)
class Method:
    """A callable member, bound to its object."""

    name: str
    overloads: tuple[Overload, ...]

    def call(self, *values: Any, **named: Any) -> Any:
        """Call the signature that takes so many values of these kinds, for Python code."""
        if len(self.overloads) == 1:
            return self.overloads[0].call(*values, **named)
        fitting = [each for each in self.overloads if takes(each, values, named)]
        return (fitting or self.overloads)[0].call(*values, **named)


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


_ACCESSES = {
    f"{way}{width}": size
    for way in ("Read", "Write")
    for width, size in (("Byte", 1), ("Word", 2), ("DoubleWord", 4), ("QuadWord", 8))
}
"""Methods of `DirectAccess` and the bytes that each takes."""


def _takes_access(cls: type[Any], size: int) -> bool:
    """Whether Renode's class has the access itself, not only by way of the bus, which cuts and joins."""
    known = known_type(getattr(cls, "renode_type_name", ""))
    if not issubclass(cls, BusPeripheral) or known is None or "IBytePeripheral" in known.kinds:
        return True
    return bool(size == cls.register_width)


def _is_public(name: str) -> bool:
    return name[:1].isupper() and _MORE not in name


def find_member(monitor: Any, target: Any, name: str) -> Member | None:
    """Member `name` of `target`, or None."""
    if not _is_public(name):
        return None
    if name in _ACCESSES and not _takes_access(type(target), _ACCESSES[name]):
        return None
    holders: list[tuple[type[Any], Any]] = [(type(target), target)]
    holders += [(facet, facet(monitor, target)) for facet in _facets_of(type(target))]
    found = [member for cls, holder in holders if (member := _class_member(cls, holder, name)) is not None]
    if not found and name in getattr(target, "__dict__", {}):
        return _instance_member(target, name)
    extension = _extensions_of(type(target)).get(name)
    if extension is not None:
        found.append(_extension_member(monitor, target, name, extension))
    methods = [member for member in found if isinstance(member, Method)]
    if not found or not isinstance(found[0], Method):
        return found[0] if found else None
    overloads = [overload for method in methods for overload in method.overloads]
    return Method(name, tuple(sorted(overloads, key=lambda overload: overload.precedence)))


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
    own = {name for name in getattr(target, "__dict__", {}) if _is_public(name)}
    return _sorted({*names_of_class(type(target)), *own})


def names_of_class(cls: type[Any]) -> list[str]:
    """Names of the members that all objects of a class have."""
    names = {name for each in (cls, *_facets_of(cls)) for name in dir(each) if _is_public(name)}
    names -= {name for name, size in _ACCESSES.items() if not _takes_access(cls, size)}
    return _sorted(names | set(_extensions_of(cls)))


def _sorted(names: set[str]) -> list[str]:
    return sorted(names, key=lambda name: (name.lower(), name))


def class_names(target: Any) -> list[str]:
    """What a table of members calls the classes of an object, the most special first."""
    return [key if isinstance(key, str) else key.__name__ for key in _keys(type(target))]


_static_cache: dict[tuple[type[Any], str], Any] = {}


def _static(cls: type[Any], name: str) -> Any:
    """What a class declares as `name`, unbound: the search takes longer than most calls."""
    if (cls, name) not in _static_cache:
        _static_cache[cls, name] = inspect.getattr_static(cls, name, None)
    return _static_cache[cls, name]


def _class_member(cls: type[Any], holder: Any, name: str) -> Member | None:
    """Member that a class declares, bound to `holder`."""
    static = _static(cls, name)
    if static is None or isinstance(static, type):
        return None
    if isinstance(static, property):
        getter, setter = static.fget, static.fset
        return Property(
            name,
            result(getter) if getter is not None else CSharpType(object),
            (lambda: getattr(holder, name)) if getter is not None else None,
            (lambda value: setattr(holder, name, value)) if setter is not None else None,
        )
    if not (callable(static) or isinstance(static, classmethod | staticmethod)):
        wanted = describe(hints(cls).get(name, type(static)))
        return Property(name, wanted, lambda: getattr(holder, name))
    overloads = [
        Overload(getattr(holder, each), *signature)
        for each in _signature_names(cls, name)
        for signature in _signatures(_static(cls, each))
    ]
    return Method(name, tuple(sorted(overloads, key=lambda overload: overload.precedence)))


_signature_names_cache: dict[tuple[type[Any], str], tuple[str, ...]] = {}


def _signature_names(cls: type[Any], name: str) -> tuple[str, ...]:
    """`Name`, `Name__2`, ...: a script may ask for them for every byte that it feeds to a UART."""
    found = _signature_names_cache.get((cls, name))
    if found is None:
        found = name, *(each for each in dir(cls) if each.startswith(name + _MORE))
        _signature_names_cache[cls, name] = found
    return found


_Signature = tuple[tuple[tuple[inspect.Parameter, CSharpType], ...], CSharpType]


@functools.cache
def _signatures(static: Any) -> tuple[_Signature, ...]:
    """Signatures of a class's function without `self`."""
    function = getattr(static, "__func__", static)
    skip = 0 if isinstance(static, staticmethod) else 1
    return _declared(function, skip)


def _declared(function: Callable[..., Any], skip: int) -> tuple[_Signature, ...]:
    functions = typing.get_overloads(function) or [function]
    return tuple((tuple(parameters(each, skip)), result(each)) for each in functions)


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

    return Method(name, tuple(Overload(call, *signature) for signature in _declared(function, 2)))


def is_object(value: Any) -> bool:
    """Whether the monitor may go on to the members of `value` (C#: a class, not a struct or string)."""
    return not (
        value is None
        or isinstance(value, str | int | float | bytes | enum.Enum | list | tuple | Mapping)
        or getattr(type(value), "is_csharp_struct", False)
    )
