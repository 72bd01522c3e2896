"""What Renode's class has and its model here has not: lines, properties, parts of the address space.

A platform that uses such a thing loads. The line carries nothing, the property changes nothing, and the log
says so once for each.
"""

from __future__ import annotations

from typing import Any

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.peripherals.base import BusPeripheral, Environment, Peripheral
from vboard.builtin.platform.platform_errors import Position
from vboard.builtin.platform.signature import facts_of
from vboard.builtin.platform.stubs import Ignorant, is_stub


def has_kind(cls: type[Any], kind: str) -> bool:
    """Whether Renode's class of a model is of a kind (`receiver`, `local`, `numbered`)."""
    known = facts_of(cls)
    return known is not None and kind in known.kinds


def outputs_of(cls: type[Any]) -> tuple[str, ...]:
    """Names of the lines that Renode's class drives."""
    known = facts_of(cls)
    return known.outputs if known is not None else ()


def has_property(cls: type[Any], name: str) -> bool:
    """Whether Renode's class has a property that can be set."""
    known = facts_of(cls)
    return known is not None and name in known.properties


def tell(machine: Machine, instance: object, what: str, place: Position) -> None:
    """Say what is taken and not done; a stub has said of itself that it does nothing."""
    if not is_stub(type(instance)):
        name = getattr(instance, "renode_type_name", type(instance).__name__)
        machine.log_as("", LogLevel.WARNING, f"{place}: {what} of {name} is not modelled, ignored")


def receiver_of(instance: Any) -> Ignorant | None:
    """Takes the signals that the model does not; None where Renode's class takes none either."""
    cls = type(instance)
    return Ignorant() if has_kind(cls, "receiver") or has_kind(cls, "local") else None


class UnmodelledPart(BusPeripheral):
    """A named part of a peripheral's address space that the model lacks: reads 0, tells each access."""

    widths = frozenset({1, 2, 4, 8})

    def __init__(self, env: Environment, owner: Peripheral, region: str) -> None:
        super().__init__(env)
        self._owner = owner
        self._region = region

    def read(self, offset: int, width: int) -> int:
        self._owner.log(LogLevel.WARNING, f"({self._region} is not modelled) Read from 0x{offset:X}.")
        return 0

    def write(self, offset: int, width: int, value: int) -> None:
        where = f"Write to 0x{offset:X}, value 0x{value:X}."
        self._owner.log(LogLevel.WARNING, f"({self._region} is not modelled) {where}")


def region_of(instance: Any, region: str) -> BusPeripheral:
    """A named part of a peripheral that is registered in parts."""
    part = getattr(instance, "bus_region", None)
    found: BusPeripheral = part(region) if part else UnmodelledPart(instance.env, instance, region)
    return found
