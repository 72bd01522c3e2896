"""Places of peripherals on the bus and below other peripherals."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from vboard.builtin.csharp import full_name
from vboard.builtin.machine.bus import Registration
from vboard.builtin.machine.machine import Core, Machine
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.peripherals.serial_slaves import attach
from vboard.builtin.platform import syntax
from vboard.builtin.platform.gaps import region_of
from vboard.builtin.platform.merge import Variable
from vboard.builtin.platform.names import shown
from vboard.builtin.platform.platform_errors import Code, PlatformError
from vboard.builtin.platform.points import BusPlace, ChildPlace, CPUPlace, Place
from vboard.builtin.platform.resolve_point import ResolvedPoint, place_of
from vboard.builtin.platform.stubs import is_stub
from vboard.builtin.types import checked_range

_PAGE = 0x400
"""Page size of a Cortex-M in Renode's translation library, bytes."""
_STUB_SIZE = 0x1000
"""Most that a stand-in takes whose type tells no size, bytes."""


def _start_of(value: syntax.Value | None) -> int | None:
    """First address of a place in a description, where it says one."""
    if isinstance(value, syntax.ObjectValue):
        value = next(
            (
                each.value
                for each in value.attributes
                if isinstance(each, syntax.Assignment) and each.name in ("address", "range")
            ),
            None,
        )
    if isinstance(value, syntax.RangeValue):
        return value.begin
    return int(value.text, 0) if isinstance(value, syntax.NumberValue) else None


class Registrar:
    """Registers the created objects of one machine.

    Args:
        machine: the machine.
        variables: all variables.
        create: makes the object of a `new` value.
    """

    def __init__(
        self,
        machine: Machine,
        variables: dict[str, Variable],
        create: Callable[[syntax.ObjectValue], Any],
    ) -> None:
        self._machine = machine
        self._variables = variables
        self._create = create

    def register(self, variable: Variable, points: list[ResolvedPoint]) -> None:
        """Register an object at all its places and name it in the machine.

        Raises:
            PlatformError: E39 with the reason (an overlap), E41 where the name is taken.
        """
        texts: list[str] = []
        for resolved in points:
            try:
                above = self._variables[resolved.point.parent].instance
                texts.append(self._register_at(variable.instance, above, place_of(resolved, self._create)))
            except (ValueError, LookupError) as error:
                self._keep_unnamed(variable, points[0].point, texts)
                raise self._refused(variable, resolved.point, error) from error
        first = points[0].point
        parent = self._variables[first.parent].instance
        try:
            self._check_pages(variable.instance)
        except ValueError as error:
            raise self._refused(variable, first, error) from error
        name = variable.alias.text if variable.alias is not None else variable.name
        try:
            self._machine.add(name, variable.instance, parent, "\n".join(filter(None, texts)))
        except ValueError as error:
            place = variable.alias.position if variable.alias is not None else first.position
            message = f"Exception was thrown during setting a name: \n{error}"
            raise PlatformError(Code.NAME_SETTING, message, place) from error

    def _keep_unnamed(self, variable: Variable, first: syntax.Point, texts: list[str]) -> None:
        """What is registered already stays where it is, without a name."""
        if texts:
            with contextlib.suppress(ValueError):
                parent = self._variables[first.parent].instance
                self._machine.add("", variable.instance, parent, "\n".join(filter(None, texts)))

    def _refused(self, variable: Variable, point: syntax.Point, error: Exception) -> PlatformError:
        what = f"'{variable.name}' in '{shown(point.parent)}'"
        message = f"Exception was thrown during registration of {what}:\n{error}"
        return PlatformError(Code.REGISTRATION, message, point.position)

    def _register_at(self, instance: Any, parent: Any, place: Place) -> str:
        """Register at one place; returns what the tree of peripherals shows."""
        if isinstance(place, CPUPlace):
            return f"Slot: {len(self._machine.cores) if place.slot is None else place.slot}"
        if isinstance(place, ChildPlace):
            if not is_stub(type(instance)):
                attach(parent, place.number, instance)
            return "" if place.number is None else f"Address: {place.number}"
        return self._register_on_bus(instance, place)

    def _register_on_bus(self, instance: Any, place: BusPlace) -> str:
        bus = self._machine.bus
        target: BusPeripheral = instance
        if place.region is not None:
            target = region_of(instance, place.region)
        size = place.size if place.size is not None else target.size
        if size is None and is_stub(type(instance)):
            size = self._room(place.start)
        if size is None:
            raise ValueError(f"{full_name(type(instance))} does not know its size, give a range")
        where = str(checked_range(place.start, size))
        others = (
            ()
            if place.condition is not None
            else bus.overlapping(place.start, place.start + size, place.initiator)
        )
        for other in others:
            raise ValueError(
                f"Could not register {full_name(type(instance))} at the given address {where} because it "
                f"conflicts with peripheral {full_name(type(other.peripheral))} registered at {other.span}"
            )
        bus.register(Registration(place.start, size, target, place.offset, place.initiator, place.condition))
        return where + self._core_suffix(place.initiator)

    def _core_suffix(self, initiator: object) -> str:
        """Whose registration it is, where it is not everybody's."""
        if initiator is None:
            return ""
        cores: list[object] = list(self._machine.cores)
        slot = cores.index(initiator) if initiator in cores else len(cores)
        name = next((each.name for each in self._variables.values() if each.instance is initiator), "cpu")
        return f" for core [CPU: {self._machine.name}.{name}[{slot}]]"

    def _room(self, start: int) -> int:
        """Bytes for a stand-in whose type tells no size: up to the next place, no more than a page."""
        places = (point.value for each in self._variables.values() for point in each.points or ())
        following = (at - start for at in map(_start_of, places) if at is not None and at > start)
        return min([_STUB_SIZE, *following])

    def _check_pages(self, instance: Any) -> None:
        """Beside a core a mapped memory has to consist of whole pages, as in Renode.

        Raises:
            ValueError: it does not.
        """
        is_core = isinstance(instance, Core)
        if not is_core and not self._machine.cores:
            return
        for each in self._machine.bus.registrations:
            if not isinstance(each.peripheral, MappedMemory):
                continue
            what = "registration address" if each.start % _PAGE else "size" if each.size % _PAGE else ""
            if what and (is_core or each.peripheral is instance):
                raise ValueError(
                    f"Could not register memory at offset 0x{each.start:X} and size 0x{each.size:X} - "
                    f"the {what} has to be aligned to guest page size 0x{_PAGE:X}."
                )
