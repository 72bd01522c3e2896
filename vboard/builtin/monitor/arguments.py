"""Tokens as the arguments of a member: `x`, `[a, b]`, `name=x`; binding to a signature."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.monitor.overloads import Overload
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.monitor.values import Lookup, MismatchError, convert

Argument = Token | list[Token]


@dataclass(frozen=True)
class Parsed:
    """An argument and the index of the token behind it."""

    argument: Argument
    end: int


def parse_argument(tokens: Sequence[Token], index: int = 0) -> Parsed | None:
    """The argument at `index`; None when a list is not closed or has no comma between its items."""
    if tokens[index].kind is not Kind.LEFT_BRACKET:
        return Parsed(tokens[index], index + 1)
    items: list[Token] = []
    index += 1
    while index < len(tokens) and tokens[index].kind is not Kind.RIGHT_BRACKET:
        items.append(tokens[index])
        following = tokens[index + 1].kind if index + 1 < len(tokens) else None
        if following is Kind.COMMA:
            index += 1
        elif following is not Kind.RIGHT_BRACKET:
            return None
        index += 1
    return Parsed(items, index + 1) if index < len(tokens) else None


def shown(argument: Argument) -> str:
    """An argument as error texts show it."""
    if isinstance(argument, list):
        return f"[{', '.join(map(str, argument))}]"
    return str(argument)


def _names_argument(tokens: Sequence[Token], index: int) -> bool:
    return (
        index < len(tokens) - 2
        and tokens[index].kind is Kind.LITERAL
        and tokens[index + 1].kind is Kind.EQUALITY
    )


def _assign(tokens: Sequence[Token], names: list[str]) -> dict[int, Argument]:
    """Arguments by the position of their parameter; those behind the last one belong to `params`.

    Raises:
        MismatchError: an unknown or repeated name, a position behind a name out of order, a bad list.
    """
    found: dict[int, Argument] = {}
    positional = True
    index = position = 0
    while index < len(tokens):
        place = position
        if _names_argument(tokens, index):
            name = str(tokens[index].value)
            if name not in names or names.index(name) in found:
                raise MismatchError(name)
            place = names.index(name)
            # Behind a name that stands at its own place positions go on, as in C#.
            positional = positional and place == position
            index += 2
        elif not positional and position < len(names):
            raise MismatchError("a positional argument behind a named one")
        parsed = parse_argument(tokens, index)
        if parsed is None:
            raise MismatchError("list")
        found[place] = parsed.argument
        index = parsed.end
        position += 1
    return found


def bind(overload: Overload, tokens: Sequence[Token], lookup: Lookup) -> tuple[list[Any], dict[str, Any]]:
    """Positional and named values for a call.

    Raises:
        MismatchError: the tokens do not fit the signature.
    """
    variadic = overload.variadic
    ordered = [each for each in overload.parameters if each[0].kind is not inspect.Parameter.VAR_POSITIONAL]
    found = _assign(tokens, [parameter.name.rstrip("_") for parameter, _ in ordered])
    if variadic is None and len(found) > len(ordered):
        raise MismatchError("too many arguments")
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for place, (parameter, wanted) in enumerate(ordered):
        if place not in found:
            if parameter.default is inspect.Parameter.empty:
                raise MismatchError(parameter.name)
            continue
        value = convert(found.pop(place), wanted, lookup)
        if len(positional) == place and parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            positional.append(value)
        else:
            named[parameter.name] = value
    if found:
        assert variadic is not None
        positional += _variadic([found[place] for place in sorted(found)], variadic, lookup)
    return positional, named


def _variadic(arguments: list[Argument], wanted: CSharpType, lookup: Lookup) -> list[Any]:
    """Values for `params`: single ones, or one list of them."""
    if len(arguments) == 1 and isinstance(arguments[0], list):
        arguments = list(arguments[0])
    return [convert(argument, wanted, lookup) for argument in arguments]
