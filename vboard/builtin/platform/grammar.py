"""Grammar of platform descriptions over the text of prelexer.py (Renode 1.16.1 and, where it says so, newer).

The manual describes the language: https://renode.readthedocs.io/en/latest/advanced/platform_description_format.html
"""

from __future__ import annotations

from vboard.builtin.platform import syntax
from vboard.builtin.platform.alternatives import (
    first_of,
    many,
    many_committed,
    optional,
    optional_committed,
    or_quietly,
    separated,
    to_end,
)
from vboard.builtin.platform.attribute_grammar import ATTRIBUTES, REFERENCE, VALUE
from vboard.builtin.platform.combinators import (
    Parser,
    behind,
    character,
    mapped,
    named,
    placed,
    sequence,
    spaced,
)
from vboard.builtin.platform.lexis import (
    AS,
    AT,
    CLOSE,
    COLON,
    IDENTIFIER,
    LOCAL,
    NONE,
    OPEN,
    PREFIXED,
    SEPARATOR,
    STRING,
    TYPE_NAME,
    USING,
)
from vboard.builtin.platform.platform_errors import Position

# -- entries ------------------------------------------------------------------------------------

_POINT: Parser[syntax.Point] = named(
    "registration info",
    sequence(
        lambda register, value: syntax.Point(register.text, value, register.position),
        placed(named("register reference", REFERENCE), syntax.Word),
        named("registration point", optional_committed(VALUE)),
    ),
)
_POINTS: Parser[tuple[syntax.Point, ...]] = first_of(
    mapped(behind(AT, _POINT), lambda found: (found,)),
    named("none registration info", sequence(lambda *_: (), AT, NONE)),
    sequence(
        lambda at, brace, points, *rest: tuple(points),
        AT,
        named("registration infos list", OPEN),
        or_quietly(
            separated(_POINT, SEPARATOR, many_committed),
            sequence(lambda points, _: points, separated(_POINT, SEPARATOR), SEPARATOR),  # newer than 1.16.1
        ),
        named("registration infos list end", CLOSE),
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


_ALIAS = behind(AS, placed(named("alias", STRING), syntax.Word))
_ENTRY: Parser[syntax.Entry] = named(
    "entry",
    spaced(
        placed(
            sequence(
                lambda local, name, _, *rest: (name, local is not None, *rest),
                optional(LOCAL),
                named("variable name", IDENTIFIER),
                COLON,
                named("type name", optional_committed(TYPE_NAME)),
                optional_committed(_POINTS),
                optional_committed(_ALIAS),
                optional_committed(ATTRIBUTES),
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
                USING,
                placed(STRING, syntax.Word),
                optional(named("using prefix", behind(PREFIXED, STRING))),
            )
        ),
        lambda found, place: syntax.Using(*found, place),
    ),
)
DESCRIPTION: Parser[tuple[tuple[syntax.Using, ...], tuple[syntax.Entry, ...]]] = to_end(
    sequence(
        lambda space, usings, separator, entries: (tuple(usings or ()), tuple(entries or ())),
        many(character(str.isspace, "whitespace")),
        optional_committed(separated(_USING_ENTRY, SEPARATOR)),
        optional(SEPARATOR),
        optional_committed(separated(_ENTRY, SEPARATOR, many_committed)),
    )
)
"""A whole description: its `using` lines and its entries."""
