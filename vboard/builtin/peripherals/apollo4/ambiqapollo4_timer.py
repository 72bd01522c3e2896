"""Timers.AmbiqApollo4_Timer: sixteen counters (Apollo4 SoC datasheet, chapter timer module).

A counter of an unknown clock runs at 1 Hz, and its clear bit stops it until it is enabled anew, as in Renode
1.16.1.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.register_table import (
    TablePeripheral,
    changes,
    counts,
    reads,
    status,
    writes,
    written,
)
from vboard.builtin.registry import renode_type

TIMERS = 16
HFRC, LFRC, XT, RTC = 96_000_000, 1_000, 32_768, 100
"""Hz."""
CLOCKS = {
    **{1 + i: (HFRC, divider) for i, divider in enumerate((16, 64, 256, 1024, 4096))},
    **{6 + i: (LFRC, divider) for i, divider in enumerate((1, 2, 32, 1024))},
    **{10 + i: (XT, divider) for i, divider in enumerate((1, 2, 4, 8, 16, 32, 128))},
    17: (RTC, 1),
}
"""Frequency and divider by CLK."""
CONTINUOUS, UPCOUNT = 0, 2
COUNTS = 1 << 32


@renode_type("Timers.AmbiqApollo4_Timer")
class AmbiqApollo4_Timer(TablePeripheral):
    """Output n is the interrupt of counter n: bits 2n and 2n + 1 are its compare values 0 and 1."""

    size = 0x800
    line_count = TIMERS
    effects = ("INTCLR clears INTSTAT", "INTSET sets INTSTAT")
    missing = "edge counting, PWM and patterns, triggers, repetitions, output pins, clocks of other blocks"
    table = f"""
        0x000  CTRL     : RESET 31 w
        0x004  STATUS   : ACTIVE 15:0 r, NTIMERS 20:16 r
        0x010  GLOBEN = 0x7FF : ENB 15:0
        0x060  INTEN    : rw
        0x064  INTSTAT  : rw
        0x068  INTCLR   : rw
        0x06C  INTSET   : rw
        0x080  OUTCFG[32] : OUTCFG0 5:0, OUTCFG1 13:8, OUTCFG2 21:16, OUTCFG3 29:24
        0x200+0x20 TMRCTRL[{TIMERS}] : EN 0, CLR 1 w, POL0 2 -, POL1 3 -, FN 7:4, CLK 15:8, TMODE 17:16,
                LMT 31:24 -
        0x204+0x20 TIMER[{TIMERS}] : rw
        0x208+0x20 CMP0_[{TIMERS}] = 0xFFFFFFFF : CMP 31:0
        0x20C+0x20 CMP1_[{TIMERS}] = 0xFFFFFFFF : CMP 31:0
        0x210+0x20 MODE[{TIMERS}] : TRIGSEL 15:8
    """

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._timers = [CompareTimer(env.clock, 1, COUNTS, 2, self._on_compare(n)) for n in range(TIMERS)]
        self._set_compares()

    def Reset(self) -> None:
        super().Reset()
        for timer in self._timers:
            timer.reset()
        self._set_compares()

    def _set_compares(self) -> None:
        for timer in self._timers:
            for channel in range(2):
                timer.set_compare(channel, COUNTS - 1)

    def _on_compare(self, number: int) -> Callable[[int], None]:
        def compared(channel: int) -> None:
            self.named["INTSTAT"].value |= 1 << 2 * number + channel
            if self.named[f"TMRCTRL{number}"]["FN"] == UPCOUNT:
                self._timers[number].value = 0
            self._update()

        return compared

    @written("INTEN", "INTSTAT", "INTCLR", "INTSET")
    def _update(self) -> None:
        pending = self.named["INTEN"].value & self.named["INTSTAT"].value
        for number, line in enumerate(self.lines):
            line.Set(bool(pending >> 2 * number & 3))

    @reads("INTCLR.INTCLR", "INTSET.INTSET")
    def _events(self) -> int:
        return self.named["INTSTAT"].value

    @writes("CTRL.RESET")
    def _software_reset(self, value: int) -> None:
        if value:
            self.Reset()

    @status("STATUS.ACTIVE")
    def _active(self) -> int:
        return sum(timer.enabled << number for number, timer in enumerate(self._timers))

    @status("STATUS.NTIMERS")
    def _number(self) -> int:
        return TIMERS

    @changes("GLOBEN.ENB")
    def _enable_all(self, _: int) -> None:
        for number in range(TIMERS):
            self._enable(number, self.named[f"TMRCTRL{number}"]["EN"])

    @writes("TMRCTRL.EN")
    def _enable(self, number: int, value: int) -> None:
        enabled = bool(value & self.named["GLOBEN"].value >> number)
        timer = self._timers[number]
        if timer.enabled != enabled:
            timer.value = 0
            timer.enabled = enabled

    @writes("TMRCTRL.CLR")
    def _clear(self, number: int, value: int) -> None:
        if value:
            self._timers[number].enabled = False
            self._timers[number].value = 0
            self.named["INTSTAT"].value &= ~(3 << 2 * number)
            self._update()

    @writes("TMRCTRL.FN")
    def _function(self, number: int, value: int) -> None:
        if value not in (CONTINUOUS, UPCOUNT):
            self.log(LogLevel.ERROR, f"Timer {number}: function {value} is not modelled, it counts on")

    @changes("TMRCTRL.CLK")
    def _select_clock(self, number: int, value: int) -> None:
        if value not in CLOCKS:
            self.log(LogLevel.WARNING, f"Timer {number}: clock 0x{value:02X} is not modelled, it is 1 Hz")
        self._timers[number].frequency, self._timers[number].divider = CLOCKS.get(value, (1, 1))

    @counts("TIMER.TIMER")
    def _count(self, number: int) -> Count:
        return self._timers[number].count()

    @writes("TIMER.TIMER")
    def _set_count(self, number: int, value: int) -> None:
        self._timers[number].value = value

    @writes("CMP0_.CMP")
    def _set_compare_0(self, number: int, value: int) -> None:
        self._timers[number].set_compare(0, value)

    @writes("CMP1_.CMP")
    def _set_compare_1(self, number: int, value: int) -> None:
        self._timers[number].set_compare(1, value)
