"""Tokens as Python values of a parameter's type."""

from __future__ import annotations

import enum
import re
from pathlib import Path
from typing import Any, Protocol

from vboard.builtin.csharp import CSharpType
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.types import FilePathType, IntegerType, Range, RegisterType, TimeType

NANOSECONDS = 1_000_000_000
_TIME = re.compile(r"(-)?(?:(?:(\d+):)?(\d+):)?(\d+)(?:\.(\d+))?")


class MismatchError(Exception):
    """The token does not fit the parameter."""


class EnumError(MismatchError):
    """The token names no member of the enum; the text says which there are."""


class Lookup(Protocol):
    """What conversion needs from the monitor."""

    def find_object(self, name: str) -> Any:
        """Object of a name (with `using` prefixes), or None."""

    def resolve_path(self, text: str) -> str:
        """Absolute path of an existing file, or `text` as it is."""


def parse_time(text: str) -> int:
    """Nanoseconds of `[[h:]m:]s[.frac]`; what follows is ignored, as Renode ignores it.

    Raises:
        MismatchError: the text does not begin with a time.
    """
    match = _TIME.match(text.strip())
    if match is None:
        raise MismatchError(text)
    minus, hours, minutes, seconds, fraction = match.groups()
    total = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    nanoseconds = total * NANOSECONDS + int(((fraction or "") + "0" * 9)[:9])
    return -nanoseconds if minus else nanoseconds


def convert(token: Token | list[Token], wanted: CSharpType, lookup: Lookup) -> Any:
    """Convert a token (or the tokens of `[a, b]`) to a value of the wanted type.

    Raises:
        MismatchError: it does not fit.
    """
    if wanted.choices:
        for choice in wanted.choices:
            try:
                return convert(token, choice, lookup)
            except MismatchError:
                continue
        raise MismatchError(str(token))
    if isinstance(token, list):
        return _convert_list(token, wanted, lookup)
    if token.kind is Kind.NULL:
        if wanted.nullable or not wanted.is_value_type:
            return None
        raise MismatchError(str(token))
    python = wanted.python
    if isinstance(wanted.kind, TimeType):
        if token.kind not in (Kind.STRING, Kind.MULTILINE):
            raise MismatchError(str(token))
        return parse_time(token.value)
    if python is bool:
        return _only(token, token.kind is Kind.BOOLEAN)
    if python is int:
        return _integer(token, wanted.kind)
    if python is float:
        return float(_only(token, token.is_number))
    if python is str:
        return _text(token, wanted.kind, lookup)
    if python is Range:
        return _only(token, token.kind in (Kind.RANGE, Kind.RELATIVE_RANGE))
    if isinstance(python, type) and issubclass(python, enum.Enum):
        return _enum(token, python)
    return _object(token, python, lookup)


def _only(token: Token, fits: bool) -> Any:
    if not fits:
        raise MismatchError(str(token))
    return token.value


def _convert_list(tokens: list[Token], wanted: CSharpType, lookup: Lookup) -> Any:
    if wanted.item is None:
        raise MismatchError("list")
    items = [convert(token, wanted.item, lookup) for token in tokens]
    return bytes(items) if wanted.python is bytes else items


def _integer(token: Token, kind: object) -> int:
    if token.kind is Kind.FLOAT and isinstance(kind, IntegerType) and not kind.signed:
        value = int(token.value)
    else:
        value = _only(token, token.kind in (Kind.HEXADECIMAL, Kind.INTEGER))
    if not isinstance(kind, IntegerType):
        return value
    # Renode wraps silently: WriteByte with 256 stores 0.
    return kind.wrap(value)


def _text(token: Token, kind: object, lookup: Lookup) -> str:
    if isinstance(kind, FilePathType):
        if not token.is_text:
            raise MismatchError(str(token))
        path = lookup.resolve_path(token.value)
        if not Path(path).is_file():
            raise MismatchError(path)
        return path
    text: str = _only(token, token.is_text)
    return lookup.resolve_path(text) if token.kind is Kind.PATH else text


def _enum(token: Token, python: type[enum.Enum]) -> enum.Enum:
    if token.kind in (Kind.LITERAL, Kind.STRING):
        name = str(token.value).removeprefix(python.__name__ + ".")
        if name in python.__members__:
            return python[name]
        members = "".join(f"\t{member}" for member in python.__members__)
        raise EnumError(
            f"Enum value {token.value} is not defined for {python.__name__}!Possible values are:{members}"
        )
    if token.kind in (Kind.HEXADECIMAL, Kind.INTEGER):
        try:
            return python(token.value)
        except ValueError:
            pass
    raise MismatchError(str(token))


def _object(token: Token, python: type[Any], lookup: Lookup) -> Any:
    if token.kind is Kind.LITERAL:
        found = lookup.find_object(token.value)
        if found is not None and (
            python is object or getattr(python, "_is_protocol", False) or isinstance(found, python)
        ):
            return found
    elif python is object:
        return token.value
    raise MismatchError(str(token))


def is_register(kind: object) -> bool:
    """Whether a type is a CPU register value."""
    return isinstance(kind, RegisterType)
