"""Miscellaneous.LED: shows the level of one input."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vboard.builtin.machine.gpio import GPIO, LineUse
from vboard.builtin.peripherals.base import Environment, Peripheral
from vboard.builtin.registry import renode_type


class Event:
    """An event of .NET: `+=` adds a handler, `-=` removes one. `changed` is called then."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._handlers: list[Callable[..., object]] = []
        self._changed = changed

    def __bool__(self) -> bool:
        return bool(self._handlers)

    def __iadd__(self, handler: Callable[..., object]) -> Event:
        self._handlers.append(handler)
        self._changed()
        return self

    def __isub__(self, handler: Callable[..., object]) -> Event:
        self._handlers.remove(handler)
        self._changed()
        return self

    def __call__(self, *arguments: object) -> None:
        for handler in tuple(self._handlers):
            handler(*arguments)


@renode_type("Miscellaneous.LED")
class LED(Peripheral):
    """A LED on input 0; with `invert` it is lit while the input is low (so also before boot).

    A LED on one line, of which nobody wants to know at once, is a `LateReceiver`.
    """

    def __init__(self, env: Environment, invert: bool = False) -> None:
        super().__init__(env)
        self._invert = invert
        self._state = invert
        self._lines: list[GPIO] = []
        self._seen = 0  # changes of the line that the state tells of
        self._observers: list[Callable[[bool], None]] = []
        self._recorders: list[Callable[[bool, Sequence[int]], None]] = []
        self.StateChanged = Event(self._rewire)
        """Handlers get the LED and its new state; Python code of a script adds them by `+=`."""

    @property
    def State(self) -> bool:
        """Whether the LED is lit."""
        self._look()
        return self._state

    def observe(self, callback: Callable[[bool], None]) -> None:
        """Call `callback` with the new state at each change, within the instruction that makes it."""
        self._observers.append(callback)
        self._rewire()

    def unobserve(self, callback: Callable[[bool], None]) -> None:
        """Undo `observe`."""
        self._observers.remove(callback)
        self._rewire()

    def record(self, callback: Callable[[bool, Sequence[int]], None]) -> None:
        """Call `callback` a while later with changes in a row: the new state of the first, all times (ns)."""
        self._recorders.append(callback)
        self._rewire()

    def line_use(self, line: GPIO) -> LineUse:
        """What changes of a line that drives the LED mean."""
        self._look()
        if line not in self._lines:
            self._lines.append(line)
            self._seen = self._lines[0].changes
            if len(self._lines) == 2:
                self._lines[0].rewire()
        if len(self._lines) > 1 or self._observers or self.StateChanged:
            return LineUse.HOST
        return LineUse.RECORDED if self._recorders else LineUse.SILENT

    def recorded(self, times: Sequence[int], value: bool) -> None:
        """The line changed at `times` (ns), to `value` first and then back and forth."""
        state = value != self._invert
        if state == self._state:  # the line tells nothing new after a reset of the LED
            times, state = times[1:], not state
        if not times:
            return
        self._seen = self._lines[0].changes
        self._state = state != (len(times) % 2 == 0)
        for record in tuple(self._recorders):
            record(state, times)

    def OnGPIO(self, number: int, value: bool) -> None:
        """Input 0 changed."""
        if number != 0:
            raise ValueError(f"LED has one input, 0; got {number}")
        self._set(value != self._invert)

    def Reset(self) -> None:
        """Forget the input's level."""
        self._set(self._invert)

    def _rewire(self) -> None:
        for line in self._lines:
            line.rewire()

    def _look(self) -> None:
        """Take in changes of the line that nobody was told of."""
        if len(self._lines) == 1 and self._lines[0].changes != self._seen:
            self._seen = self._lines[0].changes
            self._state = self._lines[0].level != self._invert

    def _set(self, state: bool) -> None:
        if len(self._lines) == 1:
            self._seen = self._lines[0].changes
        if state == self._state:
            return
        self._state = state
        for callback in tuple(self._observers):
            callback(state)
        for record in tuple(self._recorders):
            record(state, (self.env.clock.now,))
        self.StateChanged(self, state)
