"""Registration points: places of peripherals on the bus and below other peripherals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import full_name
from vboard.builtin.machine.bus import Registration, SystemBus
from vboard.builtin.machine.machine import Core, Machine
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.platform import syntax
from vboard.builtin.platform.merge import Variable
from vboard.builtin.platform.names import shown
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position

_PAGE = 0x400
"""Page size of a Cortex-M in Renode's translation library, bytes."""

_BUS_OBJECTS = {
    "BusPointRegistration": ({"address"}, {"offset", "cpu", "cluster", "condition"}),
    "BusRangeRegistration": ({"address", "size"}, {"offset", "cpu", "cluster", "condition"}),
    "BusMultiRegistration": ({"address", "size", "region"}, {"cpu", "cluster", "condition"}),
}
"""Required and optional attributes of the objects that `new Bus.…` makes."""


@dataclass(frozen=True)
class BusPlace:
    """Resolved place on the system bus. `size` is None where the model has to know it."""

    start: int
    size: int | None = None
    offset: int = 0
    region: str | None = None


@dataclass(frozen=True)
class ChildPlace:
    """Place below another peripheral (a pin, a slot), or no place at all (`number` is None)."""

    number: int | None = None


def resolve_point(
    point: syntax.Point, variable: Variable, variables: dict[str, Variable]
) -> BusPlace | ChildPlace:
    """Turn a registration point into a place.

    Raises:
        PlatformError: E20 for an unknown parent, E21 when the parent cannot use the point.
    """
    parent = variables.get(point.parent)
    if parent is None or parent.cls is None:
        message = f"Undefined register '[ReferenceValue: {shown(point.parent)}]'."
        raise PlatformError(Code.UNDEFINED_REFERENCE, message, point.position)
    on_bus = issubclass(parent.cls, SystemBus)
    value = point.value
    if value is None or isinstance(value, syntax.NoneValue):
        # The null point is for what has no registers: cores, LEDs, consoles.
        if on_bus and variable.cls is not None and issubclass(variable.cls, BusPeripheral):
            raise _unsuitable(point.position)
        return ChildPlace()
    if not on_bus:
        if isinstance(value, syntax.NumberValue) and isinstance(value.value, int):
            return ChildPlace(value.value)
        raise _unsuitable(point.position)
    assert variable.cls is not None
    if not issubclass(variable.cls, BusPeripheral):
        raise _unsuitable(point.position)
    if isinstance(value, syntax.NumberValue) and isinstance(value.value, int):
        return BusPlace(value.value)
    if isinstance(value, syntax.RangeValue):
        return BusPlace(value.begin, value.size)
    if isinstance(value, syntax.ObjectValue):
        return _bus_object(value, variables)
    raise _unsuitable(point.position)


def _unsuitable(place: Position) -> PlatformError:
    message = "Could not find any suitable constructor for this registration point."
    return PlatformError(Code.NO_REGISTRATION_POINT, message, place)


def _bus_object(value: syntax.ObjectValue, variables: dict[str, Variable]) -> BusPlace:
    kind = value.type_name.text.rpartition(".")[2]
    if kind not in _BUS_OBJECTS:
        message = f"Could not resolve type: '{value.type_name.text}'."
        raise PlatformError(Code.UNKNOWN_TYPE, message, value.type_name.position)
    required, optional = _BUS_OBJECTS[kind]
    given = {a.name: a for a in value.attributes if isinstance(a, syntax.Assignment)}
    if not required <= set(given) or not set(given) <= required | optional:
        wanted = ", ".join(sorted(required)) + f" (optional: {', '.join(sorted(optional))})"
        message = f"Could not find suitable constructor for type '{kind}'.\nIt takes {wanted}."
        raise PlatformError(Code.NO_CONSTRUCTOR, message, value.position)
    numbers: dict[str, int] = {}
    region = None
    for name, attribute in given.items():
        inner = attribute.value
        if name in ("address", "size", "offset"):
            if not isinstance(inner, syntax.NumberValue) or not isinstance(inner.value, int):
                message = "Type mismatch. Expected System.UInt64."
                raise PlatformError(Code.TYPE_MISMATCH, message, inner.position.at_length(1))
            numbers[name] = inner.value
        elif name == "region":
            if not isinstance(inner, syntax.StringValue):
                message = "Type mismatch. Expected System.String."
                raise PlatformError(Code.TYPE_MISMATCH, message, inner.position.at_length(1))
            region = inner.value
        elif isinstance(inner, syntax.ReferenceValue) and inner.name not in variables:
            # Renode makes such a registration visible to one core only; there is one core here.
            message = f"Undefined reference '{shown(inner.name)}'."
            raise PlatformError(Code.UNDEFINED_REFERENCE, message, inner.position)
    return BusPlace(numbers["address"], numbers.get("size"), numbers.get("offset", 0), region)


