"""Places of peripherals on the bus and below other peripherals."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import INT32, CSharpType, full_name
from vboard.builtin.machine.bus import Registration, SystemBus
from vboard.builtin.machine.machine import Core, Machine
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.platform import syntax
from vboard.builtin.platform.convert import ConversionError, Resolver, check
from vboard.builtin.platform.gaps import region_of
from vboard.builtin.platform.merge import Variable
from vboard.builtin.platform.names import shown
from vboard.builtin.platform.platform_errors import Code, PlatformError
from vboard.builtin.platform.points import (
    BusMultiRegistration,
    BusPlace,
    BusPointRegistration,
    BusRangeRegistration,
    ChildPlace,
    CPUPlace,
    CPURegistrationPoint,
    Place,
)
from vboard.builtin.platform.signature import facts_of
from vboard.builtin.platform.stubs import Stub, is_stub
from vboard.builtin.types import IntegerType, checked_range

_PAGE = 0x400
"""Page size of a Cortex-M in Renode's translation library, bytes."""
_STUB_SIZE = 0x1000
"""Most that a stand-in takes whose type tells no size, bytes."""

_POINT_CLASSES = {
    "BusPoint": BusPointRegistration,
    "BusRange": BusRangeRegistration,
    "BusMulti": BusMultiRegistration,
    "CPU": CPURegistrationPoint,
}
_NUMBERED = ("Number", "TypedNumber", "BusPoint", "CPU", "USB", "PHY")
"""Points that a number alone makes."""


@dataclass(frozen=True)
class ResolvedPoint:
    """A registration point that the parent takes.

    Attributes:
        point: what the description says.
        parent: key of the parent's variable.
        kind: `Null`, `Number`, `CPU`, `BusPoint`, `BusRange`, `BusMulti`.
    """

    point: syntax.Point
    kind: str


def resolve_point(
    point: syntax.Point,
    variable: Variable,
    variables: dict[str, Variable],
    class_of_object: Callable[[syntax.ObjectValue], type[Any]],
) -> ResolvedPoint:
    """Find the kind of a registration point.

    Raises:
        PlatformError: E05, E06, E20, E21.
    """
    parent = variables.get(point.parent)
    if parent is None or parent.cls is None:
        message = f"Undefined register '[ReferenceValue: {shown(point.parent)}]'."
        raise PlatformError(Code.UNDEFINED_REFERENCE, message, point.position, wide=True)
    assert variable.cls is not None
    kinds = _points(parent.cls, variable.cls)
    if not kinds:
        message = (
            f"Register '{parent.name}' of type '{full_name(parent.cls)}' does not provide an interface to "
            f"register '{variable.name}' of type '{full_name(variable.cls)}'."
        )
        raise PlatformError(Code.NO_REGISTER, message, point.position, wide=True)
    value = point.value
    kind: str | None
    if value is None:
        kind = next((each for each in ("CPU", "Null") if each in kinds), None)
    elif isinstance(value, syntax.NumberValue):
        kind = next((each for each in _NUMBERED if each in kinds), None)
        kind = kind if kind is None or _is_number(value, kind) else None
    elif isinstance(value, syntax.RangeValue):
        checked_range(value.begin, value.size)
        kind = "BusRange" if "BusRange" in kinds else None
    elif isinstance(value, syntax.ObjectValue):
        return ResolvedPoint(point, _object_kind(value, kinds, class_of_object(value)))
    else:
        kind = None
    if kind is None and not isinstance(value, syntax.RangeValue) and _has_newer_points(parent.cls):
        kind = "Newer"
    if kind is None:
        message = "Could not find any suitable constructor for this registration point."
        place = point.position if value is None else value.position
        raise PlatformError(Code.NO_REGISTRATION_POINT, message, place, wide=True)
    return ResolvedPoint(point, kind)


def _has_newer_points(parent: type[Any]) -> bool:
    """Whether a Renode newer than 1.16.1 registers at this parent, in forms that 1.16.1 has not."""
    known = facts_of(parent)
    return known is not None and (known.newer or any(point == "Enum" for _, point in known.registers))


