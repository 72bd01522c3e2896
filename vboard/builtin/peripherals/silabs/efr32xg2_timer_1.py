"""Timers.EFR32xG2_TIMER_1: timer of Series 2, counting up (EFR32xG24 reference manual, section 23.5)."""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.alarm import FlagSetting
from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import WRAP, CompareTimer, Match
from vboard.builtin.peripherals.register_table import changes, counts, writes, written
from vboard.builtin.peripherals.silabs.alias_registers import AliasPeripheral
from vboard.builtin.registry import renode_type
from vboard.builtin.types import UInt, ULong

CHANNELS = 3
OF, CC0 = 1 << 0, 1 << 4
OUTPUT_COMPARE = 2  # CCn_CFG.MODE


@renode_type("Timers.EFR32xG2_TIMER_1")
class EFR32xG2_TIMER_1(AliasPeripheral):
    """Output IRQ: up while an enabled flag is set. A reset stops it and leaves the registers alone."""

    default_gpio = "IRQ"
    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "IF & IEN"}
    missing = "counting down, capture, PWM, dead time"
    table = f"""
        0x000       IPVERSION = 0x1
        0x004       CFG                     : MODE 1:0, SYNC 3, OSMEN 4, QDM 5, DEBUGRUN 6,
                DMACLRACT 7, PRESC 27:18
        0x008       CTRL                    : RISEA 1:0, FALLA 3:2, X2CNT 4
        0x00C       CMD                     : START 0 w, STOP 1 w
        0x010       STATUS                  : RUNNING 0 r
        0x014       IF                      : F0 2:0, CC 6:4, F16 18:16, F20 22:20, F24 26:24
        0x018       IEN                     : F0 2:0, CC 6:4, F16 18:16, F20 22:20, F24 26:24
        0x01C       TOP = 0xFFFF            : rw
        0x020       TOPB                    : rw
        0x024       CNT                     : CNT 31:0 r
        0x02C       LOCK                    : LOCKKEY 15:0 w
        0x030       EN                      : EN 0
        0x060+0x20  CC_CFG[{CHANNELS}]      : MODE 1:0
        0x064+0x20  CC_CTRL[{CHANNELS}]     : CTRL 31:0 -
        0x068+0x20  CC_OC[{CHANNELS}]       : rw
        0x070+0x20  CC_OCB[{CHANNELS}]      : rw
    """

    def __init__(self, env: Environment, frequency: ULong, width: UInt) -> None:
        """Create the timer.

        Args:
            frequency: Hz of the clock of the timers.
            width: bits of the counter.
        """
        super().__init__(env)
        self._counts = 1 << width
        self._timer = CompareTimer(
            env.clock, frequency, 0x10000, CHANNELS, self._compared, self._wrapped, match=self._match
        )

    def Reset(self) -> None:
        self._timer.reset()
        self.named["STATUS"]["RUNNING"] = 0
        self._configure()

    @changes("CFG.PRESC", "TOP.TOP")
    def _changed(self, _: int) -> None:
        self._configure()

    @changes("CC_CFG.MODE", "CC_OC.CC_OC")
    def _channel_changed(self, channel: int, _: int) -> None:
        self._configure()

    def _configure(self) -> None:
        self._timer.divider = self.named["CFG"]["PRESC"] + 1
        self._timer.modulus = min(self.named["TOP"].value + 1, self._counts)
        for channel in range(CHANNELS):
            compares = self.named[f"CC_CFG{channel}"]["MODE"] == OUTPUT_COMPARE
            self._timer.set_compare(channel, self.named[f"CC_OC{channel}"].value if compares else None)

    @written("CMD")
    def _command(self) -> None:
        command = self.named["CMD"]
        running = bool(self.named["EN"]["EN"] and command["START"]) or self._timer.enabled
        self._timer.enabled = running and not command["STOP"]
        self.named["STATUS"]["RUNNING"] = int(self._timer.enabled)

    @changes("EN.EN")
    def _enable(self, on: int) -> None:
        if not on:
            self._timer.enabled = False
            self.named["STATUS"]["RUNNING"] = 0

    @counts("CNT.CNT")
    def _count(self) -> Count:
        return self._timer.count()

    @writes("CNT.CNT")
    def _set_count(self, value: int) -> None:
        if self.named["EN"]["EN"]:
            self._timer.value = value

    def _compared(self, channel: int) -> None:
        self._flag(CC0 << channel)

    def _wrapped(self) -> None:
        if self.named["CFG"]["OSMEN"]:
            self._timer.enabled = False
            self.named["STATUS"]["RUNNING"] = 0
        self._flag(OF)

    def _flag(self, flag: int) -> None:
        self.named["IF"].value |= flag
        self.interrupt_lines.update()

    @changes("CFG.OSMEN")
    def _change_mode(self, _: int) -> None:
        self._timer.settings_changed()

    def _match(self, channel: int) -> Match | None:
        if channel == WRAP and self.named["CFG"]["OSMEN"]:
            return None
        return Match((FlagSetting(self.named["IF"], OF if channel == WRAP else CC0 << channel),))
