"""Binding of keyword arguments by the rules of Renode's robot server.

Robot Framework passes everything positionally. A string of the form `name=value` is a named
argument, whatever was meant; named ones come last; everything else is positional.
"""

from __future__ import annotations

import enum
import math
import re
import types
from collections.abc import Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from vboard.builtin.machine.log import LogLevel
from vboard.robot.keyword import ByteRange, Keyword, Parameter, SingleCharacter
from vboard.robot.keyword_errors import KeywordError

_NAMED = re.compile(r"([a-zA-Z0-9_]+)=(.+)", re.DOTALL)
_ARGUMENT_EXCEPTION = "ArgumentException"


class MismatchError(Exception):
    """The arguments do not fit this keyword (another overload may fit)."""


def bind(keyword: Keyword, arguments: Sequence[object]) -> list[Any]:
    """Return a value for each parameter.

    Raises:
        MismatchError: unknown name, missing or surplus argument, or a value of the wrong type.
        KeywordError: what Renode reports as an exception: a positional argument after a named one, a name
            given twice, a malformed number for an optional parameter, a number out of range.
    """
    if len(keyword.parameters) == 1 and keyword.parameters[0].annotation == list[str]:
        return [[str(argument) for argument in arguments]]
    if len(arguments) > len(keyword.parameters):
        raise MismatchError
    values: dict[str, Any] = {}
    names = {parameter.name: parameter for parameter in keyword.parameters}
    any_named = False
    for index, argument in enumerate(arguments):
        named = _NAMED.match(argument) if isinstance(argument, str) else None
        if named is not None:
            any_named = True
            if named[1] not in names:
                raise MismatchError
            parameter, given = names[named[1]], named[2]
            if parameter.name in values:
                raise KeywordError(
                    f"Named argument `{parameter.name}' specified multiple times", _ARGUMENT_EXCEPTION
                )
        elif any_named:
            raise KeywordError(
                "Named arguments must appear after the positional arguments", _ARGUMENT_EXCEPTION
            )
        elif index >= len(keyword.parameters):
            raise MismatchError
        else:
            parameter, given = keyword.parameters[index], argument
        values[parameter.name] = _convert(parameter, given)
    for parameter in keyword.parameters:
        if parameter.name not in values:
            if parameter.required:
                raise MismatchError
            values[parameter.name] = parameter.default
    return [values[parameter.name] for parameter in keyword.parameters]


def _convert(parameter: Parameter, given: object) -> Any:
    annotation, optional = _strip_optional(parameter.annotation)
    if given is None and not parameter.required:
        return parameter.default
    if optional and given == "null" and annotation is not str:
        return None
    try:
        return _to_type(annotation, given)
    except OverflowError as error:
        raise KeywordError(str(error), "OverflowException") from error
    except ValueError as error:
        if annotation == list[str] and isinstance(given, str):
            raise KeywordError(
                'Type "String[]" does not have a "Parse" method with the requested parameters',
                _ARGUMENT_EXCEPTION,
            ) from error
        if optional and isinstance(given, str) and annotation is not LogLevel:
            raise KeywordError(
                'Type "Nullable`1" does not have a "Parse" method with the requested parameters',
                _ARGUMENT_EXCEPTION,
            ) from error
        raise MismatchError from error


def _strip_optional(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        inner = [part for part in get_args(annotation) if part is not type(None)]
        return inner[0], True
    return annotation, False


def _to_type(annotation: Any, given: object) -> Any:
    """Convert to the annotated type.

    Raises:
        ValueError: it does not convert.
        OverflowError: it is a number that the type cannot hold.
    """
    if get_origin(annotation) is Annotated:
        base, mark = get_args(annotation)
        value = _to_type(base, given)
        if isinstance(mark, SingleCharacter) and len(value) != 1:
            raise ValueError
        if isinstance(mark, ByteRange) and not 0 <= value <= 255:
            raise OverflowError("Value was either too large or too small for an unsigned byte.")
        return value
    if annotation == list[str]:
        if not isinstance(given, (list, tuple)):
            raise ValueError
        return [str(item) for item in given]
    if isinstance(given, (list, tuple, dict)):
        raise ValueError
    if annotation is bool:
        return _to_bool(given)
    if annotation is int:
        return given if type(given) is int else int(str(given), 0)
    if annotation is float:
        number = float(str(given))
        if not math.isfinite(number):
            raise ValueError
        return number
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        for member in annotation:
            if str(given).lower() == member.name.lower():
                return member
        raise ValueError
    return str(given)


def _to_bool(given: object) -> bool:
    text = str(given).strip().lower()
    if text not in ("true", "false"):
        raise ValueError
    return text == "true"
