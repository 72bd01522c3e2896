"""Syntax tree of a platform description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vboard.builtin.platform.platform_errors import Position, Source
from vboard.builtin.types import Range


@dataclass(frozen=True)
class Word:
    """A name or a string, and its place."""

    text: str
    position: Position

    def __str__(self) -> str:
        return self.text


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
    """`text` is the spelling without separators between digits."""

    text: str
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
    """`<begin, end>`, whose `end` is the first address behind it, or `<begin, +size>`. The size may be 0."""

    begin: int
    size: int
    position: Position

    def __str__(self) -> str:
        return f"[RangeValue: {Range(self.begin, self.size)}]"


@dataclass(frozen=True)
class ListValue(Value):
    items: tuple[Value, ...]
    position: Position

    def __str__(self) -> str:
        return f"[ListValue: [{', '.join(map(str, self.items))}]]"


@dataclass(frozen=True)
class DictValue(Value):
    """`{ key: value; … }` (newer than Renode 1.16.1)."""

    items: tuple[tuple[Value, Value], ...]
    position: Position

    def __str__(self) -> str:
        return f"[DictValue: {{{'; '.join(f'{key}: {value}' for key, value in self.items)}}}]"


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
    type_name: str
    attributes: tuple[Attribute, ...]
    position: Position

    def __str__(self) -> str:
        return f"[ObjectValue: TypeName={self.type_name}]"


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
class IrqEnds:
    """Numbers or names of inputs or outputs that stand together: `3`, `0-5`, `IRQ`."""

    items: tuple[int | str, ...]
    position: Position


@dataclass(frozen=True)
class Destination:
    """`name#local@pins`."""

    name: str
    local: int | None
    ends: tuple[IrqEnds, ...]
    position: Position

    @property
    def pins(self) -> tuple[int, ...]:
        """All input numbers."""
        return tuple(pin for each in self.ends for pin in each.items if isinstance(pin, int))


@dataclass(frozen=True)
class Irq:
    """`source -> destinations`; `sources` is None for the default output, destinations empty for `none`."""

    sources: tuple[IrqEnds, ...] | None
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
    type_name: Word | None
    points: tuple[Point, ...] | None
    alias: Word | None
    attributes: tuple[Attribute, ...]
    position: Position


@dataclass(frozen=True)
class Using:
    """`using "path" prefixed "prefix"`."""

    path: Word
    prefix: str
    position: Position


@dataclass(frozen=True)
class Description:
    """One parsed file or string."""

    source: Source
    usings: tuple[Using, ...] = ()
    entries: tuple[Entry, ...] = ()


def objects(attributes: tuple[Attribute, ...]) -> Iterator[ObjectValue]:
    """Objects that `new` makes in attributes, outer ones first."""
    for attribute in attributes:
        if isinstance(attribute, Assignment):
            yield from _objects_in(attribute.value)


def _objects_in(value: Value) -> Iterator[ObjectValue]:
    if isinstance(value, ObjectValue):
        yield value
        yield from objects(value.attributes)
    elif isinstance(value, ListValue):
        for item in value.items:
            yield from _objects_in(item)
    elif isinstance(value, DictValue):
        for pair in value.items:
            for item in pair:
                yield from _objects_in(item)
