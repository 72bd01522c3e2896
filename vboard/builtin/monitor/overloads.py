"""Signatures of methods, and which of them takes given Python values."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import CSharpType


@dataclass(frozen=True)
class Overload:
    """One signature of a method.

    Attributes:
        call: calls it, bound to its object.
        parameters: parameters with their types; a name may end in `_` where Python reserves it.
        result: type of the result.
    """

    call: Callable[..., Any]
    parameters: tuple[tuple[inspect.Parameter, CSharpType], ...]
    result: CSharpType

    @property
    def variadic(self) -> CSharpType | None:
        """Type of `*args`, if there is one."""
        last = self.parameters[-1] if self.parameters else None
        if last is not None and last[0].kind is inspect.Parameter.VAR_POSITIONAL:
            return last[1]
        return None

    @property
    def precedence(self) -> tuple[int, int]:
        """Renode tries the signature with the fewest parameters first, then with the fewest strings."""
        return len(self.parameters), sum(wanted.python is str for _, wanted in self.parameters)


def takes(overload: Overload, values: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Whether Python values fit a signature: their number, the names, and what kind of thing each is."""
    known = [parameter for parameter, _ in overload.parameters]
    if overload.variadic is None and len(values) > len(known):
        return False
    if not set(named) <= {parameter.name for parameter in known}:
        return False
    missing = [each for each in known[len(values) :] if each.default is inspect.Parameter.empty]
    if any(each.name not in named for each in missing if each.kind is not each.VAR_POSITIONAL):
        return False
    return all(
        value is None or _is_kind(value, wanted)
        for value, (_, wanted) in zip(values, overload.parameters, strict=False)
    )


def _is_kind(value: Any, wanted: CSharpType) -> bool:
    if wanted.python is object or wanted.choices or getattr(wanted.python, "_is_protocol", False):
        return True
    if wanted.python is float:
        return isinstance(value, int | float)
    if wanted.item is not None:
        return isinstance(value, list | tuple | bytes | bytearray)
    return isinstance(value, wanted.python)
