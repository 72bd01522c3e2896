"""What is registered on a bus, and what each core sees of it."""

from __future__ import annotations

from typing import Any

from vboard.builtin.machine.access_control import AccessControl
from vboard.builtin.machine.address_map import AddressMap, Registration
from vboard.builtin.machine.conditions import State
from vboard.builtin.peripherals.base import Environment, Peripheral


class Registrations(Peripheral):
    """Registrations of all cores, of single ones, and those under a condition.

    Attributes:
        control: locked ranges and disabled peripherals; `refresh` after a change.
        version: counts changes of what a core sees.
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._map = AddressMap()
        self._private: dict[int, AddressMap] = {}
        """What single cores see, by the identity of the core."""
        self._conditional: list[Registration] = []
        self.control = AccessControl()
        self.version = 0

    @property
    def registrations(self) -> tuple[Registration, ...]:
        """All registrations, by start address."""
        private = (each for map_ in self._private.values() for each in map_.registrations)
        found = [*self._map.registrations, *private, *self._conditional]
        return tuple(sorted(found, key=lambda each: each.start))

    def visible_to(self, core: object) -> tuple[Registration, ...]:
        """What a core sees without asking at each access: no locked, disabled or conditional places."""
        private = self._private.get(id(core))
        own = private.registrations if private is not None else ()
        shared = [
            each
            for each in self._map.registrations
            if private is None or not private.overlapping(each.start, each.end)
        ]
        return tuple(
            sorted(
                (each for each in (*shared, *own) if self.is_free(each, core)), key=lambda each: each.start
            )
        )

    def is_free(self, each: Registration, core: object) -> bool:
        """Whether a core may access all of a place at any time."""
        locked = self.control.is_locked(each.start, each.end, core)
        hidden = any(each.start < other.end and other.start < each.end for other in self._conditional)
        return not locked and not hidden and self.control.is_enabled(each.peripheral)

    def register(self, registration: Registration) -> None:
        """Add a peripheral.

        Raises:
            ValueError: the range overlaps an earlier one of the same view.
        """
        if registration.condition is not None:
            self._conditional.append(registration)
        elif registration.initiator is not None:
            self._private.setdefault(id(registration.initiator), AddressMap()).add(registration)
        else:
            self._map.add(registration)
        self.refresh()
        registration.peripheral.registered_at(registration.start - registration.offset)

    def unregister(self, registration: Registration) -> None:
        """Remove a registration."""
        if registration.condition is not None:
            self._conditional.remove(registration)
        elif registration.initiator is not None:
            self._private[id(registration.initiator)].remove(registration)
        else:
            self._map.remove(registration)
        self.refresh()

    def overlapping(self, start: int, end: int, initiator: object | None = None) -> list[Registration]:
        """Registrations of one view that have an address in [start, end)."""
        view = self._map if initiator is None else self._private.get(id(initiator), AddressMap())
        return view.overlapping(start, end)

    def find(
        self, address: int, initiator: object | None = None, state: State | None = None
    ) -> Registration | None:
        """Return the registration that holds `address`, as an initiator in some state sees it."""
        for each in self._conditional:
            if each.start <= address < each.end and self._fulfils(each, initiator, state):
                return each
        private = self._private.get(id(initiator)) if initiator is not None else None
        found = private.find(address) if private is not None else None
        return found or self._map.find(address)

    def _fulfils(self, each: Registration, initiator: object | None, state: State | None) -> bool:
        if each.condition is None or (each.initiator is not None and each.initiator is not initiator):
            return False
        if state is None:
            state = getattr(initiator, "bus_state", {})
        machine: Any = self.env
        name = machine.name_of(initiator).rpartition(".")[2] if initiator is not None else ""
        return each.condition.holds(name, state)

    def _changed(self) -> None:
        """What cores see of the bus has changed: a run in progress is to look."""
        self.version += 1
        self.env.clock.stop()

    def refresh(self) -> None:
        """What is registered, locked or observed has changed."""
        self._changed()
