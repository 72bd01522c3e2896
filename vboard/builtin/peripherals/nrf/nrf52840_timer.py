"""Timers.NRF52840_Timer: timer/counter (nRF52840 PS, section 6.30).

As Renode 1.16.1 models it: shortcuts and counter mode have no effect, BITMODE is
always 32 bits, a write to CC clears its event.
"""

from __future__ import annotations

from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.nrf.events import EventPeripheral
from vboard.builtin.peripherals.register_table import changes, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import Int

FREQUENCY = 16_000_000
CHANNELS = 6


@renode_type("Timers.NRF52840_Timer")
class NRF52840_Timer(EventPeripheral):
    """Output IRQ."""

    def __init__(self, env: Environment, numberOfEvents: Int) -> None:
        """Create the timer.

        Args:
            numberOfEvents: compare channels, 0 to 6.

        Raises:
            ValueError: `numberOfEvents` is out of range.
        """
        if not 0 <= numberOfEvents <= CHANNELS:
            raise ValueError(
                f"Cannot create NRF52840_Timer with {numberOfEvents} events, must be 0 to {CHANNELS}"
            )
        self._channels = numberOfEvents
        super().__init__(env)
        self._timer = CompareTimer(env.clock, FREQUENCY, 1 << 32, CHANNELS, self._compared)
        self.Reset()

    def register_table(self) -> str:
        n = self._channels
        return f"""
            0x000    TASKS_START                       : START 0 w
            0x004    TASKS_STOP                        : STOP 0 w
            0x008    TASKS_COUNT                       : COUNT 0 -
            0x00C    TASKS_CLEAR                       : CLEAR 0 w
            0x010    TASKS_SHUTDOWN                    : SHUTDOWN 0 w
            0x040+4  TASKS_CAPTURE[{n}]                : CAPTURE 0 w
            0x140+4  EVENTS_COMPARE[{n}]               : COMPARE 0
            0x200    SHORTS                            : COMPARE_CLEAR 5:0 -, COMPARE_STOP 13:8 -
            0x304    INTENSET                          : COMPARE[{n}] 16
            0x308    INTENCLR                          : COMPARE[{n}] 16
            0x504    MODE                              : MODE 1:0
            0x508    BITMODE                           : BITMODE 1:0 -
            0x510    PRESCALER                         : PRESCALER 3:0
            0x540+4  CC[{n}]              = 0xFFFFFFFF : rw
        """

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()
        for channel in range(self._channels):
            self._timer.set_compare(channel, self.named[f"CC{channel}"].value)

    def _compared(self, channel: int) -> None:
        self.trigger(f"COMPARE{channel}")

    @writes("TASKS_START.START")
    def _start(self, value: int) -> None:
        self._timer.enabled = self._timer.enabled or bool(value)

    @writes("TASKS_STOP.STOP", "TASKS_SHUTDOWN.SHUTDOWN")
    def _stop(self, value: int) -> None:
        self._timer.enabled = self._timer.enabled and not value

    @writes("TASKS_CLEAR.CLEAR")
    def _clear(self, value: int) -> None:
        if value:
            self._timer.value = 0

    @writes("TASKS_CAPTURE.CAPTURE")
    def _capture(self, channel: int, value: int) -> None:
        if value:
            self.named[f"CC{channel}"].value = self._timer.value
            self._timer.set_compare(channel, self._timer.value)

    @changes("PRESCALER.PRESCALER")
    def _prescale(self, value: int) -> None:
        self._timer.divider = 1 << value

    @writes("CC.CC")
    def _set_compare(self, channel: int, value: int) -> None:
        self._timer.set_compare(channel, value)
        self.named[f"EVENTS_COMPARE{channel}"].value = 0
