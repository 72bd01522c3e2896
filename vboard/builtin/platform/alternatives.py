"""Parser combinators that choose, repeat, or do without: the rules are those of combinators.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from vboard.builtin.platform.combinators import (
    Failure,
    Parser,
    Result,
    Success,
    Text,
    behind,
    excludes,
    first_characters,
    sequence,
    starting,
    unexpected,
)

T = TypeVar("T")


def _best(first: Failure, second: Failure) -> Failure:
    if second.at > first.at:
        return second
    if second.at < first.at:
        return first
    expected = dict.fromkeys((*first.expected, *second.expected))
    return Failure(first.at, first.message, tuple(expected))


def first_of(*parsers: Parser[Any]) -> Parser[Any]:
    """The first alternative that fits, however far another came."""
    return _alternatives(parsers, commits=False)


def committed(*parsers: Parser[Any]) -> Parser[Any]:
    """The first alternative that fits; one that consumed something before it failed ends the search."""
    return _alternatives(parsers, commits=True)


def _alternatives(parsers: tuple[Parser[Any], ...], commits: bool) -> Parser[Any]:
    likely: dict[str, tuple[Parser[Any], ...]] = {}
    known = [first_characters(parser) for parser in parsers]

    def parse(text: Text, at: int) -> Result[Any]:
        if at < len(text.text):
            character = text.text[at]
            if character not in likely:
                pairs = zip(parsers, known, strict=True)
                likely[character] = tuple(parser for parser, first in pairs if not excludes(first, text, at))
            chosen = likely[character]
            if 0 < len(chosen) < len(parsers):
                found = _try_each(chosen, commits, text, at)
                if isinstance(found, Success) and found.end != at:
                    return found
        return _try_each(parsers, commits, text, at)

    together = None if None in known else frozenset().union(*(each for each in known if each is not None))
    return starting(parse, together)


def _try_each(parsers: tuple[Parser[Any], ...], commits: bool, text: Text, at: int) -> Result[Any]:
    found = parsers[0](text, at)
    for parser in parsers[1:]:
        if isinstance(found, Success):
            if found.end != at:
                return found
            other = parser(text, at)
            found = found if isinstance(other, Failure) else other
        elif commits and found.at != at:
            return found
        else:
            other = parser(text, at)
            found = other if isinstance(other, Success) else _best(found, other)
    return found


def or_quietly(parser: Parser[T], other: Parser[T]) -> Parser[T]:
    """Another form that errors do not speak of."""

    def parse(text: Text, at: int) -> Result[T]:
        found = parser(text, at)
        if isinstance(found, Success):
            return found
        second = other(text, at)
        return second if isinstance(second, Success) else found

    first, second = first_characters(parser), first_characters(other)
    return starting(parse, None if first is None or second is None else first | second)


def optional(parser: Parser[T]) -> Parser[T | None]:
    """The value, or None without consuming anything."""

    first = first_characters(parser)

    def parse(text: Text, at: int) -> Result[T | None]:
        if excludes(first, text, at):
            return Success(None, at)
        found = parser(text, at)
        return Success(found.value, found.end) if isinstance(found, Success) else Success(None, at)

    return parse


def optional_committed(parser: Parser[T]) -> Parser[T | None]:
    """`optional`, but what fails after consuming something fails."""

    first = first_characters(parser)

    def parse(text: Text, at: int) -> Result[T | None]:
        if excludes(first, text, at):
            return Success(None, at)
        found = parser(text, at)
        if isinstance(found, Success):
            return Success(found.value, found.end)
        return Success(None, at) if found.at == at else found

    return parse


def many(parser: Parser[T]) -> Parser[list[T]]:
    """As often as it fits."""

    def parse(text: Text, at: int) -> Result[list[T]]:
        return Success(*_repeat(parser, text, at)[:2])

    return parse


def many_committed(parser: Parser[T]) -> Parser[list[T]]:
    """`many`, but a repetition that fails after consuming something fails."""

    def parse(text: Text, at: int) -> Result[list[T]]:
        values, end, failure = _repeat(parser, text, at)
        if failure is not None and failure.at != end:
            return failure
        return Success(values, end)

    return parse


def _repeat(parser: Parser[T], text: Text, at: int) -> tuple[list[T], int, Failure | None]:
    values: list[T] = []
    first = first_characters(parser)
    while True:
        if excludes(first, text, at):
            return values, at, None
        found = parser(text, at)
        if isinstance(found, Failure):
            return values, at, found
        if found.end == at:
            return values, at, None
        values.append(found.value)
        at = found.end


def separated(
    parser: Parser[T], separator: Parser[Any], repeat: Callable[..., Any] = many
) -> Parser[list[T]]:
    """One or more, with a separator between; `repeat` is `many` or `many_committed`."""

    def joined(head: T, tail: list[T]) -> list[T]:
        return [head, *tail]

    rest: Parser[list[T]] = repeat(behind(separator, parser))
    return sequence(joined, parser, rest)


def lazily(parser: Callable[[], Parser[T]]) -> Parser[T]:
    """A parser that is defined later."""

    def parse(text: Text, at: int) -> Result[T]:
        return parser()(text, at)

    return parse


def to_end(parser: Parser[T]) -> Parser[T]:
    """The parser, and nothing behind it."""

    def parse(text: Text, at: int) -> Result[T]:
        found = parser(text, at)
        if isinstance(found, Success) and found.end < len(text.text):
            return unexpected(text, found.end, "end of input")
        return found

    return parse
