"""Whatever the text, the loader answers with a description or a PlatformError."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

import tests.builtin.platform.models  # noqa: F401  (registers the test models)
from tests.builtin.platform.shapes import shape
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.platform.loader import load_platform_string
from vboard.builtin.platform.parser import parse
from vboard.builtin.platform.platform_errors import PlatformError, Source
from vboard.builtin.platform.prelexer import prelex

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
def test_what_the_first_pass_leaves_stands_where_it_stood(pieces: list[str]) -> None:
    source = Source.of("".join(pieces))
    with contextlib.suppress(PlatformError):
        lines = prelex(source).split("\n")
        assert len(lines) == len(source.lines)
        for left, line in zip(lines, source.lines, strict=True):
            assert left.rstrip("{};")[: len(line)].strip() in line


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
def test_every_entry_and_value_stands_where_it_says(entries: list[tuple[str, str, list[str]]]) -> None:
    text = "\n".join(
        f"{name}: {kind}" + "".join(f"\n    {attribute}" for attribute in attributes)
        for name, kind, attributes in entries
    )
    source = Source.of(text)
    for entry in parse(source).entries:
        line = source.lines[entry.position.line - 1]
        assert line[entry.position.column - 1 :].startswith(f"{entry.name}:")
        for attribute in entry.attributes:
            line = source.lines[attribute.position.line - 1]
            assert line == "    " + line[attribute.position.column - 1 :]
