"""A hub that joins UARTs, of one machine or of several."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.externals.base import ExternalError, Link
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.peripherals.base import UART


class UARTHub(Link):
    """Passes each byte that one UART transmits to all others, at the next synchronisation point.

    Args:
        emulation: the emulation.
        name: name of the hub.
        loopback: the sender hears its own bytes too.
    """

    def __init__(self, emulation: Emulation, name: str, loopback: bool = False) -> None:
        super().__init__(emulation, name)
        self._loopback = loopback
        self._uarts: dict[UART, Callable[[int], None]] = {}

    def AttachTo(self, uart: UART) -> None:
        """Join a UART.

        Raises:
            ExternalError: it is joined already.
        """
        if uart in self._uarts:
            raise ExternalError("Cannot attach to the provided UART as it is already registered in this hub.")

        def pass_on(byte: int) -> None:
            self._pass_on(uart, byte)

        self._uarts[uart] = pass_on
        uart.observe(pass_on)

    def DetachFrom(self, uart: UART) -> None:
        """Leave a UART.

        Raises:
            ExternalError: it is not joined.
        """
        if uart not in self._uarts:
            raise ExternalError("Cannot detach from the provided UART as it is not registered in this hub.")
        uart.unobserve(self._uarts.pop(uart))

    def _pass_on(self, sender: UART, byte: int) -> None:
        if self.IsPaused:
            return
        at = self.emulation.next_sync_point()
        for uart in tuple(self._uarts):
            if uart is not sender or self._loopback:
                self._deliver(uart, byte, at)

    def _deliver(self, uart: UART, byte: int, at: int) -> None:
        self.emulation.clock.schedule(at, lambda: uart.WriteChar(byte))
