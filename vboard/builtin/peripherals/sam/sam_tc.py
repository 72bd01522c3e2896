"""Timers.SAM_TC: timer counter of three channels (SAM4S datasheet, section 37.7).

As Renode 1.16.1 models it, a channel in capture mode runs freely: RC does not end its count. In waveform mode
it counts up, to RC where WAVSEL says so.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.alarm import FlagSetting
from vboard.builtin.machine.device_register import Count
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import WRAP, CompareTimer, Match
from vboard.builtin.peripherals.register_table import TablePeripheral, counts, writes, written
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CHANNELS = 3
DIVIDERS = (2, 8, 32, 128)
"""Of the master clock, by CMR.TCCLKS; 4 is the slow clock."""
SLOW_CLOCK = 32_768
COVFS, CPAS, CPBS, CPCS = 1 << 0, 1 << 2, 1 << 3, 1 << 4
UP_TO_RC = 2
COUNTS = 1 << 32


@renode_type("Timers.SAM_TC")
class SAM_TC(TablePeripheral):
    """Output n is the interrupt of channel n."""

    size = 0x100
    line_count = CHANNELS
    effects = ("IER[].FLAGS sets IMR[].FLAGS", "IDR[].FLAGS clears IMR[].FLAGS")
    interrupts: ClassVar = {"lines": "SR[].FLAGS & IMR[].FLAGS"}
    missing = "capture, output pins, external clocks, quadrature decoder, counting down"
    table = f"""
        0x00+0x40 CCR[{CHANNELS}]  : CLKEN 0 w, CLKDIS 1 w, SWTRG 2 w
        0x04+0x40 CMR[{CHANNELS}]  : TCCLKS 2:0, CPCSTOP 6 w, WAVSEL 14:13 w, WAVE 15
        0x08+0x40 SMMR[{CHANNELS}] : SMMR 1:0 -
        0x10+0x40 CV[{CHANNELS}]   : r
        0x14+0x40 RA[{CHANNELS}]   : rw
        0x18+0x40 RB[{CHANNELS}]   : rw
        0x1C+0x40 RC[{CHANNELS}]   : rw
        0x20+0x40 SR[{CHANNELS}]   : FLAGS 7:0 rc, CLKSTA 16 r, MTIOA 17 r, MTIOB 18 r
        0x24+0x40 IER[{CHANNELS}]  : FLAGS 7:0 w
        0x28+0x40 IDR[{CHANNELS}]  : FLAGS 7:0 w
        0x2C+0x40 IMR[{CHANNELS}]  : FLAGS 7:0 r
        0xC0      BCR              : SYNC 0 w
        0xC4      BMR              : BMR 31:0 -
        0xC8      QIER             : QIER 3:0 -
        0xCC      QIDR             : QIDR 3:0 -
        0xD0      QIMR             : QIMR 3:0 -
        0xD4      QISR             : QISR 8:0 -
        0xD8      FMR              : FMR 1:0 -
        0xE4      WPMR             : WPEN 0, WPKEY 31:8
    """

    def __init__(self, env: Environment, masterClockFrequency: ULong = 20_000_000) -> None:
        """Create the timer.

        Args:
            masterClockFrequency: Hz of the master clock.
        """
        super().__init__(env)
        self._master = masterClockFrequency

        def channel(number: int) -> CompareTimer:
            return CompareTimer(
                env.clock,
                masterClockFrequency // DIVIDERS[0],
                COUNTS,
                CHANNELS,
                lambda register: self._compared(number, register),
                lambda: self._wrapped(number),
                lambda register: self._match(number, register),
            )

        self._timers = [channel(n) for n in range(CHANNELS)]

    def Reset(self) -> None:
        super().Reset()
        for timer in self._timers:
            timer.reset()

    @written("CMR", "RA", "RB", "RC")
    def _configure(self, channel: int) -> None:
        mode, timer = self.named[f"CMR{channel}"], self._timers[channel]
        clock = mode["TCCLKS"]
        timer.frequency = self._master // DIVIDERS[clock] if clock < len(DIVIDERS) else SLOW_CLOCK
        up_to_rc = mode["WAVE"] and mode["WAVSEL"] == UP_TO_RC
        limit = self.named[f"RC{channel}"].value
        timer.modulus = limit if up_to_rc and limit else COUNTS
        for register, name in enumerate("ABC"):
            compare = self.named[f"R{name}{channel}"].value
            timer.set_compare(register, compare if mode["WAVE"] and compare else None)

    @written("CCR")
    def _command(self, channel: int) -> None:
        command, status, timer = (
            self.named[f"CCR{channel}"],
            self.named[f"SR{channel}"],
            self._timers[channel],
        )
        if command["CLKDIS"]:
            timer.enabled = False
        elif command["CLKEN"]:
            status["CLKSTA"] = 1
        if command["SWTRG"] and status["CLKSTA"] and not command["CLKDIS"]:
            timer.value = 0
            timer.enabled = True

    @writes("BCR.SYNC")
    def _start_all(self, value: int) -> None:
        for channel, timer in enumerate(self._timers):
            if value and self.named[f"SR{channel}"]["CLKSTA"]:
                timer.value = 0
                timer.enabled = True

    @counts("CV.CV")
    def _count(self, channel: int) -> Count:
        return self._timers[channel].count()

    def _compared(self, channel: int, register: int) -> None:
        self._flag(channel, (CPAS, CPBS, CPCS)[register])

    def _wrapped(self, channel: int) -> None:
        up_to_rc = self._timers[channel].modulus != COUNTS
        if up_to_rc and self.named[f"CMR{channel}"]["CPCSTOP"]:
            self._timers[channel].enabled = False
        self._flag(channel, CPCS if up_to_rc else COVFS)

    def _flag(self, channel: int, flag: int) -> None:
        self.named[f"SR{channel}"]["FLAGS"] |= flag
        self.interrupt_lines.update()

    def _match(self, channel: int, register: int) -> Match | None:
        if register != WRAP:
            return Match((FlagSetting(self.named[f"SR{channel}"], (CPAS, CPBS, CPCS)[register]),))
        up_to_rc = self._timers[channel].modulus != COUNTS
        if up_to_rc and self.named[f"CMR{channel}"]["CPCSTOP"]:
            return None
        return Match((FlagSetting(self.named[f"SR{channel}"], CPCS if up_to_rc else COVFS),))
