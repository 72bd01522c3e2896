"""The tree of a machine's peripherals, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from vboard.builtin.machine.machine import Entry, Machine

Line = Callable[[str], None]


def print_tree(machine: Machine, line: Line) -> None:
    """Print each peripheral below its parent, with the places where it is registered."""
    _print_branch(machine.entries, machine.entries[0], "  ", "  ", line)


def _children(entries: Sequence[Entry], parent: Entry) -> list[Entry]:
    found = [each for each in entries if each.parent is parent.peripheral]
    return sorted(found, key=lambda each: each.name.lower())


def _print_branch(entries: Sequence[Entry], entry: Entry, head: str, tail: str, line: Line) -> None:
    """Print one peripheral and those below it; `head` precedes its name, `tail` the other lines."""
    children = _children(entries, entry)
    line(f"{head}{_local(entry)} ({short_type(entry.peripheral)})")
    below = tail + ("│   " if children else "    ")
    for text in entry.point.split("\n") if entry.point else ():
        line(below + text)
    line(below)
    for child in children:
        last = child is children[-1]
        corner, bar = ("└── ", "    ") if last else ("├── ", "│   ")
        _print_branch(entries, child, tail + corner, tail + bar, line)


def export_tree(machine: Machine, path: Path) -> None:
    """Write the tree as JSON. Raises OSError."""
    document = {"Header": "Peripheral Map 1.0", "Root": _node(machine.entries, machine.entries[0])}
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _node(entries: Sequence[Entry], entry: Entry) -> dict[str, Any]:
    return {
        "Name": short_type(entry.peripheral),
        "Alias": _local(entry),
        "Bindings": entry.point.split("\n") if entry.point else [],
        "Children": [_node(entries, child) for child in _children(entries, entry)],
    }


def _local(entry: Entry) -> str:
    return entry.name.rpartition(".")[2]


def short_type(peripheral: object) -> str:
    """Type name without its namespace."""
    cls: Any = type(peripheral)
    return str(getattr(cls, "renode_type_name", "") or cls.__name__).rpartition(".")[2]
