"""The language: lexical rules, grammar, positions of errors."""

from __future__ import annotations

import pytest

from tests.builtin.platform.shapes import shape
from vboard.builtin.platform import syntax
from vboard.builtin.platform.parser import parse
from vboard.builtin.platform.platform_errors import Code, PlatformError, Source


def entries(text: str) -> tuple[syntax.Entry, ...]:
    return parse(Source.of(text)).entries


def shapes(text: str) -> list[object]:
    """Entries without positions."""
    return [shape(entry) for entry in entries(text)]


def items(ends: tuple[syntax.IrqEnds, ...] | None) -> tuple[int | str, ...] | None:
    return None if ends is None else tuple(item for each in ends for item in each.items)


def value(text: str) -> syntax.Value:
    (entry,) = entries(f"x: A.B\n    v: {text}")
    (attribute,) = entry.attributes
    assert isinstance(attribute, syntax.Assignment)
    return attribute.value


def error(text: str) -> PlatformError:
    with pytest.raises(PlatformError) as caught:
        parse(Source.of(text))
    return caught.value


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "// only a comment", "/* one\ntwo */", "\r\n"])
def test_nothing_is_a_description(text: str) -> None:
    assert entries(text) == ()


def test_indent_becomes_braces_and_semicolons() -> None:
    by_indent = shapes("a: T.A\n    b: 1\n    c: 2\nd: T.D")
    assert by_indent == shapes("a: T.A { b: 1; c: 2 };d: T.D")
    assert len(by_indent) == 2


def test_newlines_inside_braces_mean_nothing() -> None:
    assert shapes("a: T.A {\n  b:\n1\n}") == shapes("a: T.A { b: 1 }")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"http://x"', "http://x"),
        (r'"a\"b\\c"', r"a\"b\\c".replace(r"\"", '"').replace(r"\\", "\\")),
        ('"a // b"', "a // b"),
        ("'''one\n  two'''", "one\n  two"),
        ("'''a { b'''", "a { b"),
    ],
)
def test_strings(text: str, expected: str) -> None:
    found = value(text)
    assert isinstance(found, syntax.StringValue)
    assert found.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", "0"),
        ("0x1F", "0x1F"),
        ("72_000_000", "72000000"),
        ("0xFFFF_0000", "0xFFFF0000"),
        ("-5", "-5"),
        ("1.5", "1.5"),
    ],
)
def test_numbers_lose_what_separates_digits(text: str, expected: str) -> None:
    found = value(text)
    assert isinstance(found, syntax.NumberValue)
    assert found.text == expected


def test_ranges_by_end_and_by_size_are_the_same() -> None:
    by_end, by_size = value("<0x100, 0x200>"), value("<0x100, +0x100>")
    assert isinstance(by_end, syntax.RangeValue)
    assert isinstance(by_size, syntax.RangeValue)
    assert (by_end.begin, by_end.size) == (by_size.begin, by_size.size) == (0x100, 0x100)


def test_other_values() -> None:
    assert isinstance(value("other"), syntax.ReferenceValue)
    assert value(".Red") == syntax.EnumValue((), "Red", value(".Red").position)
    found = value("[1, 2, [3],]")
    assert isinstance(found, syntax.ListValue)
    assert len(found.items) == 3
    made = value("new A.B { c: 1; d: new E { } }")
    assert isinstance(made, syntax.ObjectValue)
    assert made.type_name == "A.B"


@pytest.mark.parametrize(
    ("text", "sources", "pins"),
    [
        ("[0, Update, 2-3] -> n@[4, 5, 6-7]", (0, "Update", 2, 3), (4, 5, 6, 7)),
        ("-> n@1", None, (1,)),
        ("IRQ -> n@1", ("IRQ",), (1,)),
        ("[A, B] -> n@[1, 2]", ("A", "B"), (1, 2)),
        ("5 -> n@1", (5,), (1,)),
        ("0-2 -> n@4-6", (0, 1, 2), (4, 5, 6)),
        ("[0-1, 7] -> n@[9, 3-4]", (0, 1, 7), (9, 3, 4)),
    ],
)
def test_interrupts(text: str, sources: tuple[int | str, ...] | None, pins: tuple[int, ...]) -> None:
    (entry,) = entries(f"x: A.B {{ {text} }}")
    (irq,) = entry.attributes
    assert isinstance(irq, syntax.Irq)
    assert items(irq.sources) == sources
    assert irq.destinations[0].pins == pins


