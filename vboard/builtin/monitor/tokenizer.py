"""Tokens of the monitor language."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Any

from vboard.builtin.monitor.monitor_errors import MonitorError
from vboard.builtin.types import Range


class Kind(enum.Enum):
    """Kinds of tokens, in the order in which they are tried. The value is Renode's class name."""

    COMMENT = "CommentToken"
    EXECUTION = "ExecutionToken"
    VARIABLE = "VariableToken"
    LEFT_BRACKET = "LeftBraceToken"
    RIGHT_BRACKET = "RightBraceToken"
    MULTILINE = "MultilineStringToken"
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


_NUMBER = r"(?:0x[0-9A-Fa-f]+|\d+)"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.DOTALL))
    for kind, pattern in (
        (Kind.COMMENT, r"[#:][^\n]*"),
        (Kind.EXECUTION, r"`([^`]*)`"),
        (Kind.VARIABLE, r"\$([\w.]+)"),
        (Kind.LEFT_BRACKET, r"\["),
        (Kind.RIGHT_BRACKET, r"\]"),
        (Kind.MULTILINE, r'"""(.+?)"""'),
        (Kind.STRING, r"'((?:\\.|[^'\\])*)'|\"((?:\\.|[^\"\\])*)\""),
        (Kind.RANGE, rf"<\s*({_NUMBER})\s*,\s*({_NUMBER})\s*>"),
        (Kind.RELATIVE_RANGE, rf"<\s*({_NUMBER})\s+({_NUMBER})\s*>"),
        (Kind.PATH, r"@((?:\\ |[^\s;])*)"),
        (Kind.HEXADECIMAL, r"0x([0-9A-Fa-f]+)"),
        (Kind.FLOAT, r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?(?![\w.])"),
        (Kind.INTEGER, r"[+-]?\d+(?![A-Za-z.])"),
        (Kind.BOOLEAN, r"(?i:true|false)(?!\w)"),
        (Kind.NULL, r"null(?!\w)"),
        (Kind.EQUALITY, r"="),
        (Kind.CONDITIONAL_EQUALITY, r"\?="),
        (Kind.SEMICOLON, r";"),
        (Kind.COMMA, r","),
        (Kind.LITERAL, r"[\w.\-?]+"),
    )
)
_LOW, _HIGH = -(1 << 63), (1 << 63) - 1
"""Numbers are signed 64-bit; hexadecimal ones may use all 64 bits."""


@dataclass(frozen=True)
class Token:
    """A token: kind, value (text, int, float, bool, Range, None) and its spelling."""

    kind: Kind
    value: Any
    text: str

    @property
    def echo(self) -> str:
        """How error messages repeat it: hexadecimal numbers appear in decimal."""
        if self.kind is Kind.HEXADECIMAL:
            return str(self.value)
        if self.kind is Kind.PATH:
            return f"@{self.value}"
        return self.text

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.HEXADECIMAL, Kind.INTEGER, Kind.FLOAT)

    @property
    def is_text(self) -> bool:
        """A string, or a path."""
        return self.kind in (Kind.STRING, Kind.MULTILINE, Kind.PATH)

    def __str__(self) -> str:
        name = "NumericToken" if self.kind in (Kind.HEXADECIMAL, Kind.INTEGER) else self.kind.value
        return f"[{name}: Value={self.value}]"


def _unescape(text: str, delimiter: str) -> str:
    return text.replace("\\" + delimiter, delimiter)


def _token(kind: Kind, match: re.Match[str]) -> Token | None:
    text = match.group()
    value: Any = text
    if kind in (Kind.EXECUTION, Kind.VARIABLE, Kind.MULTILINE):
        value = match.group(1)
    elif kind is Kind.STRING:
        inner = match.group(1) if match.group(1) is not None else match.group(2)
        value = _unescape(inner, text[0])
    elif kind is Kind.PATH:
        value = match.group(1).replace("\\ ", " ")
    elif kind is Kind.HEXADECIMAL:
        value = int(match.group(1), 16)
        if value >> 64:
            return None
    elif kind is Kind.INTEGER:
        value = int(text)
        if not _LOW <= value <= _HIGH:
            return None
    elif kind is Kind.FLOAT:
        value = float(text)
    elif kind is Kind.BOOLEAN:
        value = text.lower() == "true"
    elif kind is Kind.NULL:
        value = None
    elif kind in (Kind.RANGE, Kind.RELATIVE_RANGE):
        first, second = (int(group, 0) for group in match.groups())
        size = second - first + 1 if kind is Kind.RANGE else second
        if size <= 0:
            return None
        value = Range(first, size)
    return Token(kind, value, text)


@dataclass(frozen=True)
class Scan:
    """Tokens found, and where scanning stopped; `rest` is empty when all of it was understood."""

    tokens: tuple[Token, ...]
    stop: int
    rest: str


def scan(line: str) -> Scan:
    """Split `line` into tokens as far as possible. Comments are left out."""
    tokens: list[Token] = []
    index = 0
    while index < len(line):
        if line[index].isspace():
            index += 1
            continue
        for kind, pattern in _PATTERNS:
            match = pattern.match(line, index)
            token = _token(kind, match) if match else None
            if match and token is not None:
                break
        else:
            return Scan(tuple(tokens), index, line[index:])
        if kind is not Kind.COMMENT:
            tokens.append(token)
        index = match.end()
    return Scan(tuple(tokens), index, "")


def cannot_tokenize(line: str, index: int) -> MonitorError:
    """Build the error for text that is no token: message, line and caret."""
    return MonitorError(f"Could not tokenize here:{line}{' ' * index}^")
