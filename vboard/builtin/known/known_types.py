"""What is known of Renode's peripheral types, modelled here or not: the table `types.json`."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any, NamedTuple

from vboard.builtin.registry import NAMESPACE

FOLLOWED = "1.16.1"
"""The release whose behaviour the engine follows; the table's other part is of a newer one."""
_REQUIRED_PARTS = 2
_MACHINES = ("Antmicro.Renode.Core.IMachine", "Antmicro.Renode.Core.Machine")


class KnownParameter(NamedTuple):
    """A parameter of a C# constructor.

    Attributes:
        name: its name.
        type: name of its type as .NET's reflection has it.
        default: default value as .NET prints it, None where the parameter is required.
        alias: a second name, or empty.
    """

    name: str
    type: str
    default: str | None = None
    alias: str = ""

    @property
    def is_machine(self) -> bool:
        """Whether Renode fills it with the machine."""
        return self.type in _MACHINES


class KnownType(NamedTuple):
    """A type of Renode's.

    Attributes:
        name: relative to the peripherals' namespace.
        kinds: interfaces by which others register it, and `bus`, `sized`, `receiver`, `local`, `numbered`,
            `uart`, `cpu`, of registration points `range`, `place`, `part`.
        abstract: it cannot be created; `concrete` are its subclasses that can.
        outputs: names of its GPIO properties.
        default_output: the one that `-> x@n` means when there are several, or empty.
        properties: names of the properties that can be set.
        size: bytes of address space, 0 where that is not constant.
        registers: pairs of a child's interface and a registration point.
        constructors: parameters of each constructor.
        newer_constructors: those of a newer release, where they differ.
        newer: Renode 1.16.1 lacks the type.
    """

    name: str
    kinds: frozenset[str]
    abstract: bool
    concrete: tuple[str, ...]
    outputs: tuple[str, ...]
    default_output: str
    properties: frozenset[str]
    size: int
    registers: tuple[tuple[str, str], ...]
    constructors: tuple[tuple[KnownParameter, ...], ...]
    newer_constructors: tuple[tuple[KnownParameter, ...], ...] = ()
    newer: bool = False

    @property
    def parameters(self) -> dict[str, KnownParameter]:
        """Parameters of all constructors by name."""
        both = (*self.newer_constructors, *self.constructors)
        return {parameter.name: parameter for each in both for parameter in each}


@functools.cache
def _table() -> dict[str, dict[str, Any]]:
    text = Path(__file__).with_name("types.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found


def _type(name: str, facts: dict[str, Any], newer: bool) -> KnownType:
    return KnownType(
        name,
        frozenset(facts.get("is", ())),
        facts.get("abstract", False),
        tuple(facts.get("concrete", ())),
        tuple(facts.get("outputs", ())),
        facts.get("default", ""),
        frozenset(facts.get("properties", ())),
        facts.get("size", 0),
        tuple((who, point) for who, point in facts.get("registers", ())),
        tuple(
            tuple(_parameter(*each) for each in parameters) for parameters in facts.get("constructors", ())
        ),
        newer=newer,
    )


def _parameter(name: str, type_name: str, default: str | None = None, alias: str = "") -> KnownParameter:
    return KnownParameter(name, type_name, default, alias)


@functools.cache
def known_type(name: str) -> KnownType | None:
    """The type of a name, full or relative to the peripherals' namespace; None when no Renode has it."""
    table = _table()
    name = name.removeprefix(NAMESPACE)
    older, newer = table[FOLLOWED].get(name), table["newer"].get(name)
    if older is None:
        return _type(name, newer, newer=True) if newer is not None else None
    found = _type(name, older, newer=False)
    if newer is None:
        return found
    more = _type(name, newer, newer=True)
    return found._replace(
        kinds=found.kinds | more.kinds,
        outputs=tuple(dict.fromkeys((*found.outputs, *more.outputs))),
        default_output=found.default_output or (more.default_output if found.outputs else ""),
        properties=found.properties | more.properties,
        registers=tuple(dict.fromkeys((*found.registers, *more.registers))),
        newer_constructors=more.constructors,
    )


def known_names() -> list[str]:
    """Names of all types, sorted."""
    table = _table()
    return sorted({*table[FOLLOWED], *table["newer"]})


def enum_members(name: str) -> list[str] | None:
    """Members of an enum, by its name in .NET's reflection; None where it is not known."""
    members: list[str] | None = _table()["enums"].get(name)
    return members
