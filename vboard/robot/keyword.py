"""Declaration of keywords: a decorated method is a keyword, its signature is the interface.

Parameters have Renode's names (`pauseEmulation`) and are annotated with `str`, `int`, `float`,
`bool`, an `enum.Enum`, `list[str]`, `Char`, `Byte` or one of these `| None`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, get_type_hints

from vboard.robot.context import Context


@dataclass(frozen=True)
class SingleCharacter:
    """Marks a `str` of exactly one character."""


@dataclass(frozen=True)
class ByteRange:
    """Marks an `int` from 0 to 255."""


Char = Annotated[str, SingleCharacter()]
Byte = Annotated[int, ByteRange()]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Parameter:
    """A parameter of a keyword; `default` is `inspect.Parameter.empty` when there is none."""

    name: str
    annotation: Any
    default: Any

    @property
    def required(self) -> bool:
        return self.default is inspect.Parameter.empty


@dataclass(frozen=True)
class Keyword:
    """A keyword as it can be called.

    Attributes:
        name: Renode's name, e.g. `WaitForLineOnUart`.
        parameters: in order.
        function: the bound method.
        recorded: whether `Provides` records it for `Requires`.
        documentation: for `libdoc` and logs.
    """

    name: str
    parameters: tuple[Parameter, ...]
    function: Callable[..., Any]
    recorded: bool
    documentation: str


def keyword(name: str, recorded: bool = True) -> Callable[[F], F]:
    """Declare a method of a `KeywordFamily` as the keyword `name`; overloads share a name."""

    def mark(function: F) -> F:
        function.robot_keyword = (name, recorded)  # type: ignore[attr-defined]
        return function

    return mark


class KeywordFamily:
    """Keywords of one subject. Subclasses decorate methods with `keyword`."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def keywords(self) -> Iterator[Keyword]:
        """All keywords of the family, in the order of their declaration."""
        for attribute, declaration in vars(type(self)).items():
            declared = getattr(declaration, "robot_keyword", None)
            if declared is not None:
                yield _describe(declared[0], declared[1], getattr(self, attribute))


def _describe(name: str, recorded: bool, function: Callable[..., Any]) -> Keyword:
    hints = get_type_hints(function, include_extras=True)
    parameters = tuple(
        Parameter(p.name, hints[p.name], p.default) for p in inspect.signature(function).parameters.values()
    )
    return Keyword(name, parameters, function, recorded, inspect.getdoc(function) or "")
