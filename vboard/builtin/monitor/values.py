"""Tokens as Python values of a parameter's type."""

from __future__ import annotations

import contextlib
import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.monitor.files import refuse_address
from vboard.builtin.monitor.format import possible_values
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.types import FilePathType, IntegerType, Range, RegisterType, TimeType
from vboard.errors import nearest

NANOSECONDS = 1_000_000_000
_TIME = re.compile(r"(-)?(?:(?:(\d+):)?(\d+):)?(\d+)(?:\.(\d+))?")


class MismatchError(Exception):
    """The token does not fit the parameter."""


class NoSuchFileError(MismatchError):
    """The token is a path, but there is no such file; the text says so."""


class ConversionError(MismatchError):
    """The token is of a fitting kind, but has no value of the type; the text is Renode's."""


@dataclass(frozen=True)
class Lookup:
    """What conversion needs to know of names.

    Attributes:
        find_object: object of a name (with `using` prefixes), or None.
        resolve_path: absolute path of an existing file, or the text as it is.
        enum_note: what error texts add to the possible values of an enum.
    """

    find_object: Callable[[str], Any]
    resolve_path: Callable[[str], str]
    enum_note: Callable[[type[enum.Enum]], str] = lambda _: ""


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
        if not (token.is_text or token.kind is Kind.LITERAL):
            raise MismatchError(str(token))
        return parse_time(str(token.value))
    if isinstance(wanted.kind, RegisterType) and token.is_text:
        raise ConversionError(f"Cannot convert type 'string' to '{wanted.full}'")
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
        return _enum(token, python, lookup)
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
        value = _only(token, token.is_integer)
    if not isinstance(kind, IntegerType):
        return value
    # Renode wraps silently: WriteByte with 256 stores 0.
    return kind.wrap(value)


def _text(token: Token, kind: object, lookup: Lookup) -> str:
    if isinstance(kind, FilePathType):
        if not token.is_text:
            raise MismatchError(str(token))
        path = lookup.resolve_path(token.value)
        refuse_address(path)
        if not Path(path).is_file():
            raise NoSuchFileError(_no_such_file(path))
        return path
    text: str = _only(token, token.is_text)
    return lookup.resolve_path(text) if token.kind is Kind.PATH else text


def _no_such_file(path: str) -> str:
    folder, name = Path(path).parent, Path(path).name
    try:
        beside = [each.name for each in folder.iterdir() if each.is_file()]
    except OSError:
        beside = []
    return f"There is no file {path}{nearest(name, beside) or '.'}"


def _enum(token: Token, python: type[enum.Enum], lookup: Lookup) -> enum.Enum:
    if token.kind is Kind.LITERAL or token.is_text:
        name = str(token.value)
        if name in python.__members__:
            return python[name]
    elif token.is_integer:
        with contextlib.suppress(ValueError):
            return python(token.value)
    else:
        raise MismatchError(str(token))
    values = "\n".join(line.strip() for line in possible_values(python, lookup.enum_note(python)).split("\n"))
    raise ConversionError(f"Enum value {token.value} is not defined for {python.__name__}!\n\n{values}")


def _object(token: Token, python: type[Any], lookup: Lookup) -> Any:
    if token.kind is Kind.LITERAL or (token.is_text and python is not object):
        found = lookup.find_object(str(token.value))
        if found is not None and (
            python is object or getattr(python, "_is_protocol", False) or isinstance(found, python)
        ):
            return found
    if python is object:
        return token.value
    raise MismatchError(str(token))
