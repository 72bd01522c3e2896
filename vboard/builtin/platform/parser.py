"""From text to syntax tree: grammar.lark over the tokens of lexer.py."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedToken, v_args
from lark.exceptions import VisitError

from vboard.builtin.platform import syntax
from vboard.builtin.platform.lexer import Lexeme, tokenize, unexpected
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position, Source

_EXPECTED = (
    ("$END", "end of input"),
    ("RBRACE", "attribute list end"),
    ("COLON", "colon"),
    ("RSQB", "list end"),
    ("GT", "range end"),
    ("LINE", "monitor command"),
    ("AT", "at sign"),
    ("LBRACE", "attribute list begin"),
    ("COMMA", "comma"),
    ("ARROW", "arrow"),
    ("STRING", "string"),
    ("NUMBER", "number"),
    ("NAME", "name"),
)
"""What an error says when a terminal would have been accepted; the first one that fits."""


class _Located(Token):
    """A token that knows its place."""

    position: Position


def _located(lexeme: Lexeme) -> _Located:
    token = _Located(lexeme.kind, lexeme.text)
    token.position = lexeme.position
    return token


@functools.cache
def _grammar() -> Lark:
    text = resources.files(__package__).joinpath("grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer="basic", maybe_placeholders=True)


def parse(source: Source) -> syntax.Description:
    """Parse one description.

    Raises:
        PlatformError: E00 or E32.
    """
    lexemes: list[Lexeme] = []
    interactive = _grammar().parse_interactive()
    for lexeme in tokenize(source):
        try:
            if lexeme.kind == "$END":
                tree = interactive.feed_eof(_located(lexeme))  # type: ignore[no-untyped-call]
            else:
                interactive.feed_token(_located(lexeme))
        except UnexpectedToken:
            raise unexpected(lexeme.text, lexeme.position, _expectation(lexemes)) from None
        lexemes.append(lexeme)
    try:
        description: syntax.Description = _TreeBuilder(source).transform(tree)
    except VisitError as error:
        if isinstance(error.orig_exc, PlatformError):
            raise error.orig_exc from None
        raise
    return description


def _expectation(lexemes: list[Lexeme]) -> str:
    """What could have followed `lexemes` (parsed anew: the failed step has changed the state)."""
    interactive = _grammar().parse_interactive()
    for lexeme in lexemes:
        interactive.feed_token(_located(lexeme))
    accepted = interactive.accepts()  # type: ignore[no-untyped-call]
    return next((text for kind, text in _EXPECTED if kind in accepted), "")


def _integer(token: Token) -> int:
    text = str(token)
    if "." in text:
        raise unexpected(".", token.position, "integer")  # type: ignore[attr-defined]
    return int(text, 16) if text.startswith("0x") else int(text)


def _unquote(token: Token) -> str:
    return re.sub(r'\\(["\\])', r"\1", str(token)[1:-1])


def _span(position: Position, end: Position) -> Position:
    """From `position` to the end of the last token, or of the line when that is further."""
    if end.line == position.line:
        return position.at_length(end.column + end.length - position.column)
    line = position.source.lines[position.line - 1].rstrip()
    return position.at_length(len(line) - position.column + 1)


@v_args(inline=True)
class _TreeBuilder(Transformer[Token, Any]):
    """Turns lark's tree into the classes of syntax.py."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source

    def start(self, *items: Any) -> syntax.Description:
        return syntax.Description(
            self._source,
            tuple(item for item in items if isinstance(item, syntax.Using)),
            tuple(item for item in items if isinstance(item, syntax.Entry)),
        )

    def using(self, _using: Token, path: Any, _prefixed: Token | None, prefix: Token | None) -> syntax.Using:
        return syntax.Using(_unquote(path), _unquote(prefix) if prefix is not None else None, path.position)

    def entry(
        self,
        local: Token | None,
        name: Any,
        colon: Any,
        type_name: syntax.TypeName | None,
        registration: tuple[tuple[syntax.Point, ...], Position] | None,
        alias: tuple[str, Position] | None,
        block: tuple[syntax.Attribute, ...] | None,
    ) -> syntax.Entry:
        end = colon.position
        if type_name is not None:
            end = type_name.position
        if registration is not None:
            end = registration[1]
        if alias is not None:
            end = alias[1]
        first: Any = local if local is not None else name
        return syntax.Entry(
            str(name),
            local is not None,
            type_name,
            registration[0] if registration is not None else None,
            alias[0] if alias is not None else None,
            block or (),
            _span(first.position, end),
        )

    def type_name(self, token: Any) -> syntax.TypeName:
        return syntax.TypeName(str(token), token.position)

    def alias(self, _as: Token, token: Any) -> tuple[str, Position]:
        return _unquote(token), token.position

    def block(self, *items: Any) -> tuple[syntax.Attribute, ...]:
        return tuple(item for item in items if isinstance(item, syntax.Attribute))

    def unregistered(self, _at: Token, none: Any) -> tuple[tuple[syntax.Point, ...], Position]:
        return (), none.position

    def registered(self, *items: Any) -> tuple[tuple[syntax.Point, ...], Position]:
        points = tuple(item for item in items if isinstance(item, syntax.Point))
        closing = [item.position for item in items if isinstance(item, _Located) and item.type == "RBRACE"]
        last = points[-1]
        end = last.value.position if last.value is not None else last.position
        return points, closing[-1] if closing else end

    def point(self, name: Any, value: syntax.Value | None) -> syntax.Point:
        return syntax.Point(str(name), value, name.position)

    def assignment(self, name: Any, _colon: Token, value: syntax.Value) -> syntax.Assignment:
        return syntax.Assignment(str(name), value, name.position.at_length(1))

    def none(self, token: Any) -> syntax.NoneValue:
        return syntax.NoneValue(token.position)

    def empty(self, token: Any) -> syntax.EmptyValue:
        return syntax.EmptyValue(token.position)

    def irq(
        self, source: tuple[tuple[int | str, ...], Position] | None, arrow: Any, *rest: Any
    ) -> syntax.Irq:
        destinations = tuple(item for item in rest if isinstance(item, syntax.Destination))
        place = source[1] if source is not None else arrow.position
        place = place.at_length(1)
        return syntax.Irq(source[0] if source is not None else None, destinations, place)

    def named_source(self, name: Any) -> tuple[tuple[int | str, ...], Position]:
        return (str(name),), name.position

    def pin_source(self, pins: tuple[tuple[int, ...], Position]) -> tuple[tuple[int | str, ...], Position]:
        return pins

    def source_list(self, *items: Any) -> tuple[tuple[int | str, ...], Position]:
        sources = (source for item in items if isinstance(item, tuple) for source in item[0])
        return tuple(sources), items[0].position

    def destination(
        self, name: Any, local: int | None, _at: Token, pins: tuple[tuple[int, ...], Position]
    ) -> syntax.Destination:
        return syntax.Destination(str(name), local, pins[0], name.position)

    def local_index(self, _hash: Token, number: Token) -> int:
        return _integer(number)

    def pins(self, *items: Any) -> tuple[tuple[int, ...], Position]:
        place = items[0].position if isinstance(items[0], _Located) else items[0][1]
        return tuple(pin for item in items if isinstance(item, tuple) for pin in item[0]), place

    def pin_range(
        self, first: Any, _minus: Token | None, last: Token | None
    ) -> tuple[tuple[int, ...], Position]:
        start = _integer(first)
        end = _integer(last) if last is not None else start
        if abs(end - start) > _MAXIMUM_PINS:
            raise unexpected(str(last), first.position, f"a range of at most {_MAXIMUM_PINS} lines")
        step = 1 if end >= start else -1
        return tuple(range(start, end + step, step)), first.position

    def section(self, kind: Any, add: Token | None, *rest: Any) -> syntax.Section:
        lines = tuple(str(item) for item in rest if item is not None and item.type == "LINE")
        return syntax.Section(str(kind), add is not None, lines, kind.position.at_length(1))

    def section_kind(self, token: Any) -> Any:
        return token

    def string(self, token: Any) -> syntax.Value:
        return syntax.StringValue(_unquote(token), token.position)

    def triple(self, token: Any) -> syntax.Value:
        return syntax.StringValue(str(token)[3:-3].replace("\\'''", "'''"), token.position)

    def number(self, minus: Any, token: Any) -> syntax.Value:
        text = ("-" if minus is not None else "") + str(token)
        magnitude: int | float = float(str(token)) if "." in token else _integer(token)
        place = minus.position if minus is not None else token.position
        return syntax.NumberValue(text, -magnitude if minus is not None else magnitude, place)

    def true(self, token: Any) -> syntax.Value:
        return syntax.BoolValue(True, token.position)

    def false(self, token: Any) -> syntax.Value:
        return syntax.BoolValue(False, token.position)

    def range(self, less: Any, begin: Token, _comma: Token, plus: Token | None, end: Any, _gt: Token) -> Any:
        first = _integer(begin)
        size = _integer(end) if plus is not None else _integer(end) - first + 1
        if size <= 0:
            message = "Syntax error, the end of a range has to lie behind its beginning."
            raise PlatformError(Code.SYNTAX, message, less.position)
        return syntax.RangeValue(first, size, less.position)

    def list(self, *items: Any) -> syntax.Value:
        values = tuple(item for item in items if isinstance(item, syntax.Value))
        return syntax.ListValue(values, items[0].position)

    def enum_value(self, token: Any) -> syntax.Value:
        *parts, member = str(token).split(".")
        return syntax.EnumValue(tuple(part for part in parts if part), member, token.position)

    def object(
        self, new: Any, type_name: syntax.TypeName, block: tuple[syntax.Attribute, ...] | None
    ) -> syntax.Value:
        return syntax.ObjectValue(type_name, block or (), new.position)

    def reference(self, token: Any) -> syntax.Value:
        return syntax.ReferenceValue(str(token), token.position)


_MAXIMUM_PINS = 4096
"""More lines than any interrupt controller has; keeps a typing error from filling memory."""
