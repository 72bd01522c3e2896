"""Registration points: where on a bus, or on which pin or slot of its parent, a peripheral is."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.conditions import Condition, ConditionError
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int, Range, ULong, checked_range


class BusPlace:
    """A place on a bus.

    Attributes:
        start: first address.
        size: number of bytes, None where the peripheral has to know it.
        offset: added to the offset that the peripheral sees.
        region: name of the part of the peripheral that is here, or None for all of it.
        initiator: the core that alone sees it, None for all.
        condition: what the state of an initiator has to fulfil.
    """

    only_known_constructors: ClassVar[bool] = True

    def __init__(
        self,
        start: int,
        size: int | None = None,
        offset: int = 0,
        region: str | None = None,
        initiator: Peripheral | None = None,
        condition: str | None = None,
    ) -> None:
        self.start = start
        self.size = size
        self.offset = offset
        self.region = region
        self.initiator = initiator
        try:
            self.condition = Condition(condition) if condition is not None else None
        except ConditionError as error:
            raise ValueError(str(error)) from None


@renode_type("Bus.BusPointRegistration")
class BusPointRegistration(BusPlace):
    """An address; the peripheral knows its size."""

    def __init__(
        self,
        env: Environment,
        address: ULong,
        offset: ULong = 0,
        cpu: Peripheral | None = None,
        cluster: Peripheral | None = None,
        condition: str | None = None,
    ) -> None:
        super().__init__(address, None, offset, None, cpu or cluster, condition)


@renode_type("Bus.BusRangeRegistration")
class BusRangeRegistration(BusPlace):
    """A range, or an address and a size."""

    def __init__(
        self,
        env: Environment,
        address: ULong = 0,
        size: ULong = 0,
        range: Range | None = None,
        offset: ULong = 0,
        cpu: Peripheral | None = None,
        cluster: Peripheral | None = None,
        condition: str | None = None,
    ) -> None:
        where = range if range is not None else checked_range(address, size)
        super().__init__(where.start, where.size, offset, None, cpu or cluster, condition)


@renode_type("Bus.BusMultiRegistration")
class BusMultiRegistration(BusPlace):
    """A part of a peripheral that has several."""

    def __init__(
        self,
        env: Environment,
        address: ULong,
        size: ULong,
        region: str,
        cpu: Peripheral | None = None,
        cluster: Peripheral | None = None,
        condition: str | None = None,
    ) -> None:
        super().__init__(address, size, 0, region, cpu or cluster, condition)


class ChildPlace:
    """A pin, an address or a slot of a parent; no place at all where `number` is None."""

    def __init__(self, number: int | None = None) -> None:
        self.number = number


class CPUPlace:
    """A slot of the bus for a core; the next free one where `slot` is None."""

    def __init__(self, slot: int | None = None) -> None:
        self.slot = slot


@renode_type("CPU.CPURegistrationPoint")
class CPURegistrationPoint(CPUPlace):
    """A slot for a core."""

    def __init__(self, env: Environment, slot: Int | None = None) -> None:
        super().__init__(slot)


Place = BusPlace | ChildPlace | CPUPlace
