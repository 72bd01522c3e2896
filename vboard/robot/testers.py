"""Numbered testers of one kind (UART or LED), one for each peripheral."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from vboard.builtin.peripherals.base import Peripheral
from vboard.robot.context import Context
from vboard.robot.keyword_errors import KeywordError

P = TypeVar("P", bound=Peripheral)
T = TypeVar("T")


class Testers(Generic[P, T]):
    """Testers by id. A new emulation removes all of them, but not the default tester (as Renode)."""

    __test__ = False

    def __init__(self, context: Context, kind: type[P]) -> None:
        self._context = context
        self._kind = kind
        self._peripherals: list[P] = []
        self._testers: list[T] = []
        self._default: T | None = None
        context.on_new_emulation(lambda _: self._clear())

    def create(self, name: str, machine_name: str | None, make: Callable[[P], T]) -> int:
        """Return the id of the tester of peripheral `name`, made by `make` if there is none yet."""
        machine = self._context.machine(machine_name, f" Could not create tester for peripheral: {name}")
        peripheral = machine.find(name)
        if not isinstance(peripheral, self._kind):
            names = ", ".join(entry.name for entry in machine.entries)
            raise KeywordError(
                f"Peripheral for machine '{machine_name or ''}' not found or of wrong type: '{name}'. "
                f"Available peripherals: [{names}]"
            )
        for index, known in enumerate(self._peripherals):
            if known is peripheral:
                return index
        self._peripherals.append(peripheral)
        self._testers.append(make(peripheral))
        return len(self._testers) - 1

    def get(self, tester_id: int | None) -> T:
        """Return a tester by id; without id the default one, else the only one."""
        if tester_id is None:
            if self._default is not None:
                return self._default
            if not self._testers:
                raise KeywordError("There are no testers available.")
            if len(self._testers) > 1:
                raise KeywordError(
                    "There is more than one tester available - please specify ID of the desired tester."
                )
            return self._testers[0]
        if not 0 <= tester_id < len(self._testers):
            raise KeywordError(
                f"Tester for given ID={tester_id} was not found. Did you forget to create the tester?"
            )
        return self._testers[tester_id]

    def set_default(self, tester_id: int | None) -> None:
        """Choose the tester that is meant when no id is given; None takes the choice back."""
        if tester_id is not None and not 0 <= tester_id < len(self._testers):
            raise KeywordError(
                f"Tester #{tester_id} was not found. Create a tester before setting it as default"
            )
        self._default = None if tester_id is None else self._testers[tester_id]

    def _clear(self) -> None:
        self._peripherals.clear()
        self._testers.clear()
