"""What kind of place a registration point is, by what its parent takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import INT32, CSharpType, full_name
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.peripherals.base import BusPeripheral
from vboard.builtin.platform import syntax
from vboard.builtin.platform.convert import ConversionError, Resolver, check
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
    kinds = kinds_of(child)
    return list(dict.fromkeys(point for who, point in known.registers if who in kinds))


def _bus_points(child: type[Any]) -> list[str]:
    return ["BusRange", "BusPoint", "BusMulti", "Null"] if issubclass(child, BusPeripheral) else ["Null"]


def kinds_of(cls: type[Any]) -> frozenset[str]:
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
