"""Syntax tree of a platform description."""

from __future__ import annotations

from dataclasses import dataclass, field

from vboard.builtin.platform.platform_errors import Position, Source


@dataclass(frozen=True)
class TypeName:
    """`UART.STM32_UART`, relative to the peripherals' namespace or full."""

    text: str
    position: Position


class Value:
    """Base of all values. `str()` of a value is what Renode's error reports show."""

    position: Position


@dataclass(frozen=True)
class StringValue(Value):
    value: str
    position: Position

    def __str__(self) -> str:
        return f"[StringValue: '{self.value}']"


@dataclass(frozen=True)
class NumberValue(Value):
    """`text` keeps the spelling; `value` is int, or float when it has a decimal point."""

    text: str
    value: int | float
    position: Position

    def __str__(self) -> str:
        return f"[NumericalValue: {self.text}]"


@dataclass(frozen=True)
class BoolValue(Value):
    value: bool
    position: Position

    def __str__(self) -> str:
        return f"[BoolValue: {self.value}]"


@dataclass(frozen=True)
class RangeValue(Value):
    """`<begin, end>` (end is the last address) or `<begin, +size>`."""

    begin: int
    size: int
    position: Position

    def __str__(self) -> str:
        return f"[RangeValue: <0x{self.begin:X}, 0x{self.begin + self.size - 1:X}>]"


@dataclass(frozen=True)
class ListValue(Value):
    items: tuple[Value, ...]
    position: Position

    def __str__(self) -> str:
        return f"[ListValue: [{', '.join(map(str, self.items))}]]"


@dataclass(frozen=True)
class EnumValue(Value):
    """`Namespace.Type.Member`; `type_parts` is empty for the short form `.Member`."""

    type_parts: tuple[str, ...]
    member: str
    position: Position

    def __str__(self) -> str:
        return f"[EnumValue: {'.'.join((*self.type_parts, self.member))}]"


@dataclass(frozen=True)
class ReferenceValue(Value):
    name: str
    position: Position

    def __str__(self) -> str:
        return f"[ReferenceValue: {self.name}]"


@dataclass(frozen=True)
class NoneValue(Value):
    """`none`: as if the attribute had not been given."""

    position: Position

    def __str__(self) -> str:
        return "[NoneValue]"


@dataclass(frozen=True)
class EmptyValue(Value):
    """`empty`: 0, null or the first member of the parameter's type."""

    position: Position

    def __str__(self) -> str:
        return "[EmptyValue]"


@dataclass(frozen=True)
class ObjectValue(Value):
    type_name: TypeName
    attributes: tuple[Attribute, ...]
    position: Position

    def __str__(self) -> str:
        return f"[ObjectValue: {self.type_name.text}]"


@dataclass(frozen=True)
class Assignment:
    """`name: value`; a constructor parameter, or a property when the name starts upper-case."""

    name: str
    value: Value
    position: Position

    @property
    def is_property(self) -> bool:
        return self.name[0].isupper()


@dataclass(frozen=True)
class Destination:
    """`name#local@pins`."""

    name: str
    local: int | None
    pins: tuple[int, ...]
    position: Position


@dataclass(frozen=True)
class Irq:
    """`source -> destinations`; `sources` is None for the default output, destinations empty for `none`."""

    sources: tuple[int | str, ...] | None
    destinations: tuple[Destination, ...]
    position: Position


@dataclass(frozen=True)
class Section:
    """Monitor lines of `init:`, `reset:` or `preinit:`; `append` for the form with `add`."""

    kind: str
    append: bool
    lines: tuple[str, ...]
    position: Position


Attribute = Assignment | Irq | Section


@dataclass(frozen=True)
class Point:
    """A registration point: the parent's name and, if given, where on it."""

    parent: str
    value: Value | None
    position: Position


@dataclass(frozen=True)
class Entry:
    """One entry. `points` is None when it has no registration and empty for `@ none`."""

    name: str
    local: bool
    type_name: TypeName | None
    points: tuple[Point, ...] | None
    alias: str | None
    attributes: tuple[Attribute, ...]
    position: Position


@dataclass(frozen=True)
class Using:
    path: str
    prefix: str | None
    position: Position


@dataclass(frozen=True)
class Description:
    """One parsed file or string."""

    source: Source
    usings: tuple[Using, ...] = ()
    entries: tuple[Entry, ...] = field(default=())
