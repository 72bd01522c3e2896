"""Timers.CC2538SleepTimer: sleep mode timer (CC2538 user's guide SWRU319, chapter 14).

It counts from the start at 32,768 Hz. A read of ST0 latches the other bytes, a write of ST0 sets the compare
value whose other bytes were written before.
"""

from __future__ import annotations

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, status, writes
from vboard.builtin.registry import renode_type

FREQUENCY = 32_768
COUNTS = 1 << 32


@renode_type("Timers.CC2538SleepTimer")
class CC2538SleepTimer(TablePeripheral):
    """Output IRQ pulses at the compare value."""

    size = 0x30
    IRQ: GPIO
    missing = "capture"
    table = """
        0x00  ST0    : B 7:0
        0x04  ST1    : B 7:0
        0x08  ST2    : B 7:0
        0x0C  ST3    : B 7:0
        0x10  STLOAD : STLOAD 0 r
        0x14  STCC   : STCC 7:0 -
        0x18  STCS   : VALID 0 -
        0x1C  STV0   : STV 7:0 -
        0x20  STV1   : STV 7:0 -
        0x24  STV2   : STV 7:0 -
        0x28  STV3   : STV 7:0 -
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._timer = CompareTimer(env.clock, FREQUENCY, COUNTS, 1, lambda _: self.IRQ.Blink())
        self._timer.enabled = True
        self._latched = self._compare = 0

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()
        self._timer.enabled = True
        self._latched = self._compare = 0

    @status("STLOAD.STLOAD")
    def _is_loaded(self) -> int:
        return 1

    @reads("ST0.B")
    def _byte_0(self) -> int:
        self._latched = self._timer.value
        return self._latched & 0xFF

    @status("ST1.B")
    def _byte_1(self) -> int:
        return self._latched >> 8 & 0xFF

    @status("ST2.B")
    def _byte_2(self) -> int:
        return self._latched >> 16 & 0xFF

    @status("ST3.B")
    def _byte_3(self) -> int:
        return self._latched >> 24

    @writes("ST1.B")
    def _compare_1(self, value: int) -> None:
        self._compare = self._compare & ~0xFF00 | value << 8

    @writes("ST2.B")
    def _compare_2(self, value: int) -> None:
        self._compare = self._compare & ~0xFF0000 | value << 16

    @writes("ST3.B")
    def _compare_3(self, value: int) -> None:
        self._compare = self._compare & ~0xFF000000 | value << 24

    @writes("ST0.B")
    def _compare_0(self, value: int) -> None:
        self._compare = self._compare & ~0xFF | value
        self._timer.set_compare(0, self._compare)
