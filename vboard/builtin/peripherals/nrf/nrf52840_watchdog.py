"""Timers.NRF52840_Watchdog: watchdog (nRF52840 PS, section 6.36).

The configuration is locked while the watchdog runs. Two cycles of the low-frequency clock pass between the
event and the reset. As in Renode 1.16.1 a count of 0xFFFFFFFF ends at once, and only the timeout itself
raises the interrupt.
"""

from __future__ import annotations

from vboard.builtin.machine.clock import NANOSECONDS, Event
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import status, writes
from vboard.builtin.registry import renode_type

FREQUENCY = 32_768
RELOAD = 0x6E52_4635
CYCLES_TO_RESET = 2
LOCKED = (0x504, 0x508)


@renode_type("Timers.NRF52840_Watchdog")
class NRF52840_Watchdog(EventPeripheral):
    """Output IRQ; asks the machine for a reset."""

    writes_interrupt = False

    table = """
        0x000    TASKS_START                  : START 0 w
        0x100    EVENTS_TIMEOUT               : TIMEOUT 0
        0x304    INTENSET                     : TIMEOUT 0
        0x308    INTENCLR                     : TIMEOUT 0
        0x400    RUNSTATUS                    : RUNSTATUS 0 r
        0x404    REQSTATUS       = 0x1        : RR 7:0 r
        0x504    CRV             = 0xFFFFFFFF : rw
        0x508    RREN                         : RR 7:0
        0x50C    CONFIG                       : SLEEP 0, HALT 3
        0x600+4  RR[8]                        : w
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._event: Event | None = None
        self._running = False

    def Reset(self) -> None:
        super().Reset()
        self._running = False
        self._cancel()

    def _cancel(self) -> None:
        if self._event is not None:
            self._event.cancel()
            self._event = None

    def write32(self, offset: int, value: int) -> None:
        if self._running and offset in LOCKED:
            self.log(LogLevel.WARNING, f"Write to offset 0x{offset:X} ignored: the watchdog is running")
            return
        super().write32(offset, value)

    @writes("TASKS_START.START")
    def _start(self, value: int) -> None:
        if value and not self._running:
            self._running = True
            self._reload()

    @status("RUNSTATUS.RUNSTATUS")
    def _is_running(self) -> int:
        return int(self._running)

    @writes("RR.RR")
    def _request(self, number: int, value: int) -> None:
        if not self._running or value != RELOAD:
            return
        status = self.named["REQSTATUS"]
        status.value &= ~(1 << number)
        if not status.value:
            self._reload()

    def _reload(self) -> None:
        """Start the count anew; every enabled request register has to be written again."""
        self.named["REQSTATUS"].value = self.named["RREN"].value or 1
        self._cancel()
        count = self.named["CRV"].value + 1 & 0xFFFF_FFFF
        self._event = self.env.clock.schedule_in(self._cycles(count), self._timeout)

    @staticmethod
    def _cycles(count: int) -> int:
        return -(-count * NANOSECONDS // FREQUENCY)

    def _timeout(self) -> None:
        self.trigger("TIMEOUT")
        self._event = self.env.clock.schedule_in(self._cycles(CYCLES_TO_RESET), self._expire)

    def _expire(self) -> None:
        self.log(LogLevel.INFO, "Watchdog reset triggered!")
        self.env.request_reset()
