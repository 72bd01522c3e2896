"""Miscellaneous.NRF52840_RNG: random number generator (nRF52840 PS, section 6.20).

A value is there as soon as the generator runs, and again once its event is cleared. The numbers are a fixed
sequence, so that runs repeat.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.random_numbers import RandomNumbers
from vboard.builtin.peripherals.register_table import reads, writes
from vboard.builtin.registry import renode_type


@renode_type("Miscellaneous.NRF52840_RNG")
class NRF52840_RNG(EventPeripheral):
    """Output IRQ."""

    table = """
        0x000  TASKS_START   : START 0 w
        0x004  TASKS_STOP    : STOP 0 w
        0x100  EVENTS_VALRDY : VALRDY 0 rw0c
        0x200  SHORTS        : VALRDY_STOP 0
        0x304  INTENSET      : VALRDY 0
        0x308  INTENCLR      : VALRDY 0
        0x504  CONFIG        : DERCEN 0
        0x508  VALUE         : VALUE 7:0 r
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._numbers = RandomNumbers()
        self._running = False

    def Reset(self) -> None:
        self._running = False
        super().Reset()

    def _next(self) -> None:
        self.trigger("VALRDY")
        if self.named["SHORTS"]["VALRDY_STOP"]:
            self._running = False

    @writes("TASKS_START.START")
    def _start(self, value: int) -> None:
        if value and not self._running:
            self._running = True
            self._next()

    @writes("TASKS_STOP.STOP")
    def _stop(self, value: int) -> None:
        if value:
            self._running = False

    @writes("EVENTS_VALRDY.VALRDY")
    def _cleared(self, value: int) -> None:
        self.update_interrupt()
        if not value and self._running:
            self._next()

    @reads("VALUE.VALUE")
    def _value(self) -> int:
        return self._numbers.next(8) if self.named["EVENTS_VALRDY"].value else self.named["VALUE"].value
