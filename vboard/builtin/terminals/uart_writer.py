"""Sends text to a UART, at once or with virtual time between the characters."""

from __future__ import annotations

from collections import deque

from vboard.builtin.machine.clock import VirtualClock
from vboard.builtin.peripherals.base import UART


class UartWriter:
    """The tester's end of the UART's receive line.

    Attributes:
        delay: virtual time before each character, ns; 0 sends everything at once.
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
                self._uart.WriteChar(byte)
            return
        self._pending.extend(data)
        if not self._scheduled:
            self._schedule()

    def _schedule(self) -> None:
        self._scheduled = bool(self._pending)
        if self._pending:
            self._clock.schedule_in(self.delay, self._send_next)

    def _send_next(self) -> None:
        self._uart.WriteChar(self._pending.popleft())
        self._schedule()
