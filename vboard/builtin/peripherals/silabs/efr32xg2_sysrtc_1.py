"""Miscellaneous.SiLabs.EFR32xG2_SYSRTC_1: system real-time clock (EFR32xG24 reference manual, section 21).

As in Renode 1.16.1 a compare match comes one step behind its value, START begins from 0, and a reset stops
the counter and leaves the registers alone.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import CompareTimer
from vboard.builtin.peripherals.register_table import reads, writes, written
from vboard.builtin.peripherals.silabs.alias_registers import AliasPeripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt

KEY = 0x4776
COUNTS = 1 << 32
CHANNELS = 2


@renode_type("Miscellaneous.SiLabs.EFR32xG2_SYSRTC_1")
class EFR32xG2_SYSRTC_1(AliasPeripheral):
    """Output IRQ: up while an enabled flag is set."""

    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "GRP0_IF & GRP0_IEN"}
    missing = "capture, software reset, pins, the effect of the lock"
    table = """
        0x004  EN            : EN 0, DISABLING 1 -
        0x008  SWRST         : SWRST 0 w, RESETTING 1 r
        0x00C  CFG           : DEBUGRUN 0
        0x010  CMD           : START 0 w, STOP 1 w
        0x014  STATUS        : RUNNING 0 r, LOCKSTATUS 1 r, FAILDETLOCKSTATUS 2 -
        0x018  CNT           : rw
        0x020  LOCK          : LOCKKEY 15:0 w
        0x040  GRP0_IF       : OVF 0, CMP0 1, CMP1 2, CAP0 3
        0x044  GRP0_IEN      : OVF 0, CMP0 1, CMP1 2, CAP0 3
        0x048  GRP0_CTRL     : CMP0EN 0, CMP1EN 1, CAP0EN 2, CMP0CMOA 5:3, CMP1CMOA 8:6, CAP0EDGE 10:9
        0x04C  GRP0_CMP0VALUE : rw
        0x050  GRP0_CMP1VALUE : rw
        0x054  GRP0_CAP0VALUE : rw
    """

    def __init__(self, env: Environment, frequency: UInt) -> None:
        """Create the clock.

        Args:
            frequency: Hz of the counter.
        """
        super().__init__(env)
        self._timer = CompareTimer(env.clock, frequency, COUNTS, CHANNELS, self._compared, self._wrapped)

    def Reset(self) -> None:
        self._timer.enabled = False
        self.named["STATUS"]["RUNNING"] = 0

    @property
    def TimerCounter(self) -> UInt:
        """The count, 0 while it stands."""
        return self._timer.value if self._timer.enabled else 0

    @TimerCounter.setter
    def TimerCounter(self, value: UInt) -> None:
        self._timer.value = value

    @written("CMD")
    def _command(self) -> None:
        command = self.named["CMD"]
        if command["START"]:
            self._timer.value = 0
            self._timer.enabled = True
        if command["STOP"]:
            self._timer.enabled = False
        self.named["STATUS"]["RUNNING"] = int(self._timer.enabled)

    @writes("LOCK.LOCKKEY")
    def _lock(self, value: int) -> None:
        self.named["STATUS"]["LOCKSTATUS"] = int(value != KEY)

    @reads("CNT.CNT")
    def _count(self) -> int:
        return self.TimerCounter

    @writes("CNT.CNT")
    def _set_count(self, value: int) -> None:
        self.TimerCounter = value

    @written("GRP0_CTRL", "GRP0_CMP0VALUE", "GRP0_CMP1VALUE")
    def _set_compare(self) -> None:
        for channel in range(CHANNELS):
            on = self.named["GRP0_CTRL"][f"CMP{channel}EN"]
            value = (self.named[f"GRP0_CMP{channel}VALUE"].value + 1) % COUNTS
            self._timer.set_compare(channel, value if on else None)

    def _compared(self, channel: int) -> None:
        self.named["GRP0_IF"][f"CMP{channel}"] = 1
        self.interrupt_lines.update()

    def _wrapped(self) -> None:
        self.named["GRP0_IF"]["OVF"] = 1
        self.interrupt_lines.update()
