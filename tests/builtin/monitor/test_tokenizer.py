"""Tokens of the monitor language."""

from __future__ import annotations

import pytest

from vboard.builtin.monitor.tokenizer import Kind, scan
from vboard.builtin.types import Range


def tokens(line: str) -> list[tuple[Kind, object]]:
    found = scan(line)
    assert found.rest == ""
    return [(token.kind, token.value) for token in found.tokens]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("`cpu PC`", Kind.EXECUTION, "cpu PC"),
        ("$a.b_1", Kind.VARIABLE, "a.b_1"),
        ('"""a\n"b" """', Kind.MULTILINE, 'a\n"b" '),
        ('"a \\" b"', Kind.STRING, 'a " b'),
        ("'it\\'s'", Kind.STRING, "it's"),
        ('"a\\nb"', Kind.STRING, "a\\nb"),
        ("<0x10, 0x1F>", Kind.RANGE, Range(0x10, 0x10)),
        ("<0x10 16>", Kind.RELATIVE_RANGE, Range(0x10, 0x10)),
        ("@a/b\\ c", Kind.PATH, "a/b c"),
        ("0x1F", Kind.HEXADECIMAL, 31),
        ("1.5", Kind.FLOAT, 1.5),
        ("-12", Kind.INTEGER, -12),
        ("TRUE", Kind.BOOLEAN, True),
        ("null", Kind.NULL, None),
        ("sysbus.uart-1", Kind.LITERAL, "sysbus.uart-1"),
        ("5abc", Kind.LITERAL, "5abc"),
        ("trueish", Kind.LITERAL, "trueish"),
    ],
)
def test_one_token(text: str, kind: Kind, value: object) -> None:
    assert tokens(text) == [(kind, value)]


def test_a_line_of_tokens() -> None:
    kinds = [kind for kind, _ in tokens("$a?=[1, x=2];b # rest : of line")]
    assert kinds == [
        Kind.VARIABLE, Kind.CONDITIONAL_EQUALITY, Kind.LEFT_BRACKET, Kind.INTEGER, Kind.COMMA, Kind.LITERAL,
        Kind.EQUALITY, Kind.INTEGER, Kind.RIGHT_BRACKET, Kind.SEMICOLON, Kind.LITERAL,
    ]  # fmt: skip


def test_underscore_separates_no_digits() -> None:
    assert tokens("0x1_0") == [(Kind.HEXADECIMAL, 1), (Kind.LITERAL, "_0")]


def test_a_path_ends_at_a_semicolon_or_blank() -> None:
    assert [value for _, value in tokens("@a;@b c")] == ["a", ";", "b", "c"]


@pytest.mark.parametrize(("text", "stop"), [('echo "open', 5), ("a ~", 2), ("<5, 1>", 0)])
def test_scanning_stops_at_what_is_no_token(text: str, stop: int) -> None:
    found = scan(text)
    assert (found.stop, found.rest) == (stop, text[stop:])


def test_numbers_beyond_64_bits_are_no_numbers() -> None:
    assert tokens("0x10000000000000000") == [(Kind.LITERAL, "0x10000000000000000")]
    assert tokens("9223372036854775808") == [(Kind.LITERAL, "9223372036854775808")]
