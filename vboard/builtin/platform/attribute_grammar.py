"""Grammar of values and attributes of platform descriptions."""

from __future__ import annotations

from typing import Any

from vboard.builtin.platform import syntax
from vboard.builtin.platform.alternatives import (
    committed,
    first_of,
    lazily,
    many_committed,
    optional,
    optional_committed,
    or_quietly,
    separated,
)
from vboard.builtin.platform.combinators import (
    Parser,
    behind,
    character,
    literal,
    mapped,
    named,
    pattern,
    placed,
    sequence,
    symbol,
    then,
    where,
)
from vboard.builtin.platform.lexis import (
    ADDRESS,
    ARROW,
    AT,
    CLOSE,
    COLON,
    COMMA,
    COUNT,
    DECIMAL,
    EMPTY,
    FALSE,
    HEX,
    IDENTIFIER,
    INIT,
    MINUS,
    NEW,
    NONE,
    NUMBER,
    OPEN,
    PREINIT,
    RESET,
    SEPARATOR,
    STRING,
    TRIPLE_STRING,
    TRUE,
    TYPE_NAME,
)
from vboard.builtin.platform.platform_errors import Position

Ends = tuple[int | str, ...]

# -- values -------------------------------------------------------------------------------------


def _range(begin: int) -> Parser[tuple[int, int]]:
    def size(plus: str | None) -> Parser[tuple[int, int]]:
        end = mapped(ADDRESS, lambda found: found if plus is None else begin + found)
        ascending = named(
            "end of range that defines positive range", where(end, lambda found: begin <= found)
        )
        return sequence(lambda found, _: (begin, found - begin), ascending, symbol(">"))

    return then(sequence(lambda _, plus: plus, COMMA, optional(symbol("+"))), size)


_RANGE = named("range", then(behind(symbol("<"), ADDRESS), _range))
_ENUM: Parser[list[str]] = committed(
    named(
        "enum",
        sequence(
            lambda first, rest: [first, *rest],
            IDENTIFIER,
            sequence(
                lambda first, rest: [first, *rest],
                behind(literal("."), IDENTIFIER),
                many_committed(behind(literal("."), IDENTIFIER)),
            ),
        ),
    ),
    mapped(behind(literal("."), IDENTIFIER), lambda found: [found]),
)
_BOOL: Parser[bool] = or_quietly(
    named("bool", mapped(first_of(TRUE, FALSE), lambda found: found == "true")),
    mapped(  # newer than 1.16.1
        where(IDENTIFIER, lambda found: found in ("True", "False")), lambda found: found == "True"
    ),
)
_OBJECT = named(
    "inline object",
    sequence(
        lambda _, type_name, attributes: (type_name, attributes or ()),
        NEW,
        named("type name", TYPE_NAME),
        optional_committed(lazily(lambda: ATTRIBUTES)),
    ),
)
VALUE: Parser[syntax.Value] = lazily(lambda: _SIMPLE_VALUE)
_EMPTY_VALUE = placed(EMPTY, lambda _, place: syntax.EmptyValue(place))
_NONE_VALUE = placed(NONE, lambda _, place: syntax.NoneValue(place))
_LIST: Parser[tuple[syntax.Value, ...]] = first_of(
    sequence(
        lambda _, items, *rest: tuple(items),
        symbol("["),
        separated(first_of(VALUE, _EMPTY_VALUE), COMMA),
        optional(COMMA),
        symbol("]"),
    ),
    sequence(lambda *_: (), symbol("["), symbol("]")),
)
REFERENCE = named("reference", IDENTIFIER)
_SIMPLE_VALUE: Parser[syntax.Value] = first_of(
    committed(
        placed(first_of(STRING, TRIPLE_STRING), syntax.StringValue),
        placed(_RANGE, lambda found, place: syntax.RangeValue(*found, place)),
        placed(NUMBER, syntax.NumberValue),
        placed(_OBJECT, lambda found, place: syntax.ObjectValue(found[0].text, found[1], place)),
        placed(_LIST, syntax.ListValue),
    ),
    placed(_ENUM, lambda found, place: syntax.EnumValue(tuple(found[:-1]), found[-1], place)),
    placed(_BOOL, syntax.BoolValue),
    placed(REFERENCE, syntax.ReferenceValue),
)
_PAIR: Parser[tuple[syntax.Value, syntax.Value]] = sequence(
    lambda key, _, value: (key, value), _SIMPLE_VALUE, COLON, lazily(lambda: _ANY_VALUE)
)
_DICTIONARY: Parser[syntax.Value] = placed(
    sequence(
        lambda _, pairs, *rest: tuple(pairs or ()),
        OPEN,
        optional(separated(_PAIR, SEPARATOR)),
        optional(SEPARATOR),
        CLOSE,
    ),
    syntax.DictValue,
)
_ANY_VALUE: Parser[syntax.Value] = or_quietly(_SIMPLE_VALUE, _DICTIONARY)

