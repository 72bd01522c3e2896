"""Words, signs, numbers and strings of platform descriptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.platform import syntax
from vboard.builtin.platform.alternatives import committed, first_of, many, many_committed, optional
from vboard.builtin.platform.combinators import (
    Parser,
    behind,
    character,
    excluding,
    literal,
    mapped,
    named,
    pattern,
    placed,
    sequence,
    spaced,
    starting,
    symbol,
    where,
)


def _joined(*parts: Any) -> str:
    return "".join("".join(part) if isinstance(part, list) else part or "" for part in parts)


# -- words and numbers --------------------------------------------------------------------------

_LETTER = character(str.isalpha, "letter")
_LETTERS = many(first_of(character(str.isalnum, "letter or digit"), literal("_")))
_WORD = spaced(pattern(r"[^\W\d_]\w*", sequence(_joined, _LETTER, _LETTERS)))
_KEYWORDS: set[str] = set()


def _keyword(word: str) -> Parser[str]:
    _KEYWORDS.add(word)
    parser = where(_WORD, lambda found: found == word)
    return named(f"{word} keyword", starting(parser, frozenset(word[0])))


USING, PREFIXED, NEW, AS = map(_keyword, ("using", "prefixed", "new", "as"))
PREINIT, INIT, RESET, LOCAL = map(_keyword, ("preinit", "init", "reset", "local"))
TRUE, FALSE, NONE, EMPTY = map(_keyword, ("true", "false", "none", "empty"))
IDENTIFIER = where(named("identifier", _WORD), lambda found: found not in _KEYWORDS)
COLON = named("colon", symbol(":"))
ARROW = named("arrow", spaced(literal("->")))
SEPARATOR, COMMA, AT = symbol(";"), symbol(","), symbol("@")
OPEN, CLOSE = symbol("{"), symbol("}")
TYPE_NAME = placed(
    sequence(
        lambda first, rest: ".".join([first, *rest]),
        IDENTIFIER,
        many_committed(behind(literal("."), IDENTIFIER)),
    ),
    syntax.Word,
)

_DIGIT = character(str.isnumeric, "numeric character")
_NUMERIC = sequence(_joined, _DIGIT, many(_DIGIT))
_DIGITS = pattern(r"\d+(?:_\d+)*(?!_?\d)", sequence(_joined, _NUMERIC, many(behind(literal("_"), _NUMERIC))))
_HEX_CHARACTERS = "0123456789ABCDEFabcdef"
_HEX_DIGIT = character(lambda found: found in _HEX_CHARACTERS, "|".join(_HEX_CHARACTERS))
_HEX_PART = sequence(_joined, _HEX_DIGIT, many(_HEX_DIGIT))
_HEX_DIGITS = pattern(
    r"[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*",
    sequence(_joined, _HEX_PART, many(behind(literal("_"), _HEX_PART))),
)
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


HEX = named("hexadecimal number", spaced(mapped(behind(literal("0x"), _HEX_DIGITS), _unsigned(16))))
COUNT = named("decimal non-negative number", spaced(mapped(_DIGITS, _unsigned(10))))
DECIMAL = named("decimal number", spaced(mapped(_DIGITS, _unsigned(10, _UNSIGNED_BITS - 1))))
ADDRESS = first_of(HEX, COUNT)
MINUS = symbol("-")
_FRACTION = optional(sequence(_joined, literal("."), _NUMERIC))


def _number(sign: str | None, *parts: str | None) -> str:
    return ("-" if sign else "") + _plain(_joined(*parts))


NUMBER: Parser[str] = first_of(
    named("hexadecimal number", spaced(sequence(_number, optional(MINUS), literal("0x"), _HEX_DIGITS))),
    named("decimal number", spaced(sequence(_number, optional(MINUS), _DIGITS, _FRACTION))),
)

# -- strings ------------------------------------------------------------------------------------

_QUOTE, _BACKSLASH, _TRIPLE = literal('"'), literal("\\"), literal("'''")
_STRING_ITEM = committed(
    behind(_BACKSLASH, committed(_QUOTE, _BACKSLASH)),
    pattern(r'[^"\\]+', character(lambda found: found != '"', "any character except '\"'")),
)


def _inside(_opening: str, content: list[str], _closing: str) -> str:
    return "".join(content)


STRING = named("quoted string", spaced(sequence(_inside, _QUOTE, many(_STRING_ITEM), _QUOTE)))


_TRIPLE_ITEM = committed(
    behind(_BACKSLASH, _TRIPLE),
    pattern(r"[^'\\]+", excluding(_TRIPLE, character(lambda _: True, "any character"))),
)
TRIPLE_STRING = named(
    "multiline quoted string", spaced(sequence(_inside, _TRIPLE, many(_TRIPLE_ITEM), _TRIPLE))
)
