"""Names of variables: what `prefixed` and `local` do to an entry."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.platform import syntax

Rename = Callable[[str], str]


def rename_entry(entry: syntax.Entry, rename: Rename) -> syntax.Entry:
    """Return `entry` with every variable name in it passed through `rename`."""
    points = entry.points
    if points is not None:
        points = tuple(
            point._replace(
                parent=rename(point.parent),
                value=None if point.value is None else _value(point.value, rename),
            )
            for point in points
        )
    return entry._replace(
        name=rename(entry.name),
        points=points,
        attributes=tuple(_attribute(attribute, rename) for attribute in entry.attributes),
    )


def _attribute(attribute: syntax.Attribute, rename: Rename) -> syntax.Attribute:
    if isinstance(attribute, syntax.Assignment):
        return attribute._replace(value=_value(attribute.value, rename))
    if isinstance(attribute, syntax.Irq):
        return attribute._replace(
            destinations=tuple(
                destination._replace(name=rename(destination.name)) for destination in attribute.destinations
            ),
        )
    return attribute


def _value(value: syntax.Value, rename: Rename) -> syntax.Value:
    if isinstance(value, syntax.ReferenceValue):
        return value._replace(name=rename(value.name))
    if isinstance(value, syntax.ListValue):
        return value._replace(items=tuple(_value(item, rename) for item in value.items))
    if isinstance(value, syntax.DictValue):
        pairs = tuple((_value(key, rename), _value(item, rename)) for key, item in value.items)
        return value._replace(items=pairs)
    if isinstance(value, syntax.ObjectValue):
        return value._replace(
            attributes=tuple(_attribute(attribute, rename) for attribute in value.attributes)
        )
    return value


LOCAL_MARK = "\0"
"""Separates the name of a local variable from the file that owns it."""


def local_rename(names: frozenset[str], path: str) -> Rename:
    """Rename the local variables of one file so that no other file can mean them."""
    return lambda name: f"{name}{LOCAL_MARK}{path}" if name in names else name


def shown(name: str) -> str:
    """The name as the user wrote it."""
    return name.partition(LOCAL_MARK)[0]
