"""Built-in names and methods of Python 2 for scripts that CPython 3 executes.

Source: The Python Library Reference 2.7, sections 2 (built-in functions) and 5 (built-in types). Integers of
.NET have 32 bits (`int`) or any number (`long`).
"""

from __future__ import annotations

import builtins
import functools
import importlib
import math
import sys
from collections.abc import Callable, Iterable, MutableMapping
from decimal import ROUND_HALF_UP, Decimal
from types import FunctionType
from typing import Any, cast

from vboard.builtin.machine.python2_octets import ByteArray, open_file
from vboard.builtin.machine.python2_order import Ordered, compare, greatest, least, ordered
from vboard.builtin.machine.python2_show import old_repr, old_str, percent


def _is_long(value: int) -> bool:
    return not -(1 << 31) <= value < 1 << 31


class _LongType(type):
    """`isinstance(x, long)`: what was made by `long`, and what 32 bits do not hold."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return issubclass(type(instance), LongInteger) or (type(instance) is int and _is_long(instance))


class LongInteger(int, metaclass=_LongType):
    """A number that C# has in 64 bits: `hex` marks it with an L, as Python 2 does."""


class Long(LongInteger):
    """`long`, and a number that is written with an L: what is computed with it is one too."""

    def __repr__(self) -> str:
        return f"{int.__repr__(self)}L"

    def __str__(self) -> str:
        return int.__repr__(self)


def _long_method(name: str) -> Callable[..., Any]:
    method = getattr(int, name)

    def compute(self: int, *others: Any) -> Any:
        result = method(self, *others)
        return Long(result) if type(result) is int else result

    return compute


