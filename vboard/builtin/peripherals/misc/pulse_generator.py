"""Timers.PulseGenerator: a line that goes up and down for ever (no hardware counterpart)."""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong


@renode_type("Timers.PulseGenerator")
class PulseGenerator(Peripheral):
    """Output Output: up for `onTicks`, down for `offTicks`."""

    def __init__(
        self,
        env: Environment,
        frequency: ULong,
        onTicks: ULong,
        offTicks: ULong,
        startState: bool = False,
    ) -> None:
        """Create the generator, which runs.

        Args:
            frequency: ticks a second.
            onTicks, offTicks: lengths of both levels.
            startState: level at the beginning.

        Raises:
            ValueError: a number is 0.
        """
        super().__init__(env)
        self.Output = GPIO()
        self._ticks = (offTicks, onTicks)
        self._first = startState
        self._timer = LimitTimer(
            env.clock, frequency, self._ticks[startState], self._turn, Direction.ASCENDING
        )
        if not all(self._ticks):
            raise ValueError("onTicks and offTicks must be greater than 0")
        self._begin()

    def _begin(self) -> None:
        self.Output.Set(self._first)
        self._timer.enabled = True

    def Reset(self) -> None:
        self._timer.reset()
        self._begin()

    @property
    def Enabled(self) -> bool:
        """Whether it runs."""
        return self._timer.enabled

    @Enabled.setter
    def Enabled(self, value: bool) -> None:
        self._timer.enabled = value

    @property
    def Frequency(self) -> ULong:
        """Ticks a second."""
        return self._timer.frequency

    @Frequency.setter
    def Frequency(self, value: ULong) -> None:
        self._timer.frequency = value

    def _turn(self) -> None:
        self.Output.Set(not self.Output.IsSet)
        self._timer.limit = self._ticks[self.Output.IsSet]
