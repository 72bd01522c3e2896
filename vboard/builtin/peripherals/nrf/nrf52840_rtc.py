"""Timers.NRF52840_RTC: real-time counter (nRF52840 PS, section 6.22).

As Renode 1.16.1 models it: no TICK and OVRFLW events, TRIGOVRFLW has no effect, a write to CC clears
its event.
"""

from __future__ import annotations

from vboard.builtin.machine.device_register import Count
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import changes, counts, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

FREQUENCY = 32_768
CHANNELS = 4


@renode_type("Timers.NRF52840_RTC")
class NRF52840_RTC(EventPeripheral):
    """Output IRQ."""

    def __init__(self, env: Environment, numberOfEvents: Int) -> None:
        """Create the counter.

        Args:
            numberOfEvents: compare channels, 0 to 4.

        Raises:
            ValueError: `numberOfEvents` is out of range.
        """
        if not 0 <= numberOfEvents <= CHANNELS:
            raise ValueError(
                f"Cannot create NRF52840_RTC with {numberOfEvents} events, must be 0 to {CHANNELS}"
            )
        self._channels = numberOfEvents
        super().__init__(env)
        self._counter = CompareTimer(env.clock, FREQUENCY, 1 << 24, CHANNELS, self._compared)
        self.Reset()

    def register_table(self) -> str:
        n = self._channels
        return f"""
            0x000    TASKS_START                     : START 0 w
            0x004    TASKS_STOP                      : STOP 0 w
            0x008    TASKS_CLEAR                     : CLEAR 0 w
            0x00C    TASKS_TRIGOVRFLW                : TRIGOVRFLW 0 -
            0x100    EVENTS_TICK                     : TICK 0
            0x104    EVENTS_OVRFLW                   : OVRFLW 0 -
            0x140+4  EVENTS_COMPARE[{n}]             : COMPARE 0
            0x304    INTENSET                        : TICK 0, OVRFLW 1 -, COMPARE[{n}] 16
            0x308    INTENCLR                        : TICK 0, OVRFLW 1 -, COMPARE[{n}] 16
            0x340    EVTEN                           : TICK 0 -, OVRFLW 1 -, COMPARE 19:16 -
            0x344    EVTENSET                        : TICK 0 rw1s, OVRFLW 1 -, COMPARE[{n}] 16 rw1s
            0x348    EVTENCLR                        : TICK 0 w, OVRFLW 1 -, COMPARE[{n}] 16 w
            0x504    COUNTER                         : COUNTER 23:0 r
            0x508    PRESCALER                       : PRESCALER 11:0
            0x540+4  CC[{n}]              = 0xFFFFFF : COMPARE 23:0
        """

    def Reset(self) -> None:
        super().Reset()
        self._counter.reset()
        for channel in range(self._channels):
            self._counter.set_compare(channel, self.named[f"CC{channel}"].value)

    special_reads = frozenset({0x348})

    def read32(self, offset: int) -> int:
        return super().read32(0x344 if offset == 0x348 else offset)

    def _compared(self, channel: int) -> None:
        self.trigger(f"COMPARE{channel}")

    @written("EVTENCLR")
    def _disable_events(self) -> None:
        self.named["EVTENSET"].value &= ~self.named["EVTENCLR"].value
        self.named["EVTENCLR"].value = 0

    @writes("TASKS_START.START")
    def _start(self, value: int) -> None:
        self._counter.enabled = self._counter.enabled or bool(value)

    @writes("TASKS_STOP.STOP")
    def _stop(self, value: int) -> None:
        self._counter.enabled = self._counter.enabled and not value

    @writes("TASKS_CLEAR.CLEAR")
    def _clear(self, value: int) -> None:
        if value:
            self._counter.value = 0

    @counts("COUNTER.COUNTER")
    def _count(self) -> Count:
        return self._counter.count()

    @changes("PRESCALER.PRESCALER")
    def _prescale(self, value: int) -> None:
        self._counter.divider = value + 1

    @writes("CC.COMPARE")
    def _set_compare(self, channel: int, value: int) -> None:
        self._counter.set_compare(channel, value)
        self.named[f"EVENTS_COMPARE{channel}"].value = 0
