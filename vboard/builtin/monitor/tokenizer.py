"""Tokens of the monitor language."""

from __future__ import annotations

import enum
import re
from typing import Any, NamedTuple

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.monitor.monitor_errors import MonitorError
from vboard.builtin.types import Range, RangeError, checked_range


class Kind(enum.Enum):
    """Kinds of tokens, in the order in which they are tried. The value is Renode's class name."""

    COMMENT = "CommentToken"
    EXECUTION = "ExecutionToken"
    VARIABLE = "VariableToken"
    LEFT_BRACKET = "LeftBraceToken"
    RIGHT_BRACKET = "RightBraceToken"
    MULTILINE = "MultilineStringToken"
    TERMINATOR = "MultilineStringTerminatorToken"
    STRING = "StringToken"
    RANGE = "AbsoluteRangeToken"
    RELATIVE_RANGE = "RelativeRangeToken"
    PATH = "PathToken"
    HEXADECIMAL = "HexToken"
    FLOAT = "FloatToken"
    INTEGER = "DecimalIntegerToken"
    BOOLEAN = "BooleanToken"
    NULL = "NullToken"
    EQUALITY = "EqualityToken"
    CONDITIONAL_EQUALITY = "ConditionalEqualityToken"
    SEMICOLON = "CommandSplit"
    COMMA = "CommaToken"
    LITERAL = "LiteralToken"


_HEXADECIMAL = "0x[0-9A-Fa-f]+"
_SIGNED = rf"(?:{_HEXADECIMAL}|[+-]?\d+)"
_SIZE = rf"(?:{_HEXADECIMAL}|\+?\d+)"
# No token asks what follows it: `0b11` is `0` and `b11`, `-0x10` is `-0` and `x10`.
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.COMMENT, r"[#:].*"),
        (Kind.EXECUTION, r"`(.*?)`"),
        (Kind.VARIABLE, r"\$([0-9A-Za-z_.]+)"),
        (Kind.LEFT_BRACKET, r"\["),
        (Kind.RIGHT_BRACKET, r"\]"),
        (Kind.MULTILINE, r'"""((?s:.)+?)"""'),
        (Kind.TERMINATOR, r'"""'),
        (Kind.STRING, r"'([^'\\]*(?:\\.[^'\\]*)*)'|\"([^\"\\]*(?:\\.[^\"\\]*)*)\""),
        (Kind.RANGE, rf"<\s*({_SIGNED})\s*,\s*({_SIGNED})\s*>"),
        (Kind.RELATIVE_RANGE, rf"<\s*({_SIGNED})\s+({_SIZE})\s*>"),
        (Kind.PATH, r"@((?:(?!;)(?:\\ |\S))+)"),
        (Kind.HEXADECIMAL, _HEXADECIMAL),
        (Kind.FLOAT, r"[+-]?\d+\.\d*"),
        (Kind.INTEGER, r"[+-]?\d+"),
        (Kind.BOOLEAN, r"(?i:true|false)"),
        (Kind.NULL, r"null"),
        (Kind.EQUALITY, r"="),
        (Kind.CONDITIONAL_EQUALITY, r"\?="),
        (Kind.SEMICOLON, r";"),
        (Kind.COMMA, r","),
        (Kind.LITERAL, r"[\w.\-?]+"),
    )
)
"""Renode 1.16.1's tokenizer."""
_SIGN = 1 << 63


class Token(NamedTuple):
    """A token: kind, value (text, int, float, bool, Range, None) and its spelling.

    Hexadecimal numbers are signed 64-bit like all others, and are spelled in decimal.
    """

    kind: Kind
    value: Any
    text: str

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.HEXADECIMAL, Kind.INTEGER, Kind.FLOAT)

    @property
    def is_integer(self) -> bool:
        return self.kind in (Kind.HEXADECIMAL, Kind.INTEGER)

    @property
    def is_text(self) -> bool:
        """A string, or a path."""
        return self.kind in (Kind.STRING, Kind.MULTILINE, Kind.PATH)

    def __str__(self) -> str:
        name = "NumericToken" if self.kind is Kind.INTEGER else self.kind.value
        return f"[{name}: Value={self.value}]"


