"""How Python 2 shows values: `print`, `str`, `repr` and `%`.

Source: The Python Library Reference 2.7, sections 2 (`repr`, `str`) and 5; a float has 12 digits in `str`.
"""

from __future__ import annotations

import builtins
import math
from typing import Any

LETTERS = "\xff"
"""The last letter that a text of one byte a letter has."""
_HIGHEST, _LOWEST = (1 << 31) - 1, -(1 << 31)


def _float(value: float) -> str:
    if not math.isfinite(value):
        return f"{value}"
    mantissa, exponent = f"{value:.11e}".split("e")
    if not -5 < int(exponent) < 11:
        return f"{mantissa.rstrip('0').rstrip('.')}e{exponent}"
    text = f"{value:.12g}"
    return text if "." in text else f"{text}.0"


def _type(kind: type) -> str:
    if kind.__module__ != "builtins":
        return repr(kind)
    return f"<type '{'exceptions.' if issubclass(kind, BaseException) else ''}{kind.__name__}'>"


def _joined(values: Any) -> str:
    return ", ".join(map(old_repr, values))


def old_repr(value: Any) -> str:
    """`repr` of Python 2."""
    kind = type(value)
    if kind is int:
        return f"{value}" if _LOWEST <= value <= _HIGHEST else f"{value}L"
    if kind is str:
        return f"{'u' if any(letter > LETTERS for letter in value) else ''}{value!a}"
    if kind is list:
        return f"[{_joined(value)}]"
    if kind is tuple:
        return f"({_joined(value)}{',' if len(value) == 1 else ''})"
    if kind is dict:
        return "{" + ", ".join(f"{old_repr(key)}: {old_repr(each)}" for key, each in value.items()) + "}"
    if kind in (set, frozenset):
        return f"{kind.__name__}([{_joined(value)}])"
    if kind is range:
        return f"x{value!r}".replace("(0, ", "(")
    if isinstance(value, type):
        return _type(value)
    if isinstance(value, BaseException) and "__repr__" not in vars(kind):
        return f"{kind.__name__}{value.args!r}"
    return repr(value)


def old_str(value: Any) -> Any:
    """`str` of Python 2, and what `print` writes for a value."""
    kind = type(value)
    if kind is str:
        return value
    if kind is float:
        return _float(value)
    if kind is int:
        return builtins.str(value)
    if kind in (list, tuple, dict, set, frozenset, range) or isinstance(value, type):
        return old_repr(value)
    if kind in (bytes, bytearray):
        return value.decode("latin-1")
    return builtins.str(value)


class _Float(float):
    """A float that `%s` writes with 12 digits."""

    def __str__(self) -> str:
        return _float(self)


def _argument(value: Any) -> Any:
    kind = type(value)
    if kind is float:
        return _Float(value)
    return (
        old_str(value) if kind in (set, frozenset, list, tuple, bytes) or isinstance(value, type) else value
    )


def percent(text: str, values: Any) -> Any:
    """`text % values` of a text with `%s`."""
    if type(values) is tuple:
        return text % tuple(map(_argument, values))
    return text % (values if isinstance(values, dict) else (_argument(values),))