# -- attributes ---------------------------------------------------------------------------------

_ASSIGNMENT: Parser[tuple[str, syntax.Value]] = named(
    "constructor or property name and value",
    sequence(
        lambda name, _, value: (name, value),
        named("constructor or property name", IDENTIFIER),
        COLON,
        or_quietly(
            first_of(named("constructor or property value", VALUE), _NONE_VALUE, _EMPTY_VALUE), _DICTIONARY
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
            optional(where(IDENTIFIER, lambda found: found == "add")),
            COLON,
            named(f"{kind} statement list", OPEN),
            separated(_COMMAND, SEPARATOR, many_committed),
            named(f"{kind} statement list end", CLOSE),
        ),
    )


_INDEX = first_of(HEX, COUNT)
_MOST_PINS = 1 << 16
"""More pins than any device has; keeps a typing error from filling memory."""


def _span(first: int) -> Parser[Ends]:
    other = where(_INDEX, lambda found: found != first and abs(found - first) < _MOST_PINS)
    return mapped(named(f"number other than {first}", other), lambda last: _numbers(first, last))


def _numbers(first: int, last: int) -> Ends:
    return tuple(range(first, last + 1)) if last > first else tuple(range(first, last - 1, -1))


_IRQ_RANGE: Parser[Ends] = then(sequence(lambda first, _: first, _INDEX, MINUS), _span)
_IRQ_NUMBER: Parser[Ends] = mapped(first_of(HEX, DECIMAL), lambda found: (found,))
_IRQ_NAME: Parser[Ends] = mapped(IDENTIFIER, lambda found: (found,))
_INPUT: Parser[syntax.IrqEnds] = placed(first_of(_IRQ_RANGE, _IRQ_NUMBER), syntax.IrqEnds)
_OUTPUT: Parser[syntax.IrqEnds] = placed(first_of(_IRQ_RANGE, _IRQ_NUMBER, _IRQ_NAME), syntax.IrqEnds)


def _several(end: Parser[syntax.IrqEnds]) -> Parser[tuple[syntax.IrqEnds, ...]]:
    return sequence(
        lambda _, ends, closing: tuple(ends), symbol("["), separated(end, COMMA, many_committed), symbol("]")
    )


_LOCAL_INDEX = optional_committed(named("local index", behind(literal("#"), first_of(HEX, DECIMAL))))
_RECEIVER: Parser[tuple[str, int | None, Position]] = placed(
    sequence(
        lambda name, local: (name, local), named("destination peripheral reference", REFERENCE), _LOCAL_INDEX
    ),
    lambda found, place: (*found, place),
)


def _destination(ends: Parser[tuple[syntax.IrqEnds, ...]]) -> Parser[syntax.Destination]:
    return sequence(
        lambda receiver, _, found: syntax.Destination(receiver[0], receiver[1], found, receiver[2]),
        _RECEIVER,
        AT,
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
        ARROW,
        separated(destination, _PIPE, many_committed),
    )


_IRQ: tuple[Parser[tuple[Sources | None, tuple[syntax.Destination, ...]]], ...] = (
    sequence(lambda found, *_: (found, ()), _ONE_SOURCE, ARROW, NONE),
    _wires(_ONE_SOURCE, mapped(_INPUT, lambda found: (found,))),
    _wires(_several(_OUTPUT), _several(_INPUT)),
)
_ATTRIBUTE: Parser[syntax.Attribute] = named(
    "attribute",
    first_of(
        *(
            placed(_section(keyword, kind), lambda found, place: syntax.Section(*found, place))
            for keyword, kind in ((PREINIT, "preinit"), (INIT, "init"), (RESET, "reset"))
        ),
        placed(_ASSIGNMENT, lambda found, place: syntax.Assignment(*found, place)),
        *(placed(each, lambda found, place: syntax.Irq(*found, place)) for each in _IRQ),
    ),
)
ATTRIBUTES: Parser[tuple[syntax.Attribute, ...]] = sequence(
    lambda _, attributes, closing: tuple(attributes or ()),
    named("attribute list", OPEN),
    optional_committed(separated(_ATTRIBUTE, SEPARATOR, many_committed)),
    named("attribute list end", CLOSE),
)