def number(text: str) -> int:
    """Value of digits, `0x` and a sign allowed, in 64 bits.

    Raises:
        EscapedError: more than 64 bits, which Renode does not catch.
    """
    if text.startswith("0x"):
        value = int(text, 16)
        if value >> 64:
            raise EscapedError("OverflowException", "Value was either too large or too small for a UInt64.")
        return value - 2 * _SIGN if value >= _SIGN else value
    value = int(text)
    if not -_SIGN <= value < _SIGN:
        raise EscapedError("OverflowException", "Value was either too large or too small for an Int64.")
    return value


def _bound(text: str) -> int:
    value = int(text, 0) if text.startswith("0x") else int(text)
    if not 0 <= value < 2 * _SIGN:
        raise EscapedError("OverflowException", "Value was either too large or too small for a UInt64.")
    return value


def _range(kind: Kind, first: str, second: str) -> Range:
    start, end = _bound(first), _bound(second)
    if kind is Kind.RELATIVE_RANGE:
        return checked_range(start, end)
    if start > end:
        raise RangeError(
            "Could not create range; the start address can't be higher than the end address.\n"
            f"Use '<{first} {second}>' without a comma if the second argument is size."
        )
    return Range(start, end - start + 1)


def _value(kind: Kind, match: re.Match[str]) -> Any:
    text = match.group()
    if kind in (Kind.EXECUTION, Kind.VARIABLE, Kind.MULTILINE):
        return match.group(1)
    if kind is Kind.STRING:
        # A backslash protects the delimiter only.
        return text[1:-1].replace("\\" + text[0], text[0])
    if kind is Kind.PATH:
        return match.group(1).lstrip("@").replace("\\ ", " ")
    if kind in (Kind.HEXADECIMAL, Kind.INTEGER):
        return number(text)
    if kind is Kind.FLOAT:
        return float(text)
    if kind is Kind.BOOLEAN:
        return text.lower() == "true"
    if kind is Kind.NULL:
        return None
    if kind in (Kind.RANGE, Kind.RELATIVE_RANGE):
        return _range(kind, *match.groups())
    return text


def _token(kind: Kind, match: re.Match[str]) -> Token:
    value = _value(kind, match)
    return Token(kind, value, str(value) if kind is Kind.HEXADECIMAL else match.group())


class Scan(NamedTuple):
    """Tokens found, and where scanning stopped.

    Attributes:
        tokens: what was understood, without comments.
        stop: how many characters were understood.
        rest: what is left, empty when all was understood.
        complaint: why the next token is none, if it looks like one.
    """

    tokens: tuple[Token, ...]
    stop: int
    rest: str
    complaint: str = ""


def scan(line: str) -> Scan:
    """Split `line` into tokens as far as possible. Raises EscapedError for numbers beyond 64 bits."""
    tokens: list[Token] = []
    index = 0
    while index < len(line):
        if line[index].isspace():
            index += 1
            continue
        found = ((kind, pattern.match(line, index)) for kind, pattern in _PATTERNS)
        kind, match = next(((kind, match) for kind, match in found if match), (None, None))
        if kind is None or match is None:
            return Scan(tuple(tokens), index, line[index:])
        try:
            token = _token(kind, match)
        except RangeError as error:
            return Scan(tuple(tokens), index, line[index:], str(error))
        if kind is not Kind.COMMENT:
            tokens.append(token)
        index = match.end()
    return Scan(tuple(tokens), index, "")


def cannot_tokenize(line: str, found: Scan) -> MonitorError:
    """Build the error for text that is no token: message, line, caret, and what is wrong with it."""
    pieces = ["Could not tokenize here:", line, " " * found.stop + "^"]
    return MonitorError([*pieces, found.complaint] if found.complaint else pieces)
