"""Parser combinators that fail as Renode's do, so that an error has Renode's place and expectations.

A parser is a function of a text and an offset. Which of several failures is reported is part of the language
that users see: it is the one that came furthest; of equal ones the expectations are joined. `first_of` tries
every alternative, `committed` only as long as nothing was consumed. (The rules are those of Sprache, the
library behind Renode's platform descriptions: https://github.com/sprache/Sprache, MIT.)

Most alternatives fail at their first character. Parsers whose first characters are known (`starting`) are not
even asked when another one stands there; only where nothing fits are all of them, for what the error expects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from vboard.builtin.platform.platform_errors import Position, Source

T = TypeVar("T")
U = TypeVar("U")


class Text:
    """What is parsed.

    Args:
        source: the description as the user wrote it, for positions.
        text: the same lines with braces and semicolons in place of indents.
    """

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._line = 0

    def position(self, start: int, end: int) -> Position:
        """Place of [start, end)."""
        while self._line and self._starts[self._line] > start:
            self._line -= 1
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= start:
            self._line += 1
        return Position(self.source, self._line + 1, start - self._starts[self._line] + 1, end - start)


@dataclass(slots=True)
class Success(Generic[T]):
    """A value, and the offset behind what was consumed."""

    value: T
    end: int


@dataclass(slots=True)
class Failure:
    """Where nothing fitted, what is there, and what was expected."""

    at: int
    message: str
    expected: tuple[str, ...]


Result = Success[T] | Failure
Parser = Callable[[Text, int], Success[T] | Failure]


_FIRST: MutableMapping[Parser[Any], frozenset[str]] = WeakKeyDictionary()
"""Weak, for some parsers are made while a text is parsed."""
_ASCII = frozenset(map(chr, range(128)))
_SPACES = frozenset(filter(str.isspace, _ASCII))


def starting(parser: Parser[T], first: frozenset[str] | None) -> Parser[T]:
    """Note the ASCII characters that a parser may begin with, besides white space; None: any, or nothing."""
    if first is not None:
        _FIRST[parser] = first | _SPACES
    return parser


def first_characters(parser: Parser[Any]) -> frozenset[str] | None:
    """What `starting` noted."""
    return _FIRST.get(parser)


def excludes(first: frozenset[str] | None, text: Text, at: int) -> bool:
    """Whether a parser with these first characters fails at `at` without consuming anything."""
    if first is None or at >= len(text.text):
        return False
    return text.text[at] not in first and text.text[at] < "\x80"


def unexpected(text: Text, at: int, expected: str) -> Failure:
    """The failure of meeting anything but `expected`."""
    if at < len(text.text):
        return Failure(at, f"unexpected '{text.text[at]}'", (expected,))
    return Failure(at, "Unexpected end of input reached", (expected,))


def character(fits: Callable[[str], bool], name: str) -> Parser[str]:
    """One character that fits; `name` is what errors expect."""

    def parse(text: Text, at: int) -> Result[str]:
        if at < len(text.text) and fits(text.text[at]):
            return Success(text.text[at], at + 1)
        return unexpected(text, at, name)

    return starting(parse, frozenset(filter(fits, _ASCII)))


def literal(word: str) -> Parser[str]:
    """These characters."""

    def parse(text: Text, at: int) -> Result[str]:
        for index, wanted in enumerate(word):
            if not text.text.startswith(wanted, at + index):
                return unexpected(text, at + index, word if index == 0 else wanted)
        return Success(word, at + len(word))

    return starting(parse, frozenset(word[:1]))


def pattern(regex: str, slow: Parser[str]) -> Parser[str]:
    """What `regex` matches; where it does not, the failure is that of `slow`, which takes the same texts."""
    compiled = re.compile(regex, re.DOTALL)

    def parse(text: Text, at: int) -> Result[str]:
        match = compiled.match(text.text, at)
        return Success(match.group(), match.end()) if match else slow(text, at)

    return starting(parse, None if compiled.match("") else first_characters(slow))


_SPACE = re.compile(r"\s*")


def _skip(text: Text, at: int) -> int:
    match = _SPACE.match(text.text, at)
    return match.end() if match else at


def spaced(parser: Parser[T]) -> Parser[T]:
    """The parser, with white space around."""

    def parse(text: Text, at: int) -> Result[T]:
        found = parser(text, _skip(text, at))
        return Success(found.value, _skip(text, found.end)) if isinstance(found, Success) else found

    return starting(parse, first_characters(parser))


def symbol(sign: str) -> Parser[str]:
    """A sign, with white space around."""
    return spaced(literal(sign))


def sequence(build: Callable[..., T], *parsers: Parser[Any]) -> Parser[T]:
    """One after the other; `build` gets their values."""

    def parse(text: Text, at: int) -> Result[T]:
        values = []
        for parser in parsers:
            found = parser(text, at)
            if isinstance(found, Failure):
                return found
            values.append(found.value)
            at = found.end
        return Success(build(*values), at)

    return starting(parse, first_characters(parsers[0]))


def behind(first: Parser[Any], parser: Parser[T]) -> Parser[T]:
    """Both; the value is the second's."""

    def second(_: Any, value: T) -> T:
        return value

    return sequence(second, first, parser)


def then(parser: Parser[T], following: Callable[[T], Parser[U]]) -> Parser[U]:
    """A parser that depends on the value before it."""

    def parse(text: Text, at: int) -> Result[U]:
        found = parser(text, at)
        return found if isinstance(found, Failure) else following(found.value)(text, found.end)

    return starting(parse, first_characters(parser))


def mapped(parser: Parser[T], build: Callable[[T], U]) -> Parser[U]:
    """The value passed through a function."""

    def parse(text: Text, at: int) -> Result[U]:
        found = parser(text, at)
        return found if isinstance(found, Failure) else Success(build(found.value), found.end)

    return starting(parse, first_characters(parser))


def placed(parser: Parser[T], build: Callable[[T, Position], U]) -> Parser[U]:
    """The value passed through a function that gets its place too."""

    def parse(text: Text, at: int) -> Result[U]:
        found = parser(text, at)
        if isinstance(found, Failure):
            return found
        return Success(build(found.value, text.position(at, found.end)), found.end)

    return starting(parse, first_characters(parser))


def named(name: str, parser: Parser[T]) -> Parser[T]:
    """What errors expect where the parser fails at its beginning."""

    def parse(text: Text, at: int) -> Result[T]:
        found = parser(text, at)
        if isinstance(found, Failure) and found.at == at:
            return Failure(found.at, found.message, (name,))
        return found

    return starting(parse, first_characters(parser))


def where(parser: Parser[T], fits: Callable[[T], bool]) -> Parser[T]:
    """Only values that fit."""

    def parse(text: Text, at: int) -> Result[T]:
        found = parser(text, at)
        if isinstance(found, Success) and not fits(found.value):
            return Failure(at, f"Unexpected {found.value}.", ())
        return found

    return starting(parse, first_characters(parser))


def excluding(excluded: Parser[Any], parser: Parser[T]) -> Parser[T]:
    """The parser, where `excluded` does not fit."""

    def parse(text: Text, at: int) -> Result[T]:
        if isinstance(excluded(text, at), Success):
            return Failure(at, "Excepted parser succeeded.", ("other than the excepted input",))
        return parser(text, at)

    return parse
