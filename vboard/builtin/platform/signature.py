"""Constructors of a type: what its Python model takes, and what Renode's class takes."""

from __future__ import annotations

import dataclasses
import enum
import functools
import inspect
import re
from typing import Any, NamedTuple

from vboard.builtin.csharp import CSharpType, describe, full_name, parameters
from vboard.builtin.known.known_types import KnownParameter, KnownType, enum_members, known_type
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.platform.stubs import is_stub
from vboard.builtin.types import Byte, Int, Long, Range, Short, UInt, ULong, UShort

MACHINE = "Antmicro.Renode.Core.IMachine"


class Parameter(NamedTuple):
    """A parameter of a constructor.

    Attributes:
        name, alias: its names; the alias may be empty.
        type: name of the C# type.
        default: default value as Renode shows it, None where the parameter is required.
        wanted: what a value is converted to; None where the model has no such parameter.
    """

    name: str
    type: str
    default: str | None
    wanted: CSharpType | None = None
    alias: str = ""

    @property
    def is_machine(self) -> bool:
        """Whether the machine fills it."""
        return self.type in (MACHINE, "Antmicro.Renode.Core.Machine")

    def is_called(self, name: str) -> bool:
        """Whether a name means this parameter."""
        return name in (self.name, self.alias or self.name)


def _default_text(value: object) -> str:
    return "" if value is None else str(getattr(value, "name", value))


_PRIMITIVES: dict[str, Any] = {
    "Boolean": bool, "Byte": Byte, "Int16": Short, "UInt16": UShort, "Int32": Int, "UInt32": UInt,
    "Int64": Long, "UInt64": ULong, "Single": float, "Double": float, "String": str,
}  # fmt: skip
_NULLABLE = re.compile(r"System\.Nullable`1\[(.*)\]")


@functools.cache
def _wanted(name: str) -> CSharpType:
    """What a value is converted to for a C# type of which nothing but its name is known."""
    match = _NULLABLE.fullmatch(name)
    if match:
        return dataclasses.replace(_wanted(match[1]), nullable=True)
    members = enum_members(name)
    if members is not None:
        short = name.rpartition(".")[2].rpartition("+")[2]
        make: Any = enum.Enum
        return CSharpType(make(short, members, start=0))
    if name == "Antmicro.Renode.Core.Range":
        return CSharpType(Range)
    if name.startswith("System.Collections.") or name.endswith("[]"):
        return CSharpType(list, item=CSharpType(object))
    return describe(_PRIMITIVES.get(name.removeprefix("System."), object))


def own_parameters(cls: type[Any]) -> list[Parameter]:
    """What the model takes, without its environment. A stub takes all that Renode's class has."""
    known = facts_of(cls)
    if is_stub(cls) and known is not None:
        found = [each for each in known.parameters.values() if not each.is_machine]
        return [Parameter(each.name, each.type, "", _wanted(each.type), each.alias) for each in found]
    aliases = {name: each.alias for name, each in known.parameters.items()} if known else {}
    types = {name: each.type for name, each in known.parameters.items()} if known else {}
    return [
        Parameter(
            parameter.name.rstrip("_"),
            types.get(parameter.name) or wanted.full,
            None if parameter.default is inspect.Parameter.empty else _default_text(parameter.default),
            wanted,
            aliases.get(parameter.name, ""),
        )
        for parameter, wanted in parameters(cls.__init__, skip=2)
        if parameter.kind is not inspect.Parameter.VAR_POSITIONAL
    ]


def facts_of(cls: type[Any]) -> KnownType | None:
    """What is known of Renode's class of the same name."""
    name = getattr(cls, "renode_type_name", "")
    return known_type(name) if name else None


def constructors(cls: type[Any]) -> list[list[Parameter]]:
    """What Renode's class takes, as its reports show it; else what the model takes."""
    own = own_parameters(cls)
    known = facts_of(cls)
    if known is None or not known.constructors:
        machine = [Parameter("machine", MACHINE, None)] if takes_machine(cls) else []
        return [machine + own]
    return [_as_known(each, own) for each in known.constructors]


def newer_constructors(cls: type[Any]) -> list[list[Parameter]]:
    """What the class takes in a Renode newer than 1.16.1, where that differs."""
    known = facts_of(cls)
    return [_as_known(each, own_parameters(cls)) for each in known.newer_constructors] if known else []


def _as_known(parameters: tuple[KnownParameter, ...], own: list[Parameter]) -> list[Parameter]:
    by_name = {each.name: each for each in own}
    return [_joined(each, by_name.get(each.name)) for each in parameters]


_PLAIN_DEFAULT = re.compile(r'-?[\w.]+|".*"')


def _joined(known: KnownParameter, own: Parameter | None) -> Parameter:
    if own is None:
        return Parameter(known.name, known.type, known.default, None, known.alias)
    default = known.default
    if default and own.default is not None and not _PLAIN_DEFAULT.fullmatch(default):
        default = own.default  # an expression, which the model has as a value
    return Parameter(known.name, known.type, default, own.wanted, known.alias)


def takes_machine(cls: type[Any]) -> bool:
    """Whether the C# constructor of a type that is not known has a machine parameter.

    Bus peripherals have it; a class may say otherwise in `takes_machine`. It matters for reports only.
    """
    return bool(getattr(cls, "takes_machine", issubclass(cls, BusPeripheral)))


def header(cls: type[Any], found: list[Parameter]) -> str:
    """The line with which a report begins to consider a constructor."""
    if not found:
        return f"Considering ctor {full_name(cls)} with no parameters."
    shown = [each.type + ("" if each.default is None else " (optional)") for each in found]
    return f"Considering ctor {full_name(cls)} with the following parameters: [{', '.join(shown)}]."
