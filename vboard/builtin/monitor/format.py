"""Results of members as the monitor prints them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any

from vboard.builtin.csharp import INT32, CSharpType, full_name
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.types import IntegerType, RegisterType, Table, TimeType

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
    if isinstance(value, Peripheral) and type(value).__str__ is object.__str__:
        return full_name(type(value))
    return str(value)


def possible_values(kind: type[enum.Enum], note: str = "") -> str:
    """The members of an enum, one a line; `note` follows."""
    members = "".join(f"\t{member}\n" for member in kind.__members__)
    return f"Possible values are:\n{members}\n{note}"


def print_result(
    value: Any,
    wanted: CSharpType,
    line: Callable[[str], None],
    mode: NumbersMode,
    note: Callable[[type[enum.Enum]], str] = lambda _: "",
) -> None:
    """Print the result of a method or a property; None prints nothing.

    Args:
        value: what to print.
        wanted: its type.
        line: takes each line.
        mode: how integers are printed.
        note: what follows the possible values of an enum.
    """
    if value is None:
        return
    if isinstance(value, enum.Enum):
        line(value.name)
        line("")
        line(possible_values(type(value), note(type(value))))
    elif isinstance(value, Mapping):
        width = max((len(str(key)) for key in value), default=0)
        for key, item in value.items():
            shown = (
                f"0x{item:X}"
                if isinstance(item, int) and not isinstance(item, bool)
                else scalar(item, CSharpType(object), mode)
            )
            line(f"{key!s:<{width}} : {shown}")
    elif isinstance(value, Table):
        _print_table(value, line)
    elif _is_sequence(value):
        for each in _sequence(value, wanted, mode):
            line(each)
    else:
        line(scalar(value, wanted, mode))


def _is_sequence(value: Any) -> bool:
    return isinstance(value, bytes | bytearray | list | tuple | set | frozenset)


def _sequence(values: Any, wanted: CSharpType, mode: NumbersMode) -> list[str]:
    """Lines of a sequence; a sequence inside one is written the same way."""
    item = wanted.item or CSharpType(object)
    texts = [
        "\n\n".join(_sequence(value, item, mode)) if _is_sequence(value) else scalar(value, item, mode)
        for value in values
    ]
    rows = [
        "".join(f"{text}, " for text in texts[start : start + ITEMS_PER_LINE])
        for start in range(0, len(texts), ITEMS_PER_LINE)
    ]
    if len(texts) % ITEMS_PER_LINE == 0:
        rows.append("")
    return ["[", *rows, "]"]


def _print_table(rows: Table, line: Callable[[str], None]) -> None:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    rule = "-" * (sum(widths) + 3 * len(widths) + 1)
    for number, row in enumerate(rows):
        if number < 2:
            line(rule)
        line("|" + "|".join(f" {cell:<{width}} " for cell, width in zip(row, widths, strict=True)) + "|")
    line(rule)
