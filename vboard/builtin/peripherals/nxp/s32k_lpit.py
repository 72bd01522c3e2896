"""Timers.S32K_LPIT: low-power periodic interrupt timer (S32K1xx reference manual rev 13, chapter 46).

As in Renode 1.16.1 a period has TVAL steps, and a software reset clears MCR too.
"""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, status, writes
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CHANNELS = 4
MOST = 0xFFFF_FFFF
NEEDS_CLOCK = frozenset({0x0C, 0x14, 0x18, *range(0x20, 0x60, 0x10), *range(0x28, 0x60, 0x10)})
"""Registers that are in the clock domain that MCR.M_CEN switches."""
LEAST_COMPARE = 2


@renode_type("Timers.S32K_LPIT")
class S32K_LPIT(TablePeripheral):
    """Outputs IRQ, and TimerOutput0 to TimerOutput3, up while the flag of the channel is set."""

    IRQ: GPIO
    TimerOutput0: GPIO
    TimerOutput1: GPIO
    TimerOutput2: GPIO
    TimerOutput3: GPIO
    missing = "modes other than the periodic counter, triggers, chained timers"
    table = f"""
        0x00       VERID = 0x01000000   : r
        0x04       PARAM = 0x404        : r
        0x08       MCR                  : M_CEN 0, SW_RST 1, DOZE_EN 2 -, DBG_EN 3 -
        0x0C       MSR                  : TIF 3:0 rw1c
        0x10       MIER                 : TIE 3:0
        0x14       SETTEN               : SET 3:0
        0x18       CLRTEN               : CLR 3:0 w
        0x20+0x10  TVAL[{CHANNELS}] = 0xFFFFFFFF : rw
        0x24+0x10  CVAL[{CHANNELS}] = 0xFFFFFFFF : r
        0x28+0x10  TCTRL[{CHANNELS}]    : T_EN 0, CHAIN 1 -, MODE 3:2, TROT 16 -, TSOI 17, TSOT 18 -,
                TRG_SRC 23, TRG_SEL 27:24 -
    """

    def __init__(self, env: Environment, frequency: ULong) -> None:
        """Create the timer.

        Args:
            frequency: Hz of the functional clock.
        """
        super().__init__(env)
        self._switch_clock(0)
        self._timers = [
            LimitTimer(env.clock, frequency, MOST, self._end_of_period(n)) for n in range(CHANNELS)
        ]

    def Reset(self) -> None:
        super().Reset()
        self._switch_clock(0)
        for timer in self._timers:
            timer.reset()

    @changes("MCR.M_CEN")
    def _switch_clock(self, on: int) -> None:
        self.registers.withdraw(NEEDS_CLOCK, None if on else "while MCR.M_CEN is 0")
        self._update()

    @changes("MCR.SW_RST")
    def _software_reset(self, on: int) -> None:
        if on:
            self.Reset()

    @changes("MSR.TIF", "MIER.TIE")
    def _acknowledged(self, _: int) -> None:
        self._update()

    @status("SETTEN.SET")
    def _running(self) -> int:
        return sum(timer.enabled << n for n, timer in enumerate(self._timers))

    @writes("SETTEN.SET")
    def _start(self, channels: int) -> None:
        for n in range(CHANNELS):
            if channels >> n & 1:
                self._enable(n, 1)

    @writes("CLRTEN.CLR")
    def _stop(self, channels: int) -> None:
        for n in range(CHANNELS):
            if channels >> n & 1:
                self._enable(n, 0)

    @status("TCTRL.T_EN")
    def _is_running(self, n: int) -> int:
        return int(self._timers[n].enabled)

    @changes("TCTRL.T_EN")
    def _enable(self, n: int, on: int) -> None:
        timer = self._timers[n]
        timer.enabled = bool(on)
        if not on:
            timer.limit = self.named[f"TVAL{n}"].value
            timer.restart()

    @changes("TCTRL.MODE")
    def _mode(self, n: int, mode: int) -> None:
        if mode:
            self.warn_of_renode_fault("a mode other than the periodic counter throws FormatException")
            self.log(LogLevel.ERROR, f"Channel {n} is a periodic counter only; mode {mode} is ignored")
            self.named[f"TCTRL{n}"]["MODE"] = 0

    @changes("TCTRL.TSOI")
    def _stop_on_interrupt(self, n: int, on: int) -> None:
        self._timers[n].one_shot = bool(on)

    @changes("TVAL.TVAL")
    def _load(self, n: int, value: int) -> None:
        if value < LEAST_COMPARE:
            self.warn_of_renode_fault("a load value below 2 throws FormatException")
            self.named[f"TVAL{n}"].value = self._timers[n].limit
        elif not self._timers[n].enabled:
            self._timers[n].limit = value
            self._timers[n].restart()

    @counts("CVAL.CVAL")
    def _count(self, n: int) -> Count:
        return self._timers[n].count() if self._timers[n].enabled else Count.constant(MOST)

    def _end_of_period(self, n: int) -> Callable[[], None]:
        def reached() -> None:
            self.named["MSR"]["TIF"] |= 1 << n
            self._timers[n].limit = self.named[f"TVAL{n}"].value
            self._timers[n].restart()
            self._update()

        return reached

    def _update(self) -> None:
        flags = self.named["MSR"]["TIF"] if self.named["MCR"]["M_CEN"] else 0
        self.IRQ.Set(bool(flags & self.named["MIER"].value))
        for n, output in enumerate(
            (self.TimerOutput0, self.TimerOutput1, self.TimerOutput2, self.TimerOutput3)
        ):
            output.Set(bool(flags >> n & 1))
