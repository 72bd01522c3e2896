"""What scripts see of a peripheral that is a LimitTimer in Renode: the counter's state."""

from __future__ import annotations

import enum

from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.peripherals.timing import Direction as CountingDirection
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.types import ULong


class WorkMode(enum.Enum):
    """Whether a timer stops at its limit."""

    OneShot = 0
    Periodic = 1


Direction = enum.Enum("Direction", ["Ascending", "Descending"], start=0)
"""Counting direction, in Renode's spelling."""


class LimitTimerMembers(Peripheral):
    """Base of such a model, which sets `_counter`."""

    _counter: LimitTimer

    @property
    def Enabled(self) -> bool:
        """Whether the counter counts."""
        return self._counter.enabled

    @Enabled.setter
    def Enabled(self, value: bool) -> None:
        self._counter.enabled = value

    @property
    def Value(self) -> ULong:
        """The counter."""
        return self._counter.value

    @Value.setter
    def Value(self, value: ULong) -> None:
        if value > self._counter.limit:
            raise ValueError("Value cannot be larger than limit")
        self._counter.value = value

    @property
    def Limit(self) -> ULong:
        """The period in force, in steps."""
        return self._counter.limit

    @Limit.setter
    def Limit(self, value: ULong) -> None:
        if value == 0:
            raise ValueError("Limit must be greater than 0")
        self._counter.limit = value

    @property
    def Divider(self) -> ULong:
        """Prescaler of the frequency."""
        return self._counter.divider

    @Divider.setter
    def Divider(self, value: ULong) -> None:
        if value == 0:
            raise ValueError("Divider must be greater than 0")
        self._counter.divider = value

    @property
    def Frequency(self) -> ULong:
        """Hz, before the divider."""
        return self._counter.frequency

    @Frequency.setter
    def Frequency(self, value: ULong) -> None:
        if value == 0:
            raise ValueError("Frequency must be greater than 0")
        self._counter.frequency = value

    @property
    def Mode(self) -> WorkMode:
        """Whether the counter stops at its limit."""
        return WorkMode.OneShot if self._counter.one_shot else WorkMode.Periodic

    @Mode.setter
    def Mode(self, value: WorkMode) -> None:
        self._counter.one_shot = value is WorkMode.OneShot

    @property
    def Direction(self) -> Direction:
        """Counting direction."""
        ascending = self._counter.direction is CountingDirection.ASCENDING
        return Direction["Ascending" if ascending else "Descending"]

    @Direction.setter
    def Direction(self, value: Direction) -> None:
        ascending = value.name == "Ascending"
        self._counter.direction = CountingDirection.ASCENDING if ascending else CountingDirection.DESCENDING

    @property
    def EventEnabled(self) -> bool:
        """Whether reaching the limit has effects: always."""
        return True

    @property
    def AutoUpdate(self) -> bool:
        """Whether a new limit restarts the count."""
        return self._counter.reload_on_limit

    def ResetValue(self) -> None:
        """Put the counter at the beginning of its period."""
        self._counter.restart()
