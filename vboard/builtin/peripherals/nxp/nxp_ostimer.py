"""Timers.NXP_OsTimer: OS event timer (MIMXRT595S reference manual, chapter OSTIMER).

A free-running counter whose values are Gray code. As in Renode 1.16.1 it counts from the start and a reset
leaves it alone; nothing is captured, and MATCH_WR_RDY says at once that a match value was taken.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.register_table import TablePeripheral, reads, writes
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

BITS = 64


def to_gray(value: int) -> int:
    """Gray code of a number."""
    return value ^ value >> 1


def from_gray(code: int) -> int:
    """Number of a Gray code of `BITS` bits."""
    shift = 1
    while shift < BITS:
        code ^= code >> shift
        shift *= 2
    return code


@renode_type("Timers.NXP_OsTimer")
class NXP_OsTimer(TablePeripheral):
    """Output IRQ: the match value was reached, while OSTIMER_INTENA is set."""

    size = 0x100
    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "OSEVENT_CTRL.FLAG & OSEVENT_CTRL.ENABLE"}
    missing = "capture"
    table = """
        0x00  EVTIMERL     : r
        0x04  EVTIMERH     : r
        0x08  CAPTURE_L    : CAPTURE 31:0 -
        0x0C  CAPTURE_H    : CAPTURE 31:0 -
        0x10  MATCH_L      : w
        0x14  MATCH_H      : w
        0x1C  OSEVENT_CTRL : FLAG 0 rw1c, ENABLE 1, MATCH_WR_RDY 2 r
    """

    def __init__(self, env: Environment, frequency: ULong) -> None:
        """Create the timer.

        Args:
            frequency: Hz of the counter.
        """
        super().__init__(env)
        self._timer = CompareTimer(env.clock, frequency, 1 << BITS, 1, self._matched)
        self._timer.enabled = True
        self._low: int | None = None

    def Reset(self) -> None:
        super().Reset()
        self._low = None

    @reads("EVTIMERL.EVTIMERL")
    def _count_low(self) -> int:
        return to_gray(self._timer.value) & 0xFFFF_FFFF

    @reads("EVTIMERH.EVTIMERH")
    def _count_high(self) -> int:
        return to_gray(self._timer.value) >> 32

    @writes("MATCH_L.MATCH_L")
    def _match_low(self, value: int) -> None:
        self._low = value

    @writes("MATCH_H.MATCH_H")
    def _match_high(self, value: int) -> None:
        if self._low is None:
            self.log(LogLevel.ERROR, "MATCH_H is written before MATCH_L; the low half stays as it was")
            self._low = to_gray(self._timer.compare(0) or 0) & 0xFFFF_FFFF
        self._timer.set_compare(0, from_gray(value << 32 | self._low))
        self._low = None

    def _matched(self, _: int) -> None:
        self.named["OSEVENT_CTRL"]["FLAG"] = 1
        self.interrupt_lines.update()
