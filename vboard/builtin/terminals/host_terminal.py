"""What a socket terminal and a pty terminal share: bytes between a UART and the host."""

from __future__ import annotations

from collections.abc import Sequence

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.peripherals.base import UART
from vboard.errors import VBoardError

_FRAME = 10
"""Bits of a frame on the wire: start, eight of data, stop."""
_UNPACED = 4096
"""Bytes that one look at the host takes when the guest's baud rate is not known."""
_BURST = 20_000_000
"""Virtual time (ns) whose bytes may arrive together at most."""
_KEPT = 1 << 20
"""Bytes of output that wait for a reader; later ones are lost, as on a wire with nobody at its end."""


class TerminalError(VBoardError):
    """A terminal cannot be made or joined."""


class HostTerminal:
    """A UART's other end on the host.

    The guest receives at its own baud rate in virtual time: a program that writes faster fills the
    host's buffer and waits, however fast the emulation runs.

    Attributes:
        most: bytes per virtual second that arrive at most, or None for what the baud rate gives.
            A sender that keeps its own time (audio) is early whenever the emulation is late; this
            keeps what has gathered meanwhile from arriving faster than it was meant.
    """

    def __init__(self) -> None:
        self.most: int | None = None
        self._uart: UART | None = None
        self._output = bytearray()
        self._served = 0
        self._credit = 0

    def AttachTo(self, uart: UART) -> None:
        """Join a UART (`connector Connect`)."""
        if not isinstance(uart, UART):
            raise TerminalError(f"A terminal takes a UART, got {type(uart).__name__}")
        if self._uart is not None:
            raise TerminalError("The terminal is connected already")
        self._uart = uart
        self._served = uart.env.clock.now
        uart.observe(self._transmitted)

    def DetachFrom(self, uart: UART) -> None:
        """Leave a UART (`connector Disconnect`)."""
        if uart is not self._uart:
            raise TerminalError("The terminal is not connected to that UART")
        uart.unobserve(self._transmitted)
        self._uart = None

    def _transmitted(self, byte: int) -> None:
        if len(self._output) < _KEPT:
            self._output.append(byte)

    # -- host ---------------------------------------------------------------------------------

    def descriptors(self) -> Sequence[int]:
        """Nothing to wait for: input is taken at the guest's rate, whenever virtual time passes."""
        return ()

    def poll(self) -> None:
        """Move bytes both ways."""
        if self._output:
            written = self._write(self._output)
            del self._output[:written]
        if self._uart is None:
            return
        room = self._room(self._uart)
        if room > 0:
            data = self._read(room)
            self._credit -= len(data) * _FRAME * NANOSECONDS
            for byte in data:
                self._uart.WriteChar(byte)

    def _room(self, uart: UART) -> int:
        """Bytes that have had time to arrive since the last call."""
        now = uart.env.clock.now
        elapsed, self._served = now - self._served, now
        if elapsed <= 0:
            return 0
        try:
            rate = uart.BaudRate
        except ZeroDivisionError:
            rate = 0
        if self.most is not None:
            rate = min(rate or self.most * _FRAME, self.most * _FRAME)
        if rate <= 0:
            self._credit = 0
            return _UNPACED
        # In bit-nanoseconds, so that no fraction of a byte is lost between two calls.
        self._credit = min(self._credit + elapsed * rate, _BURST * rate)
        return self._credit // (_FRAME * NANOSECONDS)

    def _read(self, limit: int) -> bytes:
        """Take up to `limit` bytes from the host."""
        raise NotImplementedError

    def _write(self, data: bytearray) -> int:
        """Give bytes to the host; returns how many are done with."""
        raise NotImplementedError

    def close(self) -> None:
        """Leave the UART."""
        if self._uart is not None:
            self.DetachFrom(self._uart)
