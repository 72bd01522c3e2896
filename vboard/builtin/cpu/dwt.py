"""Miscellaneous.DWT: the cycle counter of the Data Watchpoint and Trace unit (ARMv7-M C1.8)."""

from __future__ import annotations

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import BusPeripheral, Environment
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

_CTRL, _CYCCNT, _LAR = 0x000, 0x004, 0xFB0
_CYCCNTENA = 1 << 0
_MASK = 0xFFFFFFFF


@renode_type("Miscellaneous.DWT")
class DWT(BusPeripheral):
    """CYCCNT counts virtual time at `frequency` Hz while CYCCNTENA is set.

    The core has no cycle model: with `frequency` equal to the MIPS the count is that of instructions.
    """

    size = 0x1000

    def __init__(self, env: Environment, frequency: ULong) -> None:
        super().__init__(env)
        if frequency == 0:
            raise ValueError("DWT frequency cannot be 0")
        self._frequency = frequency
        self.Reset()

    def Reset(self) -> None:
        self._enabled = False
        self._value = 0
        self._since = 0

    def _count(self) -> int:
        """CYCCNT now."""
        if not self._enabled:
            return self._value
        elapsed = (self.env.clock.now - self._since) * self._frequency // NANOSECONDS
        return self._value + elapsed & _MASK

    def read(self, offset: int, width: int) -> int:
        match offset:
            case 0x000:
                return int(self._enabled)
            case 0x004:
                return self._count()
            case 0xFB4:  # Lock Status: no lock
                return 0
        self.log(LogLevel.WARNING, f"Unhandled read from offset 0x{offset:X}.")
        return 0

    def write(self, offset: int, width: int, value: int) -> None:
        if offset == _CTRL:
            self._value, self._since = self._count(), self.env.clock.now
            self._enabled = bool(value & _CYCCNTENA)
        elif offset == _CYCCNT:
            self._value, self._since = value, self.env.clock.now
        elif offset != _LAR:
            message = f"Unhandled write to offset 0x{offset:X}, value 0x{value:X}."
            self.log(LogLevel.WARNING, message)
