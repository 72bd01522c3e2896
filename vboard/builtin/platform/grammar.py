"""Grammar of platform descriptions over the text of prelexer.py (Renode 1.16.1 and, where it says so, newer).

The manual describes the language: https://renode.readthedocs.io/en/latest/advanced/platform_description_format.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.platform import syntax
from vboard.builtin.platform.combinators import (
    Parser,
    behind,
    character,
    committed,
    excluding,
    first_of,
    lazily,
    literal,
    many,
    many_committed,
    mapped,
    named,
    optional,
    optional_committed,
    or_quietly,
    pattern,
    placed,
    separated,
    sequence,
    spaced,
    symbol,
    then,
    to_end,
    where,
)
from vboard.builtin.platform.platform_errors import Position

Ends = tuple[int | str, ...]


def _joined(*parts: Any) -> str:
    return "".join("".join(part) if isinstance(part, list) else part or "" for part in parts)


# -- words and numbers --------------------------------------------------------------------------

_LETTER = character(str.isalpha, "letter")
_LETTERS = many(first_of(character(str.isalnum, "letter or digit"), literal("_")))
_WORD = spaced(pattern(r"[^\W\d_]\w*", sequence(_joined, _LETTER, _LETTERS)))
_KEYWORDS: set[str] = set()


def _keyword(word: str) -> Parser[str]:
    _KEYWORDS.add(word)
    return named(f"{word} keyword", where(_WORD, lambda found: found == word))


_USING, _PREFIXED, _NEW, _AS = map(_keyword, ("using", "prefixed", "new", "as"))
_PREINIT, _INIT, _RESET, _LOCAL = map(_keyword, ("preinit", "init", "reset", "local"))
_TRUE, _FALSE, _NONE, _EMPTY = map(_keyword, ("true", "false", "none", "empty"))
_IDENTIFIER = where(named("identifier", _WORD), lambda found: found not in _KEYWORDS)
_COLON = named("colon", symbol(":"))
_ARROW = named("arrow", spaced(literal("->")))
_SEPARATOR, _COMMA, _AT = symbol(";"), symbol(","), symbol("@")
_OPEN, _CLOSE = symbol("{"), symbol("}")
_TYPE_NAME = placed(
    sequence(
        lambda first, rest: ".".join([first, *rest]),
        _IDENTIFIER,
        many_committed(behind(literal("."), _IDENTIFIER)),
    ),
    syntax.Word,
)

_DIGIT = character(str.isnumeric, "numeric character")
_NUMERIC = sequence(_joined, _DIGIT, many(_DIGIT))
_DIGITS = pattern(r"\d+(?:_\d+)*(?!_?\d)", sequence(_joined, _NUMERIC, many(behind(literal("_"), _NUMERIC))))
_HEX_CHARACTERS = "0123456789ABCDEFabcdef"
_HEX_DIGIT = character(lambda found: found in _HEX_CHARACTERS, "|".join(_HEX_CHARACTERS))
_HEX_PART = sequence(_joined, _HEX_DIGIT, many(_HEX_DIGIT))
_HEX_DIGITS = sequence(_joined, _HEX_PART, many(behind(literal("_"), _HEX_PART)))
_UNSIGNED_BITS = 64


def _plain(text: str) -> str:
    return text.replace("_", "")


def _unsigned(base: int, bits: int = _UNSIGNED_BITS) -> Callable[[str], int]:
    kind = "a UInt64" if bits == _UNSIGNED_BITS else "an Int64"

    def convert(text: str) -> int:
        value = int(_plain(text), base)
        if value >> bits:
            raise EscapedError("OverflowException", f"Value was either too large or too small for {kind}.")
        return value

    return convert


_HEX = named("hexadecimal number", spaced(mapped(behind(literal("0x"), _HEX_DIGITS), _unsigned(16))))
_COUNT = named("decimal non-negative number", spaced(mapped(_DIGITS, _unsigned(10))))
_DECIMAL = named("decimal number", spaced(mapped(_DIGITS, _unsigned(10, _UNSIGNED_BITS - 1))))
_ADDRESS = first_of(_HEX, _COUNT)
_MINUS = symbol("-")
_FRACTION = optional(sequence(_joined, literal("."), _NUMERIC))


def _number(sign: str | None, *parts: str | None) -> str:
    return ("-" if sign else "") + _plain(_joined(*parts))


_NUMBER: Parser[str] = first_of(
    named("hexadecimal number", spaced(sequence(_number, optional(_MINUS), literal("0x"), _HEX_DIGITS))),
    named("decimal number", spaced(sequence(_number, optional(_MINUS), _DIGITS, _FRACTION))),
)

# -- strings ------------------------------------------------------------------------------------

_QUOTE, _BACKSLASH, _TRIPLE = literal('"'), literal("\\"), literal("'''")
_STRING_ITEM = committed(
    behind(_BACKSLASH, committed(_QUOTE, _BACKSLASH)),
    character(lambda found: found != '"', "any character except '\"'"),
)


def _inside(_opening: str, content: list[str], _closing: str) -> str:
    return "".join(content)


_STRING = named("quoted string", spaced(sequence(_inside, _QUOTE, many(_STRING_ITEM), _QUOTE)))


_TRIPLE_ITEM = committed(
    behind(_BACKSLASH, _TRIPLE), excluding(_TRIPLE, character(lambda _: True, "any character"))
)
_TRIPLE_STRING = named(
    "multiline quoted string", spaced(sequence(_inside, _TRIPLE, many(_TRIPLE_ITEM), _TRIPLE))
)

# -- values -------------------------------------------------------------------------------------


def _range(begin: int) -> Parser[tuple[int, int]]:
    def size(plus: str | None) -> Parser[tuple[int, int]]:
        end = mapped(_ADDRESS, lambda found: found if plus is None else begin + found)
        ascending = named(
            "end of range that defines positive range", where(end, lambda found: begin <= found)
        )
        return sequence(lambda found, _: (begin, found - begin), ascending, symbol(">"))

    return then(sequence(lambda _, plus: plus, _COMMA, optional(symbol("+"))), size)


_RANGE = named("range", then(behind(symbol("<"), _ADDRESS), _range))
_ENUM: Parser[list[str]] = committed(
    named(
        "enum",
        sequence(
            lambda first, rest: [first, *rest],
            _IDENTIFIER,
            sequence(
                lambda first, rest: [first, *rest],
                behind(literal("."), _IDENTIFIER),
                many_committed(behind(literal("."), _IDENTIFIER)),
            ),
        ),
    ),
    mapped(behind(literal("."), _IDENTIFIER), lambda found: [found]),
)
_BOOL: Parser[bool] = or_quietly(
    named("bool", mapped(first_of(_TRUE, _FALSE), lambda found: found == "true")),
    mapped(  # newer than 1.16.1
        where(_IDENTIFIER, lambda found: found in ("True", "False")), lambda found: found == "True"
    ),
)
_OBJECT = named(
    "inline object",
    sequence(
        lambda _, type_name, attributes: (type_name, attributes or ()),
        _NEW,
        named("type name", _TYPE_NAME),
        optional_committed(lazily(lambda: _ATTRIBUTES)),
    ),
)
_VALUE: Parser[syntax.Value] = lazily(lambda: _SIMPLE_VALUE)
_EMPTY_VALUE = placed(_EMPTY, lambda _, place: syntax.EmptyValue(place))
_NONE_VALUE = placed(_NONE, lambda _, place: syntax.NoneValue(place))
_LIST: Parser[tuple[syntax.Value, ...]] = first_of(
    sequence(
        lambda _, items, *rest: tuple(items),
        symbol("["),
        separated(first_of(_VALUE, _EMPTY_VALUE), _COMMA),
        optional(_COMMA),
        symbol("]"),
    ),
    sequence(lambda *_: (), symbol("["), symbol("]")),
)
_REFERENCE = named("reference", _IDENTIFIER)
_SIMPLE_VALUE: Parser[syntax.Value] = first_of(
    committed(
        placed(first_of(_STRING, _TRIPLE_STRING), syntax.StringValue),
        placed(_RANGE, lambda found, place: syntax.RangeValue(*found, place)),
        placed(_NUMBER, syntax.NumberValue),
        placed(_OBJECT, lambda found, place: syntax.ObjectValue(found[0].text, found[1], place)),
        placed(_LIST, syntax.ListValue),
    ),
    placed(_ENUM, lambda found, place: syntax.EnumValue(tuple(found[:-1]), found[-1], place)),
    placed(_BOOL, syntax.BoolValue),
    placed(_REFERENCE, syntax.ReferenceValue),
)
_PAIR: Parser[tuple[syntax.Value, syntax.Value]] = sequence(
    lambda key, _, value: (key, value), _SIMPLE_VALUE, _COLON, lazily(lambda: _ANY_VALUE)
)
_DICTIONARY: Parser[syntax.Value] = placed(
    sequence(
        lambda _, pairs, *rest: tuple(pairs or ()),
        _OPEN,
        optional(separated(_PAIR, _SEPARATOR)),
        optional(_SEPARATOR),
        _CLOSE,
    ),
    syntax.DictValue,
)
_ANY_VALUE: Parser[syntax.Value] = or_quietly(_SIMPLE_VALUE, _DICTIONARY)

# -- attributes ---------------------------------------------------------------------------------

_ASSIGNMENT: Parser[tuple[str, syntax.Value]] = named(
    "constructor or property name and value",
    sequence(
        lambda name, _, value: (name, value),
        named("constructor or property name", _IDENTIFIER),
        _COLON,
        or_quietly(
            first_of(named("constructor or property value", _VALUE), _NONE_VALUE, _EMPTY_VALUE), _DICTIONARY
        ),
    ),
)
_COMMAND = mapped(
    named(
        "monitor statement",
        pattern(r'(?:[^;{}"]|"(?:\\["\\]|[^"\\])*")*', character(lambda _: False, "monitor statement")),
    ),
    str.strip,
)


def _section(keyword: Parser[str], kind: str) -> Parser[tuple[str, bool, tuple[str, ...]]]:
    return named(
        f"{kind} section",
        sequence(
            lambda _, add, colon, opening, lines, closing: (
                kind,
                add is not None,
                tuple(filter(None, lines)),
            ),
            keyword,
            optional(where(_IDENTIFIER, lambda found: found == "add")),
            _COLON,
            named(f"{kind} statement list", _OPEN),
            separated(_COMMAND, _SEPARATOR, many_committed),
            named(f"{kind} statement list end", _CLOSE),
        ),
    )


_INDEX = first_of(_HEX, _COUNT)
_MOST_PINS = 1 << 16
"""More pins than any device has; keeps a typing error from filling memory."""


def _span(first: int) -> Parser[Ends]:
    other = where(_INDEX, lambda found: found != first and abs(found - first) < _MOST_PINS)
    return mapped(named(f"number other than {first}", other), lambda last: _numbers(first, last))


def _numbers(first: int, last: int) -> Ends:
    return tuple(range(first, last + 1)) if last > first else tuple(range(first, last - 1, -1))


_IRQ_RANGE: Parser[Ends] = then(sequence(lambda first, _: first, _INDEX, _MINUS), _span)
_IRQ_NUMBER: Parser[Ends] = mapped(first_of(_HEX, _DECIMAL), lambda found: (found,))
_IRQ_NAME: Parser[Ends] = mapped(_IDENTIFIER, lambda found: (found,))
_INPUT: Parser[syntax.IrqEnds] = placed(first_of(_IRQ_RANGE, _IRQ_NUMBER), syntax.IrqEnds)
_OUTPUT: Parser[syntax.IrqEnds] = placed(first_of(_IRQ_RANGE, _IRQ_NUMBER, _IRQ_NAME), syntax.IrqEnds)


def _several(end: Parser[syntax.IrqEnds]) -> Parser[tuple[syntax.IrqEnds, ...]]:
    return sequence(
        lambda _, ends, closing: tuple(ends), symbol("["), separated(end, _COMMA, many_committed), symbol("]")
    )


_LOCAL_INDEX = optional_committed(named("local index", behind(literal("#"), first_of(_HEX, _DECIMAL))))
_RECEIVER: Parser[tuple[str, int | None, Position]] = placed(
    sequence(
        lambda name, local: (name, local), named("destination peripheral reference", _REFERENCE), _LOCAL_INDEX
    ),
    lambda found, place: (*found, place),
)


def _destination(ends: Parser[tuple[syntax.IrqEnds, ...]]) -> Parser[syntax.Destination]:
    return sequence(
        lambda receiver, _, found: syntax.Destination(receiver[0], receiver[1], found, receiver[2]),
        _RECEIVER,
        _AT,
        ends,
    )


Sources = tuple[syntax.IrqEnds, ...]
_ONE_SOURCE: Parser[Sources | None] = optional(mapped(_OUTPUT, lambda found: (found,)))
_PIPE = optional_committed(symbol("|"))


def _wires(
    sources: Parser[Any], ends: Parser[tuple[syntax.IrqEnds, ...]]
) -> Parser[tuple[Sources | None, tuple[syntax.Destination, ...]]]:
    destination = _destination(ends)
    return sequence(
        lambda found, _, destinations: (found, tuple(destinations)),
        sources,
        _ARROW,
        separated(destination, _PIPE, many_committed),
    )


_IRQ: tuple[Parser[tuple[Sources | None, tuple[syntax.Destination, ...]]], ...] = (
    sequence(lambda found, *_: (found, ()), _ONE_SOURCE, _ARROW, _NONE),
    _wires(_ONE_SOURCE, mapped(_INPUT, lambda found: (found,))),
    _wires(_several(_OUTPUT), _several(_INPUT)),
)
_ATTRIBUTE: Parser[syntax.Attribute] = named(
    "attribute",
    first_of(
        *(
            placed(_section(keyword, kind), lambda found, place: syntax.Section(*found, place))
            for keyword, kind in ((_PREINIT, "preinit"), (_INIT, "init"), (_RESET, "reset"))
        ),
        placed(_ASSIGNMENT, lambda found, place: syntax.Assignment(*found, place)),
        *(placed(each, lambda found, place: syntax.Irq(*found, place)) for each in _IRQ),
    ),
)
_ATTRIBUTES: Parser[tuple[syntax.Attribute, ...]] = sequence(
    lambda _, attributes, closing: tuple(attributes or ()),
    named("attribute list", _OPEN),
    optional_committed(separated(_ATTRIBUTE, _SEPARATOR, many_committed)),
    named("attribute list end", _CLOSE),
)

# -- entries ------------------------------------------------------------------------------------

_POINT: Parser[syntax.Point] = named(
    "registration info",
    sequence(
        lambda register, value: syntax.Point(register.text, value, register.position),
        placed(named("register reference", _REFERENCE), syntax.Word),
        named("registration point", optional_committed(_VALUE)),
    ),
)
_POINTS: Parser[tuple[syntax.Point, ...]] = first_of(
    mapped(behind(_AT, _POINT), lambda found: (found,)),
    named("none registration info", sequence(lambda *_: (), _AT, _NONE)),
    sequence(
        lambda at, brace, points, *rest: tuple(points),
        _AT,
        named("registration infos list", _OPEN),
        or_quietly(
            separated(_POINT, _SEPARATOR, many_committed),
            sequence(
                lambda points, _: points, separated(_POINT, _SEPARATOR), _SEPARATOR
            ),  # newer than 1.16.1
        ),
        named("registration infos list end", _CLOSE),
    ),
)


def _entry(
    place: Position,
    name: str,
    local: bool,
    type_name: syntax.Word | None,
    points: tuple[syntax.Point, ...] | None,
    alias: syntax.Word | None,
    attributes: tuple[syntax.Attribute, ...] | None,
) -> syntax.Entry:
    return syntax.Entry(name, local, type_name, points, alias, attributes or (), place)


_ALIAS = behind(_AS, placed(named("alias", _STRING), syntax.Word))
_ENTRY: Parser[syntax.Entry] = named(
    "entry",
    spaced(
        placed(
            sequence(
                lambda local, name, _, *rest: (name, local is not None, *rest),
                optional(_LOCAL),
                named("variable name", _IDENTIFIER),
                _COLON,
                named("type name", optional_committed(_TYPE_NAME)),
                optional_committed(_POINTS),
                optional_committed(_ALIAS),
                optional_committed(_ATTRIBUTES),
            ),
            lambda found, place: _entry(place, *found),
        )
    ),
)
_USING_ENTRY: Parser[syntax.Using] = named(
    "using entry",
    placed(
        spaced(
            sequence(
                lambda _, path, prefix: (path, prefix or ""),
                _USING,
                placed(_STRING, syntax.Word),
                optional(named("using prefix", behind(_PREFIXED, _STRING))),
            )
        ),
        lambda found, place: syntax.Using(*found, place),
    ),
)
DESCRIPTION: Parser[tuple[tuple[syntax.Using, ...], tuple[syntax.Entry, ...]]] = to_end(
    sequence(
        lambda space, usings, separator, entries: (tuple(usings or ()), tuple(entries or ())),
        many(character(str.isspace, "whitespace")),
        optional_committed(separated(_USING_ENTRY, _SEPARATOR)),
        optional(_SEPARATOR),
        optional_committed(separated(_ENTRY, _SEPARATOR, many_committed)),
    )
)
"""A whole description: its `using` lines and its entries."""
