"""Values of a description as Python values of a parameter's type."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.platform import syntax
from vboard.builtin.platform.platform_errors import Code, PlatformError
from vboard.builtin.types import IntegerType, Range
from vboard.errors import nearest


class ConversionError(Exception):
    """The value does not fit the type; the text goes into a report or an E06."""


class Resolver:
    """What conversion needs to know of the other variables.

    Args:
        class_of: class of a variable, None when there is no such variable.
        instance_of: the created object of a variable.
        create: builds the object of a `new` value.
    """

    def __init__(
        self,
        class_of: Callable[[str], type[Any] | None],
        instance_of: Callable[[str], Any],
        create: Callable[[syntax.ObjectValue], Any],
    ) -> None:
        self.class_of = class_of
        self.instance_of = instance_of
        self.create = create


def check(value: syntax.Value, wanted: CSharpType, resolver: Resolver) -> Any:
    """Raise ConversionError when `value` cannot become a `wanted`; creates nothing.

    Returns:
        the converted value, None in place of objects.

    Raises:
        ConversionError: wrong kind of value.
        PlatformError: E20, E23.
    """
    return _convert(value, wanted, resolver, dry=True)


def convert(value: syntax.Value, wanted: CSharpType, resolver: Resolver) -> Any:
    """Return the Python value. Raises as `check`."""
    return _convert(value, wanted, resolver, dry=False)


def _mismatch(wanted: CSharpType) -> ConversionError:
    return ConversionError(f"Type mismatch. Expected {wanted.full}.")


def _convert(value: syntax.Value, wanted: CSharpType, resolver: Resolver, dry: bool) -> Any:
    if wanted.choices:
        return _convert_choice(value, wanted, resolver, dry)
    python = wanted.python
    if isinstance(value, syntax.EmptyValue):
        return empty(wanted)
    if isinstance(value, syntax.ListValue):
        if wanted.item is None and python is not object:
            raise _mismatch(wanted)
        item = wanted.item or CSharpType(object)
        items = [_convert(each, item, resolver, dry) for each in value.items]
        return items if python is not bytes else bytes(items)
    if isinstance(value, syntax.ReferenceValue):
        return _reference(value, wanted, resolver, dry)
    if isinstance(value, syntax.ObjectValue):
        return None if dry else resolver.create(value)
    if isinstance(value, syntax.EnumValue):
        return _enum(value, wanted)
    if isinstance(value, syntax.NumberValue):
        return _number(value, wanted)
    if isinstance(value, syntax.RangeValue) and python in (Range, object):
        return Range(value.begin, value.size)
    if isinstance(value, syntax.StringValue | syntax.BoolValue) and python in (type(value.value), object):
        return value.value
    raise _mismatch(wanted)


def _convert_choice(value: syntax.Value, wanted: CSharpType, resolver: Resolver, dry: bool) -> Any:
    for choice in wanted.choices:
        try:
            return _convert(value, choice, resolver, dry)
        except ConversionError:
            continue
    raise _mismatch(wanted)


def _number(value: syntax.NumberValue, wanted: CSharpType) -> Any:
    python = wanted.python
    number = value.value
    if python is float:
        return float(number)
    if issubclass(python, enum.Enum) and isinstance(number, int):
        try:
            return python(number)
        except ValueError:
            raise _mismatch(wanted) from None
    if python is int:
        whole = int(number)
        kind = wanted.kind if isinstance(wanted.kind, IntegerType) else None
        if whole != number or (kind is not None and not _fits(whole, kind)):
            raise _mismatch(wanted)
        return whole
    if python is object:
        return number
    raise _mismatch(wanted)


def _fits(number: int, kind: IntegerType) -> bool:
    # `-1` for an unsigned type and `0xFFFFFFFF` for a signed one are refused, as by a checked cast.
    low = -(1 << (kind.bits - 1)) if kind.signed else 0
    high = 1 << (kind.bits - 1 if kind.signed else kind.bits)
    return low <= number < high


def _reference(value: syntax.ReferenceValue, wanted: CSharpType, resolver: Resolver, dry: bool) -> Any:
    cls = resolver.class_of(value.name)
    if cls is None:
        message = f"Undefined reference '{value.name}'."
        place = value.position.at_length(len(value.name))
        raise PlatformError(Code.UNDEFINED_REFERENCE, message, place)
    if not _compatible(cls, wanted.python):
        raise _mismatch(wanted)
    return None if dry else resolver.instance_of(value.name)


def _compatible(cls: type[Any], wanted: type[Any]) -> bool:
    if wanted is object or wanted is cls:
        return True
    if wanted in (int, str, bool, float, list, bytes, Range) or issubclass(wanted, enum.Enum):
        return False
    if getattr(wanted, "_is_protocol", False):
        return True
    return issubclass(cls, wanted)


def _enum(value: syntax.EnumValue, wanted: CSharpType) -> Any:
    python = wanted.python
    if not issubclass(python, enum.Enum):
        raise _mismatch(wanted)
    name = value.type_parts[-1] if value.type_parts else python.__name__
    if name != python.__name__:
        raise _mismatch(wanted)
    if value.member not in python.__members__:
        members = list(python.__members__)
        message = (
            f"Enum '{python.__name__}' does not have the value '{value.member}', "
            f"the values are: {', '.join(members)}{nearest(value.member, members)}"
        )
        raise PlatformError(Code.WRONG_ENUM, message, value.position)
    return python[value.member]


def empty(wanted: CSharpType) -> Any:
    """C#'s default(T): 0, False, the first enum member, None for classes."""
    if wanted.nullable or not wanted.is_value_type:
        return None
    if issubclass(wanted.python, enum.Enum):
        return next(iter(wanted.python))
    if wanted.python is Range:
        return Range(0, 0)
    return wanted.python()
