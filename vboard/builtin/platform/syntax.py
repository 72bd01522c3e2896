"""Syntax tree of a platform description.

Named tuples, for a class of them is made six times as fast as a data class, at each start.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from vboard.builtin.platform.platform_errors import Position, Source
from vboard.builtin.types import Range


class Word(NamedTuple):
    """A name or a string, and its place."""

    text: str
    position: Position

    def __str__(self) -> str:
        return self.text


class StringValue(NamedTuple):
    value: str
    position: Position

    def __str__(self) -> str:
        return f"[StringValue: '{self.value}']"


class NumberValue(NamedTuple):
    """`text` is the spelling without separators between digits."""

    text: str
    position: Position

    def __str__(self) -> str:
        return f"[NumericalValue: {self.text}]"


class BoolValue(NamedTuple):
    value: bool
    position: Position

    def __str__(self) -> str:
        return f"[BoolValue: {self.value}]"


class RangeValue(NamedTuple):
    """`<begin, end>`, whose `end` is the first address behind it, or `<begin, +size>`. The size may be 0."""

    begin: int
    size: int
    position: Position

    def __str__(self) -> str:
        return f"[RangeValue: {Range(self.begin, self.size)}]"


class ListValue(NamedTuple):
    items: tuple[Value, ...]
    position: Position

    def __str__(self) -> str:
        return f"[ListValue: [{', '.join(map(str, self.items))}]]"


class DictValue(NamedTuple):
    """`{ key: value; … }` (newer than Renode 1.16.1)."""

    items: tuple[tuple[Value, Value], ...]
    position: Position

    def __str__(self) -> str:
        return f"[DictValue: {{{'; '.join(f'{key}: {value}' for key, value in self.items)}}}]"


class EnumValue(NamedTuple):
    """`Namespace.Type.Member`; `type_parts` is empty for the short form `.Member`."""

    type_parts: tuple[str, ...]
    member: str
    position: Position

    def __str__(self) -> str:
        return f"[EnumValue: {'.'.join((*self.type_parts, self.member))}]"


class ReferenceValue(NamedTuple):
    name: str
    position: Position

    def __str__(self) -> str:
        return f"[ReferenceValue: {self.name}]"


class NoneValue(NamedTuple):
    """`none`: as if the attribute had not been given."""

    position: Position

    def __str__(self) -> str:
        return "[NoneValue]"


class EmptyValue(NamedTuple):
    """`empty`: 0, null or the first member of the parameter's type."""

    position: Position

    def __str__(self) -> str:
        return "[EmptyValue]"


class ObjectValue(NamedTuple):
    type_name: str
    attributes: tuple[Attribute, ...]
    position: Position

    def __str__(self) -> str:
        return f"[ObjectValue: TypeName={self.type_name}]"


Value: TypeAlias = (
    StringValue
    | NumberValue
    | BoolValue
    | RangeValue
    | ListValue
    | DictValue
    | EnumValue
    | ReferenceValue
    | NoneValue
    | EmptyValue
    | ObjectValue
)
"""`str()` of a value is what Renode's error reports show."""


class Assignment(NamedTuple):
    """`name: value`; a constructor parameter, or a property when the name starts upper-case."""

    name: str
    value: Value
    position: Position

    @property
    def is_property(self) -> bool:
        return self.name[0].isupper()


class IrqEnds(NamedTuple):
    """Numbers or names of inputs or outputs that stand together: `3`, `0-5`, `IRQ`."""

    items: tuple[int | str, ...]
    position: Position


class Destination(NamedTuple):
    """`name#local@pins`."""

    name: str
    local: int | None
    ends: tuple[IrqEnds, ...]
    position: Position

    @property
    def pins(self) -> tuple[int, ...]:
        """All input numbers."""
        return tuple(pin for each in self.ends for pin in each.items if isinstance(pin, int))


class Irq(NamedTuple):
    """`source -> destinations`; `sources` is None for the default output, destinations empty for `none`."""

    sources: tuple[IrqEnds, ...] | None
    destinations: tuple[Destination, ...]
    position: Position


class Section(NamedTuple):
    """Monitor lines of `init:`, `reset:` or `preinit:`; `append` for the form with `add`."""

    kind: str
    append: bool
    lines: tuple[str, ...]
    position: Position


Attribute = Assignment | Irq | Section


class Point(NamedTuple):
    """A registration point: the parent's name and, if given, where on it."""

    parent: str
    value: Value | None
    position: Position


class Entry(NamedTuple):
    """One entry. `points` is None when it has no registration and empty for `@ none`."""

    name: str
    local: bool
    type_name: Word | None
    points: tuple[Point, ...] | None
    alias: Word | None
    attributes: tuple[Attribute, ...]
    position: Position


class Using(NamedTuple):
    """`using "path" prefixed "prefix"`."""

    path: Word
    prefix: str
    position: Position


class Description(NamedTuple):
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