def test_several_destinations_local_receivers_and_none() -> None:
    (entry,) = entries("x: A.B { 1 -> a@0 | b#2@3; -> none }")
    first, second = entry.attributes
    assert isinstance(first, syntax.Irq)
    assert isinstance(second, syntax.Irq)
    assert [(d.name, d.local, d.pins) for d in first.destinations] == [("a", None, (0,)), ("b", 2, (3,))]
    assert second.destinations == ()


def test_registration_points() -> None:
    one, none, several, without = entries('a: T @ x 1 as "n"\nb: T @ none\nc: T @ { x 1; y <2, +3> }\nd: T')
    assert (one.points or ())[0].parent == "x"
    assert one.alias is not None
    assert one.alias.text == "n"
    assert none.points == ()
    assert [point.parent for point in several.points or ()] == ["x", "y"]
    assert without.points is None


def test_sections_are_monitor_lines() -> None:
    text = 'x:\n    init:\n        Tag <0x0, 0x3> "a { b"\n        Foo; Bar\n    reset add:\n        R 1\n'
    (entry,) = entries(text)
    first, second = entry.attributes
    assert isinstance(first, syntax.Section)
    assert isinstance(second, syntax.Section)
    assert (first.kind, first.append, first.lines) == (
        "init",
        False,
        ('Tag <0x0, 0x3> "a { b"', "Foo", "Bar"),
    )
    assert (second.kind, second.append, second.lines) == ("reset", True, ("R 1",))


def test_section_between_braces() -> None:
    (entry,) = entries('x: { init: { Foo 1; Bar ";}" } }')
    (section,) = entry.attributes
    assert isinstance(section, syntax.Section)
    assert section.lines == ("Foo 1", 'Bar ";}"')


def test_comment_needs_a_space_before_it() -> None:
    (entry,) = entries("x: A.B // c\n    /* d */\n    e: 1 /* f */\n")
    assert len(entry.attributes) == 1
    assert error("x: A.B//c").code is Code.SYNTAX


@pytest.mark.parametrize(
    ("text", "code", "message", "place"),
    [
        ("a b", Code.SYNTAX, "Syntax error, unexpected 'b'; expected colon", "1:3"),
        ('x: A\n    v: "abc', Code.SYNTAX, "Unterminated string.", "2:11"),
        ("x: A\n    v: '''abc", Code.SYNTAX, "Unclosed multiline string", "2:7"),
        (
            "x: A {",
            Code.SYNTAX,
            "Syntax error, Unexpected end of input reached; expected attribute list end",
            "1:7",
        ),
        ("x: A }", Code.SYNTAX, "Syntax error, unexpected '}'", "1:6"),
        ("x: A\n        v: 1", Code.SYNTAX, "Syntax error, unexpected '{'", "1:6"),
        ("    x: A", Code.INDENT, "First line with text cannot be indented.", "1:1"),
        (
            "x: A\n   v: 1",
            Code.INDENT,
            "Indent's length has to be multiple of 4, this one is 3 spaces long.",
            "2:3",
        ),
        ("x: A { 0-99999 -> y@1 }", Code.SYNTAX, "Syntax error, unexpected '9'", "1:10"),
        (
            "x: A { v: <5, 1> }",
            Code.SYNTAX,
            "Syntax error, Unexpected 1.; expected end of range that defines positive range",
            "1:15",
        ),
        ("x: A { v: ~ }", Code.SYNTAX, "Syntax error, unexpected '~'", "1:11"),
    ],
)
def test_errors_say_what_and_where(text: str, code: Code, message: str, place: str) -> None:
    found = error(text)
    assert found.code is code
    assert found.message.startswith(message)
    assert str(found.position) == place


def test_error_shows_the_line_and_a_caret() -> None:
    assert str(error("ab cd")).splitlines() == [
        "Error E00: Syntax error, unexpected 'c'; expected colon",
        "At 1:4:",
        "ab cd",
        "   ^",
    ]
