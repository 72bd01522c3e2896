"""Compares two descriptions: same devices, same places, same wires.

What a description says counts, not how: order, files that are used, spelling of numbers, entries that extend
others. Parameters are not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vboard.builtin.platform import syntax
from vboard.builtin.platform.merge import Variable, collect, merge, read_source
from vboard.builtin.platform.signature import facts_of
from vboard.builtin.platform.stubs import full_type_name, resolve_type
from vboard.builtin.registry import NAMESPACE

_BUILT_IN = ("sysbus", "machine")


@dataclass(frozen=True)
class Difference:
    """What differs of a device."""

    device: str
    text: str


def compare(ours: Path, theirs: Path, find_ours: Finder, find_theirs: Finder) -> list[Difference]:
    """Differences between two files, by the names of the devices.

    Raises:
        PlatformError: one of them is faulty.
    """
    here, there = _described(ours, find_ours), _described(theirs, find_theirs)
    return [difference for name in sorted({*here, *there}) for difference in _differences(name, here, there)]


Finder = Callable[[str], Path | None]
"""Looks up what a description uses."""


def _described(path: Path, find: Finder) -> dict[str, Variable]:
    source = read_source(path)

    def beside(name: str) -> Path | None:
        own = path.parent / name
        return own if own.is_file() else find(name)

    found = merge(collect(source, beside), {name: object() for name in _BUILT_IN})
    return {variable.name: variable for variable in found.values()}


def _differences(name: str, here: dict[str, Variable], there: dict[str, Variable]) -> Iterator[Difference]:
    mine, other = here.get(name), there.get(name)
    if mine is None or other is None:
        which = other if mine is None else mine
        assert which is not None
        kind = which.type_name.text if which.type_name is not None else "no type"
        yield Difference(name, f"{'not here' if mine is None else 'only here'} ({kind})")
        return
    if _type(mine) != _type(other):
        yield Difference(name, f"type {_type(mine)}, there {_type(other)}")
    places = {_place(point) for point in mine.points or ()}, {_place(p) for p in other.points or ()}
    yield from _sets(name, "place", *places)
    yield from _sets(name, "wire", _wires(mine), _wires(other))


def _sets(name: str, what: str, mine: set[str], other: set[str]) -> Iterator[Difference]:
    for text in sorted(mine - other):
        yield Difference(name, f"{what} {text} is not there")
    for text in sorted(other - mine):
        yield Difference(name, f"{what} {text} is not here")


def _type(variable: Variable) -> str:
    return full_type_name(variable.type_name.text).removeprefix(NAMESPACE) if variable.type_name else ""


def _place(point: syntax.Point) -> str:
    return f"{point.parent} {_value(point.value)}".strip()


def _value(value: syntax.Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, syntax.NumberValue):
        return hex(int(value.text, 0))
    if isinstance(value, syntax.RangeValue):
        return f"<{value.begin:#x}, +{value.size:#x}>"
    if isinstance(value, syntax.ObjectValue):
        given = {each.name: each.value for each in value.attributes if isinstance(each, syntax.Assignment)}
        inner = "; ".join(f"{name}: {_value(given[name])}" for name in sorted(given))
        return f"{full_type_name(value.type_name).removeprefix(NAMESPACE)} {{ {inner} }}"
    return str(getattr(value, "name", getattr(value, "value", value)))


def _wires(variable: Variable) -> set[str]:
    """Output and input of each wire; a later entry replaces the wires of an output."""
    found: dict[int | str, set[str]] = {}
    for irq in (irq for entry in variable.irqs for irq in entry):
        for index, output in enumerate(_outputs(variable, irq)):
            found[output] = {
                f"{output} -> {end.name}{'' if end.local is None else f'#{end.local}'}@{end.pins[index]}"
                for end in irq.destinations
                if index < len(end.pins)
            }
    return {text for texts in found.values() for text in texts}


def _outputs(variable: Variable, irq: syntax.Irq) -> list[int | str]:
    if irq.sources is not None:
        return [item for each in irq.sources for item in each.items]
    cls: type[Any] | None = resolve_type(variable.type_name.text) if variable.type_name is not None else None
    known = facts_of(cls) if cls is not None else None
    if known is None or not known.outputs:
        return ["IRQ"]
    return [known.default_output or known.outputs[0]]