def register(
    machine: Machine,
    variable: Variable,
    places: list[tuple[syntax.Point, BusPlace | ChildPlace]],
    variables: dict[str, Variable],
) -> None:
    """Register a created object at all its places and name it in the machine.

    Raises:
        PlatformError: E39 with the reason (overlap, name taken), E21 for a missing size.
    """
    instance = variable.instance
    texts: list[str] = []
    for point, place in places:
        try:
            if isinstance(place, BusPlace):
                texts.append(_register_on_bus(machine, instance, place, point))
            else:
                texts.append("" if place.number is None else f"Address: {place.number}")
        except (ValueError, LookupError) as error:
            raise _refused(variable, point, error) from error
    first = places[0][0]
    parent = variables[first.parent].instance
    is_core = isinstance(instance, Core)
    if is_core:
        texts = [f"Slot: {len(machine.cores)}"]
    try:
        if is_core or machine.cores:
            _check_pages(machine.bus.registrations if is_core else _places_of(machine, instance))
        machine.add(variable.alias or variable.name, instance, parent, "\n".join(filter(None, texts)))
    except ValueError as error:
        raise _refused(variable, first, error) from error


def _places_of(machine: Machine, instance: object) -> tuple[Registration, ...]:
    return tuple(each for each in machine.bus.registrations if each.peripheral is instance)


def _check_pages(registrations: tuple[Registration, ...]) -> None:
    """Beside a core a mapped memory has to consist of whole pages, as in Renode.

    Raises:
        ValueError: it does not.
    """
    for each in registrations:
        if not isinstance(each.peripheral, MappedMemory):
            continue
        what = "registration address" if each.start % _PAGE else "size" if each.size % _PAGE else ""
        if what:
            raise ValueError(
                f"Could not register memory at offset 0x{each.start:X} and size 0x{each.size:X} - "
                f"the {what} has to be aligned to guest page size 0x{_PAGE:X}."
            )


def _refused(variable: Variable, point: syntax.Point, error: Exception) -> PlatformError:
    message = (
        f"Exception was thrown during registration of '{variable.name}' in '{shown(point.parent)}':\n{error}"
    )
    return PlatformError(Code.REGISTRATION, message, point.position.at_length(1))


def _register_on_bus(machine: Machine, instance: Any, place: BusPlace, point: syntax.Point) -> str:
    target: BusPeripheral = instance
    if place.region is not None:
        target = instance.bus_region(place.region)
    size = place.size if place.size is not None else target.size
    if size is None:
        raise _unsuitable(point.position)
    text = f"<0x{place.start:08X}, 0x{place.start + size - 1:08X}>"
    for other in machine.bus.registrations:
        if place.start < other.end and other.start < place.start + size:
            raise ValueError(
                f"Could not register {full_name(type(instance))} at the given address {text} because it "
                f"conflicts with peripheral {full_name(type(other.peripheral))} registered at "
                f"<0x{other.start:08X}, 0x{other.end - 1:08X}>"
            )
    machine.bus.register(Registration(place.start, size, target, place.offset))
    return text
