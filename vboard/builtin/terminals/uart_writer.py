"""Sends text to a UART. What comes from outside reaches a machine at its next sync point.

Renode hands external characters over when the machine has finished its quantum (100 us), so
firmware that is paused between two instructions runs on to the end of the quantum before it sees
them. Firmware may depend on that (it may be about to sleep), so the same is done here.
"""

from __future__ import annotations

from collections import deque

from vboard.builtin.machine.clock import VirtualClock
from vboard.builtin.machine.emulation import QUANTUM
from vboard.builtin.peripherals.base import UART


class UartWriter:
    """The tester's end of the UART's receive line.

    Attributes:
        delay: virtual time before each character, ns; 0 sends everything together.
    """

    def __init__(self, clock: VirtualClock, uart: UART) -> None:
        self.delay = 0
        self._clock = clock
        self._uart = uart
        self._pending: deque[int] = deque()
        self._scheduled = False

    def write(self, text: str) -> None:
        """Send `text`, the low byte of each character's code."""
        data = [ord(character) & 0xFF for character in text]
        if self.delay == 0:
            for byte in data:
                self._deliver(byte)
            return
        self._pending.extend(data)
        if not self._scheduled:
            self._schedule()

    def _schedule(self) -> None:
        self._scheduled = bool(self._pending)
        if self._pending:
            self._clock.schedule_in(self.delay, self._send_next)

    def _send_next(self) -> None:
        self._deliver(self._pending.popleft())
        self._schedule()

    def _deliver(self, byte: int) -> None:
        sync_point = (self._clock.now // QUANTUM + 1) * QUANTUM
        self._clock.schedule(sync_point, lambda: self._uart.WriteChar(byte))
