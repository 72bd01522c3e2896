"""Results of members as the monitor prints them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any

from vboard.builtin.csharp import INT32, CSharpType, full_name
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import IntegerType, RegisterType, TimeType

ITEMS_PER_LINE = 10


class NumbersMode(enum.Enum):
    """`numbersMode`: how integers are printed."""

    Hexadecimal = 0
    Decimal = 1
    Both = 2


def format_time(nanoseconds: int) -> str:
    """`00:00:01.500000000`."""
    sign = "-" if nanoseconds < 0 else ""
    seconds, fraction = divmod(abs(nanoseconds), 1_000_000_000)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{fraction:09d}"


def format_integer(value: int, kind: IntegerType, mode: NumbersMode) -> str:
    """An integer of a C# type: all its hexadecimal digits, decimal, or both."""
    if mode is NumbersMode.Decimal:
        return str(value)
    text = kind.hexadecimal(value)
    return f"{text} ({value})" if mode is NumbersMode.Both else text


def _kind_of(value: int, wanted: CSharpType) -> IntegerType:
    if isinstance(wanted.kind, IntegerType) and wanted.python is int:
        return wanted.kind
    for kind in (INT32, IntegerType("UInt32", 32, False), IntegerType("Int64", 64, True)):
        if kind.wrap(value) == value:
            return kind
    return IntegerType("UInt64", 64, False)


def scalar(value: Any, wanted: CSharpType, mode: NumbersMode) -> str:
    """One value as one text."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, int):
        if isinstance(wanted.kind, RegisterType):
            return f"0x{value:x}"
        if isinstance(wanted.kind, TimeType):
            return format_time(value)
        return format_integer(value, _kind_of(value, wanted), mode)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, Peripheral):
        return full_name(type(value))
    return str(value)


def print_result(value: Any, wanted: CSharpType, line: Callable[[str], None], mode: NumbersMode) -> None:
    """Print the result of a method or a property; None prints nothing."""
    if value is None:
        return
    if isinstance(value, enum.Enum):
        line(value.name)
        line("")
        line("Possible values are:")
        for member in type(value).__members__:
            line(f"\t{member}")
        line("")
    elif isinstance(value, Mapping):
        width = max((len(str(key)) for key in value), default=0)
        for key, item in value.items():
            line(f"{key!s:<{width}} : {scalar(item, CSharpType(object), mode)}")
    elif isinstance(value, bytes | bytearray | list | tuple | set | frozenset):
        _print_sequence(list(value), wanted, line, mode)
    else:
        line(scalar(value, wanted, mode))


def _print_sequence(
    values: list[Any], wanted: CSharpType, line: Callable[[str], None], mode: NumbersMode
) -> None:
    if values and all(isinstance(row, list | tuple) for row in values):
        _print_table(values, line)
        return
    item = wanted.item or CSharpType(object)
    line("[")
    for start in range(0, len(values), ITEMS_PER_LINE):
        line("".join(f"{scalar(value, item, mode)}, " for value in values[start : start + ITEMS_PER_LINE]))
    line("]")


def _print_table(rows: list[Any], line: Callable[[str], None]) -> None:
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in texts if i < len(row)) for i in range(max(map(len, texts)))]
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    line(rule)
    for number, row in enumerate(texts):
        line("|" + "|".join(f" {cell:<{width}} " for cell, width in zip(row, widths, strict=False)) + "|")
        if number == 0:
            line(rule)
    line(rule)
