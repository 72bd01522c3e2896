"""Syntax trees without positions."""

from __future__ import annotations

from vboard.builtin.platform import syntax


def shape(entry: syntax.Entry) -> object:
    """An entry without positions."""
    return entry.name, entry.type_name and entry.type_name.text, [_attribute(a) for a in entry.attributes]


def _attribute(attribute: syntax.Attribute) -> object:
    if isinstance(attribute, syntax.Assignment):
        return attribute.name, str(attribute.value)
    if isinstance(attribute, syntax.Irq):
        sources = attribute.sources and [each.items for each in attribute.sources]
        return sources, [(d.name, d.local, d.pins) for d in attribute.destinations]
    return attribute.kind, attribute.append, attribute.lines
