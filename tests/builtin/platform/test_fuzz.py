"""Whatever the text, the loader answers with a description or a PlatformError."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

import tests.builtin.platform.models  # noqa: F401  (registers the test models)
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.platform import syntax
from vboard.builtin.platform.lexer import tokenize
from vboard.builtin.platform.loader import load_platform_string
from vboard.builtin.platform.parser import parse
from vboard.builtin.platform.platform_errors import PlatformError, Source
from vboard.builtin.platform.prelexer import blank_comments

RESERVED = (
    *("using", "new", "as", "preinit", "init", "reset", "local", "prefixed"),
    *("true", "false", "none", "empty"),
)
PIECES = st.sampled_from(
    [
        *("a", "b", "dev", "sysbus", "cpu", "add", "0", "1", "0x10", "1.5", "1_0", "IRQ", "Speed:"),
        *(":;@#{}<>,+-[]|."),
        *("->", '"s"', "'''", '"', "//", "/*", "*/", ".Red", "size:", "count:"),
        *("Test.Device", "Test.Receiver", "Memory.MappedMemory"),
        *RESERVED,
    ]
) | st.sampled_from([" ", "\n", "\n    ", "\n        ", "\t", "\r\n"])
TEXTS = (
    st.text(max_size=60)
    | st.lists(PIECES, max_size=40).map(" ".join)
    | st.lists(PIECES, max_size=40).map("".join)
)

NAMES = st.from_regex(r"[a-z][A-Za-z0-9_]{0,6}", fullmatch=True).filter(lambda name: name not in RESERVED)
NUMBERS = st.integers(0, 2**32).map(str) | st.integers(0, 2**32).map(hex)
STRINGS = st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=8).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)
SCALARS = NUMBERS | STRINGS | NAMES | st.sampled_from(["true", "false", ".Red", "A.B.C", "none", "<1, +2>"])
VALUES = SCALARS | st.lists(SCALARS.filter(lambda v: v != "none"), min_size=1, max_size=3).map(
    lambda items: "[" + ", ".join(items) + "]"
)
IRQS = st.tuples(st.integers(0, 9), NAMES, st.integers(0, 99)).map(lambda t: f"{t[0]} -> {t[1]}@{t[2]}")
ATTRIBUTES = st.tuples(NAMES, VALUES).map(lambda pair: f"{pair[0]}: {pair[1]}") | IRQS
ENTRIES = st.tuples(NAMES, st.sampled_from(["", "A.B", "Some.Type"]), st.lists(ATTRIBUTES, max_size=4))


@given(TEXTS)
def test_lexer_and_parser_raise_nothing_else(text: str) -> None:
    with contextlib.suppress(PlatformError):
        parse(Source.of(text))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_loader_raises_nothing_else(text: str) -> None:
    machine = Emulation().add_machine("m")
    prefix = "dev: Test.Device @ sysbus 0x0\n    count: 1\n"
    with contextlib.suppress(PlatformError):
        load_platform_string(machine, prefix + text)


@given(st.lists(st.sampled_from(["a", " ", "//", "/*", "*/", "\n", '"', "'''", "{", "}", "\\"]), max_size=30))
def test_blanking_comments_keeps_every_position(pieces: list[str]) -> None:
    source = Source.of("".join(pieces))
    with contextlib.suppress(PlatformError):
        blanked = blank_comments(source)
        assert [len(line) for line in blanked.split("\n")] == [len(line) for line in source.lines]


@given(st.lists(ENTRIES, max_size=4))
def test_indent_and_braces_are_two_spellings_of_one_description(
    entries: list[tuple[str, str, list[str]]],
) -> None:
    indented = "\n".join(
        f"{name}: {kind}" + "".join(f"\n    {attribute}" for attribute in attributes)
        for name, kind, attributes in entries
    )
    braced = ";".join(
        f"{name}: {kind} {{ {'; '.join(attributes)} }}" if attributes else f"{name}: {kind}"
        for name, kind, attributes in entries
    )
    one, other = parse(Source.of(indented)).entries, parse(Source.of(braced)).entries
    assert list(map(shape, one)) == list(map(shape, other))


@given(st.lists(ENTRIES, max_size=4))
def test_every_token_stands_where_it_says(entries: list[tuple[str, str, list[str]]]) -> None:
    text = "\n".join(
        f"{name}: {kind}" + "".join(f"\n    {attribute}" for attribute in attributes)
        for name, kind, attributes in entries
    )
    source = Source.of(text)
    for lexeme in tokenize(source):
        if lexeme.kind in ("NAME", "NUMBER", "STRING", "DOTTED", "ARROW"):
            line = source.lines[lexeme.position.line - 1]
            assert line[lexeme.position.column - 1 :].startswith(lexeme.text)


def shape(entry: syntax.Entry) -> object:
    """An entry without positions."""
    return entry.name, entry.type_name and entry.type_name.text, [shape_of(a) for a in entry.attributes]


def shape_of(attribute: syntax.Attribute) -> object:
    if isinstance(attribute, syntax.Assignment):
        return attribute.name, str(attribute.value)
    if isinstance(attribute, syntax.Irq):
        return attribute.sources, [(d.name, d.local, d.pins) for d in attribute.destinations]
    return attribute.kind, attribute.append, attribute.lines
