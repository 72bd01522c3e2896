"""Tokens of the monitor language."""

from __future__ import annotations

import pytest

from vboard.builtin.escaped_error import EscapedError
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


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("0x1_0", [(Kind.HEXADECIMAL, 1), (Kind.LITERAL, "_0")]),
        ("0b11", [(Kind.INTEGER, 0), (Kind.LITERAL, "b11")]),
        ("-0x10", [(Kind.INTEGER, 0), (Kind.LITERAL, "x10")]),
        ("5abc", [(Kind.INTEGER, 5), (Kind.LITERAL, "abc")]),
        ("trueish", [(Kind.BOOLEAN, True), (Kind.LITERAL, "ish")]),
        ("1.", [(Kind.FLOAT, 1.0)]),
        (".5", [(Kind.LITERAL, ".5")]),
    ],
)
def test_no_token_asks_what_follows_it(text: str, kinds: list[tuple[Kind, object]]) -> None:
    assert tokens(text) == kinds


def test_three_quotes_that_nothing_closes() -> None:
    assert tokens('set x """')[-1] == (Kind.TERMINATOR, '"""')


def test_hexadecimal_numbers_are_signed_and_spelled_in_decimal() -> None:
    (token,) = scan("0xFFFFFFFFFFFFFFFF").tokens
    assert (token.value, token.text) == (-1, "-1")


def test_a_path_ends_at_a_semicolon_or_blank() -> None:
    assert [value for _, value in tokens("@a;@b c")] == ["a", ";", "b", "c"]


@pytest.mark.parametrize(("text", "stop"), [('echo "open', 5), ("a ~", 2), ("<5, 1>", 0)])
def test_scanning_stops_at_what_is_no_token(text: str, stop: int) -> None:
    found = scan(text)
    assert (found.stop, found.rest) == (stop, text[stop:])


@pytest.mark.parametrize(
    ("text", "kind"),
    [("0x10000000000000000", "UInt64"), ("9223372036854775808", "Int64"), ("<-1, 5>", "UInt64")],
)
def test_numbers_beyond_64_bits_escape_as_in_renode(text: str, kind: str) -> None:
    with pytest.raises(EscapedError, match=f"too large or too small for an? {kind}") as caught:
        scan(text)
    assert caught.value.kind == "OverflowException"


def test_a_range_that_ends_before_it_begins_says_so() -> None:
    assert "start address can't be higher" in scan("<5, 1>").complaint