_NOBODY = Resolver(lambda _: None, lambda _: None, lambda _: None, lambda _: object)
_ADDRESS = CSharpType(int, IntegerType("UInt64", 64, False))


def _is_number(value: syntax.NumberValue, kind: str) -> bool:
    """Whether a number is one of the point's type."""
    try:
        check(value, _ADDRESS if kind == "BusPoint" else CSharpType(int, INT32), _NOBODY)
    except ConversionError:
        return False
    return True


def _points(parent: type[Any], child: type[Any]) -> list[str]:
    """Kinds of points at which a parent registers a child, in the order in which it declares them."""
    known = facts_of(parent)
    if known is None:  # a type of our own: what it takes is its business
        return ["Number", "Null"] if not issubclass(parent, SystemBus) else _bus_points(child)
    kinds = _kinds(child)
    return list(dict.fromkeys(point for who, point in known.registers if who in kinds))


def _bus_points(child: type[Any]) -> list[str]:
    return ["BusRange", "BusPoint", "BusMulti", "Null"] if issubclass(child, BusPeripheral) else ["Null"]


def _kinds(cls: type[Any]) -> frozenset[str]:
    """Interfaces of a type, by which parents register it."""
    known = facts_of(cls)
    if known is not None:
        return known.kinds
    found = {"IPeripheral", cls.__name__}
    if issubclass(cls, BusPeripheral):
        found |= {"IBusPeripheral", "IKnownSize"} if cls.size is not None else {"IBusPeripheral"}
    signs = {
        "OnGPIO": ("IGPIOReceiver",),
        "WriteChar": ("IUART",),
        "FinishTransmission": ("II2CPeripheral", "ISPIPeripheral"),
        "Transmit": ("ISPIPeripheral",),
        "execute_until": ("ICPU",),
    }
    found.update(kind for name, kinds in signs.items() if hasattr(cls, name) for kind in kinds)
    return frozenset(found)


def _object_kind(value: syntax.ObjectValue, kinds: list[str], cls: type[Any]) -> str:
    for kind in kinds:
        if _POINT_CLASSES.get(kind) is cls:
            return kind
    known = facts_of(cls)
    if "BusParametrized" in kinds and is_stub(cls) and known is not None and "range" in known.kinds:
        return "BusParametrized"
    possible = ", ".join(f"'{kind}Registration{'' if kind.startswith('Bus') else 'Point'}'" for kind in kinds)
    what = f"type {possible}" if len(kinds) == 1 else f"possible types {possible}"
    message = f"Registration point of {what} is not assignable from object of type '{full_name(cls)}'."
    raise PlatformError(Code.TYPE_MISMATCH, message, value.position)


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


def place_of(resolved: ResolvedPoint, create: Callable[[syntax.ObjectValue], Any]) -> Place:
    """The place itself; `create` makes the object of a `new` value."""
    value = resolved.point.value
    if isinstance(value, syntax.ObjectValue):
        made = create(value)
        if isinstance(made, Stub):  # a place of its own kind: what this engine knows of it is its range
            return BusPlace(made.parameters.get("address", 0), made.parameters.get("size"))
        place: Place = made
        return place
    if isinstance(value, syntax.RangeValue):
        return BusPlace(value.begin, value.size)
    number = int(value.text, 0) if isinstance(value, syntax.NumberValue) else None
    if resolved.kind == "CPU":
        return CPUPlace(number)
    if resolved.kind == "BusPoint" and number is not None:
        return BusPlace(number)
    return ChildPlace(number)


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
                texts.append(self._register_at(variable.instance, place_of(resolved, self._create)))
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

    def _register_at(self, instance: Any, place: Place) -> str:
        """Register at one place; returns what the tree of peripherals shows."""
        if isinstance(place, CPUPlace):
            return f"Slot: {len(self._machine.cores) if place.slot is None else place.slot}"
        if isinstance(place, ChildPlace):
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
