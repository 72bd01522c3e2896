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
from typing import Any, cast


def _is_long(value: int) -> bool:
    return not -(1 << 31) <= value < 1 << 31


class _LongType(type):
    """`isinstance(x, long)`: what was made by `long`, and what 32 bits do not hold."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return type(instance) is cls or (type(instance) is int and _is_long(instance))


class LongInteger(int, metaclass=_LongType):
    """A number that C# has in 64 bits: `hex` marks it with an L, as Python 2 does."""


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


def _compare(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


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


def _sorted(
    items: Iterable[Any],
    cmp: Callable[[Any, Any], int] | None = None,
    key: Callable[[Any], Any] | None = None,
    reverse: bool = False,
) -> list[Any]:
    """`sorted` with a function that compares two items, by their keys if there are keys."""
    if cmp is None:
        return sorted(items, key=key, reverse=reverse)
    by = functools.cmp_to_key(cmp)
    return sorted(items, key=by if key is None else lambda item: by(key(item)), reverse=reverse)


def _sort(target: list[Any]) -> Callable[..., None]:
    def sort(*options: Any, **named: Any) -> None:
        target[:] = _sorted(target, *options, **named)

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
METHODS = _VIEWS | {"has_key", "next", "sort", "encode", "decode"}
"""Methods of built-in types that Python 3 lacks or has otherwise."""


def _method(target: Any, name: str) -> Callable[..., Any]:
    """A method of a built-in type as Python 2 has it; any other object's own."""
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
    return cast(Callable[..., Any], getattr(target, name))


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
NAMES: dict[str, Any] = {
    DIVIDE: _divide,
    METHOD: _method,
    EXCEPTION: _exception,
    SCOPE: _scope,
    "apply": _apply,
    "basestring": str,
    "cmp": _compare,
    "file": open,
    "filter": _filter,
    "hex": _hex,
    "intern": sys.intern,
    "long": LongInteger,
    "map": _map,
    "oct": _oct,
    "ord": _ord,
    "range": _range,
    "reduce": functools.reduce,
    "reload": importlib.reload,
    "round": _round,
    "sorted": _sorted,
    "unichr": chr,
    "unicode": Unicode,
    "xrange": range,
    "zip": _zip,
}
"""Built-in names of Python 2 that a script may use; its `int` has 32 bits."""