_BINARY = ("add", "sub", "mul", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor")
for _name in ("neg", "pos", "invert", "abs", *_BINARY, *(f"r{each}" for each in _BINARY)):
    setattr(Long, f"__{_name}__", _long_method(f"__{_name}__"))
Long.__module__, Long.__name__ = "builtins", "long"


def _hex(value: int) -> str:
    return f"{value:#x}{'L' if isinstance(value, LongInteger) else ''}"


def _oct(value: int) -> str:
    digits = f"{abs(value):o}".lstrip("0")
    return f"{'-' if value < 0 else ''}0{digits}{'L' if isinstance(value, LongInteger) else ''}"


def _round(value: float, digits: int = 0) -> float:
    """Round halves away from zero; the result is no integer."""
    if not math.isfinite(value):
        return value
    return float(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def _ord(letter: str | bytes | int) -> int:
    """The number of a letter; an item of bytes is a number already (in Python 2 it is a letter)."""
    return letter if isinstance(letter, int) else ord(letter)


def _divide(left: Any, right: Any) -> Any:
    """`/` of Python 2."""
    return left // right if isinstance(left, int) and isinstance(right, int) else left / right


def _exception(kind: Any, value: Any = None, trace: Any = None) -> Any:
    """What `raise kind, value, trace` raises (The Python Language Reference 2.7, section 6.9)."""
    if not isinstance(kind, type):
        raised = kind
    elif isinstance(value, kind):
        raised = value
    elif value is None:
        raised = kind()
    else:
        raised = kind(*value) if isinstance(value, tuple) else kind(value)
    return raised.with_traceback(trace) if trace is not None else raised


def _range(*bounds: int) -> list[int]:
    return list(range(*bounds))


def _map(function: Callable[..., Any] | None, *items: Iterable[Any]) -> list[Any]:
    return list(zip(*items, strict=False) if function is None else map(function, *items))


def _filter(function: Callable[[Any], Any] | None, items: Iterable[Any]) -> Any:
    found = list(filter(function, items))
    return "".join(found) if isinstance(items, str) else tuple(found) if isinstance(items, tuple) else found


def _zip(*items: Iterable[Any]) -> list[Any]:
    return list(zip(*items, strict=False))


def _apply(function: Callable[..., Any], arguments: Iterable[Any] = (), named: Any = None) -> Any:
    return function(*arguments, **(named or {}))


def _sort(target: list[Any]) -> Callable[..., None]:
    def sort(*options: Any, **named: Any) -> None:
        target[:] = ordered(target, *options, **named)

    return sort


def _encode(text: str) -> Callable[..., Any]:
    def encode(codec: str = "ascii", errors: str = "strict") -> Any:
        return text.encode("latin-1").hex() if codec == "hex" else text.encode(codec, errors)

    return encode


def _decode(text: str) -> Callable[..., str]:
    """Text is what is decoded, also of a string without `u`; the codec `hex` gives letters of 8 bits."""

    def decode(codec: str = "ascii", errors: str = "strict") -> str:
        return bytes.fromhex(text).decode("latin-1") if codec == "hex" else text

    return decode


_VIEWS = frozenset({"keys", "values", "items", "iterkeys", "itervalues", "iteritems"})
_RENAMED = {
    "func_closure": "__closure__",
    "func_code": "__code__",
    "func_defaults": "__defaults__",
    "func_dict": "__dict__",
    "func_doc": "__doc__",
    "func_globals": "__globals__",
    "func_name": "__name__",
    "im_func": "__func__",
    "im_self": "__self__",
}
"""Attributes of functions and methods."""
METHODS = _VIEWS | {"has_key", "next", "sort", "encode", "decode", "translate", "message"} | _RENAMED.keys()
"""Members of built-in types that Python 3 lacks or has otherwise."""


def _translate(text: str) -> Callable[..., str]:
    def translate(table: Any, deleted: str = "") -> str:
        kept = "".join(letter for letter in text if letter not in deleted) if deleted else text
        return kept if table is None else kept.translate(table)

    return translate


def _renamed(target: Any, name: str) -> Any:
    """A member by its old name. A function is its own `im_func`: Python 3 has no method without an object."""
    if name == "message" and isinstance(target, BaseException):
        return target.args[0] if len(target.args) == 1 else ""
    if name == "im_func" and isinstance(target, FunctionType):
        return target
    return getattr(target, _RENAMED.get(name, name))


def _method(target: Any, name: str) -> Any:
    """A member of a built-in type as Python 2 has it; any other object's own."""
    if name in _RENAMED or name == "message":
        return getattr(target, name) if hasattr(target, name) else _renamed(target, name)
    if isinstance(target, str) and name == "translate":
        return _translate(target)
    if isinstance(target, dict) and name == "has_key":
        return target.__contains__
    if isinstance(target, dict) and name in _VIEWS and type(target).__module__ in ("builtins", "collections"):
        views: Callable[[], Iterable[Any]] = getattr(target, name.removeprefix("iter"))
        return (lambda: iter(views())) if name.startswith("iter") else (lambda: list(views()))
    if isinstance(target, list) and name == "sort":
        return _sort(target)
    if isinstance(target, str) and name in ("encode", "decode"):
        return _encode(target) if name == "encode" else _decode(target)
    if name == "next" and not hasattr(target, "next") and hasattr(target, "__next__"):
        name = "__next__"
    return getattr(target, name)


def _scope(names: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A scope that `exec … in names` fills: it gets the built-in names, as in Python 2."""
    names.setdefault("__builtins__", {**vars(builtins), **NAMES})
    return names


def _text(value: Any, *codec: str) -> str:
    own = getattr(type(value), "__unicode__", None)
    if own is not None:
        return cast(str, own(value))
    return str(value, *codec) if isinstance(value, bytes) and codec else str(value)


class _Text(type):
    """`unicode`: a type for `isinstance`, a function that asks an object for its `__unicode__`."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, str)

    def __call__(cls, value: Any = "", *codec: str) -> str:
        return _text(value, *codec)


class Unicode(str, metaclass=_Text):
    """Python 2's `unicode`: every text of Python 3 is one."""


DIVIDE, METHOD, EXCEPTION, SCOPE = "__divide__", "__method__", "__exception__", "__scope__"
LONG, ORDER, SHOW, PERCENT = "__long__", "__order__", "__show__", "__percent__"
NAMES: dict[str, Any] = {
    DIVIDE: _divide,
    METHOD: _method,
    EXCEPTION: _exception,
    LONG: Long,
    ORDER: Ordered,
    PERCENT: percent,
    SCOPE: _scope,
    SHOW: old_str,
    "apply": _apply,
    "basestring": str,
    "bytearray": ByteArray,
    "cmp": compare,
    "coerce": lambda left, right: (left + type(right)(0), right + type(left)(0)),
    "file": open_file,
    "filter": _filter,
    "hex": _hex,
    "intern": sys.intern,
    "long": Long,
    "map": _map,
    "max": greatest,
    "min": least,
    "oct": _oct,
    "open": open_file,
    "ord": _ord,
    "range": _range,
    "reduce": functools.reduce,
    "reload": importlib.reload,
    "repr": old_repr,
    "round": _round,
    "sorted": ordered,
    "unichr": chr,
    "unicode": Unicode,
    "xrange": range,
    "zip": _zip,
}
"""Built-in names of Python 2 that a script may use; its `int` has 32 bits."""
