"""Values of a description as Python values of a parameter's type."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.platform import syntax
from vboard.builtin.platform.platform_errors import Code, PlatformError
from vboard.builtin.types import IntegerType, Range, checked_range


class ConversionError(Exception):
    """The value does not fit the type; the text goes into a report, or into an error of the number `code`."""

    def __init__(self, text: str, code: Code = Code.TYPE_MISMATCH) -> None:
        super().__init__(text)
        self.code = code


class Resolver:
    """What conversion needs to know of the other variables.

    Args:
        class_of: class of a variable, None when there is no such variable.
        instance_of: the created object of a variable.
        create: builds the object of a `new` value.
        class_named: class of a type name; raises PlatformError E04 at the object that names it.
    """

    def __init__(
        self,
        class_of: Callable[[str], type[Any] | None],
        instance_of: Callable[[str], Any],
        create: Callable[[syntax.ObjectValue], Any],
        class_named: Callable[[syntax.ObjectValue], type[Any]],
    ) -> None:
        self.class_of = class_of
        self.instance_of = instance_of
        self.create = create
        self.class_named = class_named


def check(value: syntax.Value, wanted: CSharpType, resolver: Resolver, name: str = "") -> Any:
    """Raise ConversionError when `value` cannot become a `wanted`; creates nothing.

    Args:
        value: the value.
        wanted: the type.
        resolver: the other variables.
        name: name of the type for errors, where it is not the one that `wanted` has.

    Returns:
        the converted value, None in place of objects.

    Raises:
        ConversionError: wrong kind of value.
        PlatformError: E04, E20.
        EscapedError: a hexadecimal number too large for its type, which Renode does not catch.
    """
    return _Conversion(wanted, resolver, name, dry=True).convert(value)


def convert(value: syntax.Value, wanted: CSharpType, resolver: Resolver) -> Any:
    """Return the Python value. Raises as `check`."""
    return _Conversion(wanted, resolver, "", dry=False).convert(value)


class _Conversion:
    def __init__(self, wanted: CSharpType, resolver: Resolver, name: str, dry: bool) -> None:
        self._wanted = wanted
        self._resolver = resolver
        self._name = name or wanted.full
        self._dry = dry

    def _inner(self, wanted: CSharpType) -> _Conversion:
        return _Conversion(wanted, self._resolver, "", self._dry)

    def _mismatch(self) -> ConversionError:
        return ConversionError(f"Type mismatch. Expected {self._name}.")

    def convert(self, value: syntax.Value) -> Any:
        wanted, python = self._wanted, self._wanted.python
        if wanted.choices:
            return self._choice(value)
        if isinstance(value, syntax.EmptyValue):
            return empty(wanted)
        if isinstance(value, syntax.ListValue):
            return self._list(value)
        if isinstance(value, syntax.DictValue):
            return self._dictionary(value)
        if isinstance(value, syntax.ReferenceValue):
            return self._reference(value)
        if isinstance(value, syntax.ObjectValue):
            return self._object(value)
        if isinstance(value, syntax.EnumValue):
            return self._enum(value)
        if isinstance(value, syntax.NumberValue):
            return self._number(value.text)
        if isinstance(value, syntax.RangeValue) and python in (Range, object):
            return checked_range(value.begin, value.size)
        if isinstance(value, syntax.StringValue | syntax.BoolValue) and python in (type(value.value), object):
            return value.value
        raise self._mismatch()

    def _choice(self, value: syntax.Value) -> Any:
        for choice in self._wanted.choices:
            try:
                return self._inner(choice).convert(value)
            except ConversionError:
                continue
        raise self._mismatch()

    def _list(self, value: syntax.ListValue) -> Any:
        wanted = self._wanted
        if wanted.item is None and wanted.python is not object:
            raise self._mismatch()
        inner = self._inner(wanted.item or CSharpType(object))
        items = [inner.convert(each) for each in value.items]
        return items if wanted.python is not bytes else bytes(items)

    def _dictionary(self, value: syntax.DictValue) -> Any:
        if self._wanted.python not in (dict, object):
            raise self._mismatch()
        inner = self._inner(CSharpType(object))
        return {inner.convert(key): inner.convert(item) for key, item in value.items}

    def _number(self, text: str) -> Any:
        python = self._wanted.python
        is_hexadecimal = text.lower().lstrip("-").startswith("0x")
        if python in (float, object) and "." in text:
            return float(text)
        if "." in text:
            raise self._mismatch()
        number = int(text, 16 if is_hexadecimal else 10)
        if python is float:
            return float(number)
        if issubclass(python, enum.Enum):
            return self._enum_number(number)
        if python is object:
            return number
        if python is not int:
            raise self._mismatch()
        kind = self._wanted.kind if isinstance(self._wanted.kind, IntegerType) else None
        if kind is None or _fits(number, kind):
            return number
        if is_hexadecimal and number > 0:
            article = "a" if kind.name.startswith("U") and not kind.name.startswith("UB") else "an"
            message = f"Value was either too large or too small for {article} {kind.name}."
            raise EscapedError("OverflowException", message)
        raise self._mismatch()

    def _enum_number(self, number: int) -> Any:
        if self._wanted.python.__module__ == __package__ + ".signature":
            return number  # of an enum that stands for one of Renode's only the names are known
        try:
            return self._wanted.python(number)
        except ValueError:
            raise self._mismatch() from None

    def _reference(self, value: syntax.ReferenceValue) -> Any:
        cls = class_of_reference(value, self._resolver)
        if not is_compatible(cls, self._wanted.python):
            raise self._mismatch()
        return None if self._dry else self._resolver.instance_of(value.name)

    def _object(self, value: syntax.ObjectValue) -> Any:
        cls = self._resolver.class_named(value)
        if not is_compatible(cls, self._wanted.python):
            raise self._mismatch()
        return None if self._dry else self._resolver.create(value)

    def _enum(self, value: syntax.EnumValue) -> Any:
        python = self._wanted.python
        if python is object:
            return value.member
        if not issubclass(python, enum.Enum):
            raise self._mismatch()
        name = self._name.rstrip("]").rpartition(".")[2].rpartition("+")[2]
        if value.type_parts and value.type_parts[-1] not in (name, python.__name__):
            message = f"Enum type mismatch, expected '{name}' instead of '{value.type_parts[-1]}'."
            raise ConversionError(message, Code.WRONG_ENUM)
        if value.member not in python.__members__:
            valid = "".join(f"       {name}.{member},\n" for member in python.__members__)
            message = f"Unexpected enum value '{value.member}'.\n\n    Valid values:\n{valid}"
            raise ConversionError(message, Code.WRONG_ENUM)
        return python[value.member]


def _fits(number: int, kind: IntegerType) -> bool:
    low = -(1 << (kind.bits - 1)) if kind.signed else 0
    high = 1 << (kind.bits - 1 if kind.signed else kind.bits)
    return low <= number < high


def class_of_reference(value: syntax.ReferenceValue, resolver: Resolver) -> type[Any]:
    """Class of the variable that a value refers to.

    Raises:
        PlatformError: E20.
    """
    cls = resolver.class_of(value.name)
    if cls is None:
        message = f"Undefined reference '{value.name}'."
        raise PlatformError(Code.UNDEFINED_REFERENCE, message, value.position, wide=True)
    return cls


def is_compatible(cls: type[Any], wanted: type[Any]) -> bool:
    """Whether an object of a class can be given where another is wanted."""
    if wanted is object or wanted is cls or getattr(cls, "is_stub", False):
        return True
    if wanted in (int, str, bool, float, list, dict, bytes, Range) or issubclass(wanted, enum.Enum):
        return False
    if getattr(wanted, "_is_protocol", False):
        return True
    return issubclass(cls, wanted)


def empty(wanted: CSharpType) -> Any:
    """C#'s default(T): 0, False, the first enum member, None for classes."""
    if wanted.nullable or not wanted.is_value_type:
        return None
    if issubclass(wanted.python, enum.Enum):
        return next(iter(wanted.python))
    if wanted.python is Range:
        return Range(0, 0)
    return wanted.python()
