"""What parsers take, and which of several failures is reported."""

from __future__ import annotations

from typing import Any

import pytest

from vboard.builtin.platform.alternatives import (
    committed,
    first_of,
    many,
    many_committed,
    optional,
    optional_committed,
    or_quietly,
    separated,
    to_end,
)
from vboard.builtin.platform.combinators import (
    Failure,
    Parser,
    Success,
    Text,
    excluding,
    literal,
    mapped,
    named,
    pattern,
    sequence,
    spaced,
    then,
    where,
)
from vboard.builtin.platform.platform_errors import Source

A, B, AB, AC = literal("a"), literal("b"), literal("ab"), literal("ac")


def parsed(parser: Parser[Any], text: str) -> Any:
    return parser(Text(Source.of(text), text), 0)


@pytest.mark.parametrize(
    ("parser", "text", "value", "end"),
    [
        (AB, "abc", "ab", 2),
        (spaced(A), "  a  b", "a", 5),
        (sequence(lambda *found: found, A, B), "ab", ("a", "b"), 2),
        (mapped(A, str.upper), "a", "A", 1),
        (then(first_of(A, B), literal), "bb", "b", 2),
        (pattern("a+", A), "aaab", "aaa", 3),
        (first_of(AB, AC), "ac", "ac", 2),
        (or_quietly(B, A), "a", "a", 1),
        (optional(A), "b", None, 0),
        (optional(AB), "ac", None, 0),
        (many(A), "aab", ["a", "a"], 2),
        (separated(A, B), "abac", ["a", "a"], 3),
        (excluding(B, A), "a", "a", 1),
    ],
)
def test_what_fits(parser: Parser[Any], text: str, value: object, end: int) -> None:
    assert parsed(parser, text) == Success(value, end)


@pytest.mark.parametrize(
    ("parser", "text", "at", "message", "expected"),
    [
        (A, "", 0, "Unexpected end of input reached", ("a",)),
        (AB, "ac", 1, "unexpected 'c'", ("b",)),
        (first_of(A, B), "c", 0, "unexpected 'c'", ("a", "b")),
        (first_of(A, A), "c", 0, "unexpected 'c'", ("a",)),
        (first_of(AB, B), "ac", 1, "unexpected 'c'", ("b",)),
        (committed(AB, AC), "ac", 1, "unexpected 'c'", ("b",)),
        (optional_committed(AB), "ac", 1, "unexpected 'c'", ("b",)),
        (many_committed(AB), "abac", 3, "unexpected 'c'", ("b",)),
        (named("name", A), "b", 0, "unexpected 'b'", ("name",)),
        (named("name", AB), "ac", 1, "unexpected 'c'", ("b",)),
        (or_quietly(A, B), "c", 0, "unexpected 'c'", ("a",)),
        (where(A, lambda found: found != "a"), "a", 0, "Unexpected a.", ()),
        (to_end(A), "ab", 1, "unexpected 'b'", ("end of input",)),
    ],
)
def test_which_failure_is_reported(
    parser: Parser[Any], text: str, at: int, message: str, expected: tuple[str, ...]
) -> None:
    assert parsed(parser, text) == Failure(at, message, expected)


def test_positions_go_forth_and_back() -> None:
    text = Text(Source.of("ab\ncd\n\ne"), "ab\ncd\n\ne")
    places = [(text.position(at, at + 1).line, text.position(at, at + 1).column) for at in (7, 0, 4, 3, 7)]
    assert places == [(4, 1), (1, 1), (2, 2), (2, 1), (4, 1)]
