"""A tester that waits for the guest to write values to addresses."""

from __future__ import annotations

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.externals.base import External
from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.machine.observation import Watchpoint
from vboard.builtin.types import Byte, UInt, ULong, UShort

_WIDTHS = (1, 2, 4, 8)


class SysbusTester(External):
    """Keeps the writes of a machine's cores to observed addresses, by width."""

    def __init__(self, emulation: Emulation, machine: Machine, name: str) -> None:
        super().__init__(emulation, name)
        self._machine = machine
        self._observed: set[int] = set()
        self._writes: dict[int, list[tuple[int, int]]] = {width: [] for width in _WIDTHS}

    def ObserveAddress(self, address: ULong) -> None:
        """Keep writes to an address from now on."""
        if address in self._observed:
            return
        self._observed.add(address)

        def written(at: int, width: int, value: int) -> None:
            if at == address:
                self._writes[width].append((at, value))
                self.emulation.request_stop()

        self._machine.bus.add_watchpoint(Watchpoint(address, 1, False, True, written))

    def WaitForByteWrite(self, address: ULong, expectedValue: Byte, timeout: float) -> None:
        """Wait `timeout` virtual seconds for 8 bits; an earlier write counts."""
        self._wait(1, address, expectedValue, timeout)

    def WaitForWordWrite(self, address: ULong, expectedValue: UShort, timeout: float) -> None:
        """The same for 16 bits."""
        self._wait(2, address, expectedValue, timeout)

    def WaitForDoubleWordWrite(self, address: ULong, expectedValue: UInt, timeout: float) -> None:
        """The same for 32 bits."""
        self._wait(4, address, expectedValue, timeout)

    def WaitForQuadWordWrite(self, address: ULong, expectedValue: ULong, timeout: float) -> None:
        """The same for 64 bits."""
        self._wait(8, address, expectedValue, timeout)

    def _wait(self, width: int, address: int, value: int, seconds: float) -> None:
        if address not in self._observed:
            raise EscapedError(
                "ArgumentException",
                f"Address 0x{address:X} is not currenlty observed. Did you forget to call "
                "'ObserveAddress' before starting the emulation?",
            )
        writes = self._writes[width]
        deadline = self.emulation.clock.now + int(seconds * NANOSECONDS)
        while (address, value) not in writes and self.emulation.clock.now < deadline:
            self.emulation.run_until(deadline)
        if (address, value) not in writes:
            raise EscapedError("InvalidOperationException", "Sysbus write assertion not met.")
        del writes[: writes.index((address, value))]
