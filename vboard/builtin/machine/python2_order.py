"""The order that Python 2 gives to objects of any two types.

Source: The Python Library Reference 2.7, section 5.3: objects of different types are ordered by the names of
their types, numbers among themselves by their values; None is less than anything.
"""

from __future__ import annotations

import builtins
import functools
from collections.abc import Callable, Iterable
from typing import Any

_NUMBERS = (int, float)
_REFUSED = "not supported between instances"


def _rank(value: Any) -> tuple[int, str]:
    if value is None:
        return 0, ""
    return (1, "") if isinstance(value, _NUMBERS) else (2, type(value).__name__)


def compare(left: Any, right: Any) -> int:
    """`cmp` of Python 2: negative, 0 or positive."""
    try:
        return int(left > right) - int(left < right)
    except TypeError as error:
        if _REFUSED not in str(error):
            raise
    if type(left) is type(right) and isinstance(left, list | tuple):
        differences = (compare(one, other) for one, other in zip(left, right, strict=False))
        return next((each for each in differences if each), len(left) - len(right))
    if isinstance(left, dict) and isinstance(right, dict):
        if len(left) != len(right):
            return len(left) - len(right)
        by = functools.cmp_to_key(compare)
        return compare(sorted(left.items(), key=by), sorted(right.items(), key=by))
    places = (_rank(left), _rank(right))
    if places[0] == places[1]:  # what has no order, by its identity
        places = ((0, str(id(left))), (0, str(id(right))))
    return int(places[0] > places[1]) - int(places[0] < places[1])


class Ordered:
    """The left side of a comparison: `Ordered(a) < b` is what `a < b` is in Python 2."""

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = value

    def __lt__(self, other: Any) -> Any:
        right = other._value if type(other) is Ordered else other
        try:
            return self._value < right
        except TypeError as error:
            return _decided(error, self._value, right) < 0

    def __le__(self, other: Any) -> Any:
        right = other._value if type(other) is Ordered else other
        try:
            return self._value <= right
        except TypeError as error:
            return _decided(error, self._value, right) <= 0

    def __gt__(self, other: Any) -> Any:
        right = other._value if type(other) is Ordered else other
        try:
            return self._value > right
        except TypeError as error:
            return _decided(error, self._value, right) > 0

    def __ge__(self, other: Any) -> Any:
        right = other._value if type(other) is Ordered else other
        try:
            return self._value >= right
        except TypeError as error:
            return _decided(error, self._value, right) >= 0

    def __eq__(self, other: object) -> Any:
        return self._value == (other._value if type(other) is Ordered else other)

    def __ne__(self, other: object) -> Any:
        return self._value != (other._value if type(other) is Ordered else other)

    __hash__ = None  # type: ignore[assignment]


def _decided(error: TypeError, left: Any, right: Any) -> int:
    """What `cmp` says where Python 3 refuses to compare; an error of the script's own stays one."""
    if _REFUSED not in str(error):
        raise error
    return compare(left, right)


def ordered(
    items: Iterable[Any],
    cmp: Callable[[Any, Any], int] | None = None,
    key: Callable[[Any], Any] | None = None,
    reverse: bool = False,
) -> list[Any]:
    """`sorted` with a function that compares two items, by their keys if there are keys."""
    if cmp is not None:
        by = functools.cmp_to_key(cmp)
        return sorted(items, key=by if key is None else lambda item: by(key(item)), reverse=reverse)
    kept = list(items)
    try:
        return sorted(kept, key=key, reverse=reverse)
    except TypeError as error:
        if _REFUSED not in str(error):
            raise
    return sorted(kept, key=Ordered if key is None else lambda item: Ordered(key(item)), reverse=reverse)


def _extreme(function: Callable[..., Any]) -> Callable[..., Any]:
    def find(*values: Any, **options: Any) -> Any:
        items = list(values[0]) if len(values) == 1 else values
        try:
            return function(items, **options)
        except TypeError as error:
            if _REFUSED not in str(error):
                raise
        key = options.pop("key", None)
        return function(items, key=Ordered if key is None else lambda item: Ordered(key(item)), **options)

    return find


greatest, least = _extreme(builtins.max), _extreme(builtins.min)
