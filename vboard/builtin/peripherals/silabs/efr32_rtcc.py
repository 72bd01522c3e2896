"""Timers.EFR32_RTCC: real time counter and calendar (EFR32xG1 reference manual, section 21.5).

As Renode 1.16.1 models it there is no calendar, PRECNT counts with CNT, and a compare value that equals CNT
when it is written sets its flag. A read of IFC clears the flags.
"""

from __future__ import annotations

from typing import ClassVar

from vboard.builtin.machine.alarm import FlagSetting
from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.compare_timer import WRAP, CompareTimer, Match
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, counts, reads, writes
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

CHANNELS = 3
PRECNT_MASK = 0x7FFF
OF, CC0, CNTTICK = 1 << 0, 1 << 1, 1 << 5


@renode_type("Timers.EFR32_RTCC")
class EFR32_RTCC(TablePeripheral):
    """Output IRQ: up while an enabled flag is set."""

    size = 0x400
    default_gpio = "IRQ"
    IRQ: GPIO
    interrupts: ClassVar = {"IRQ": "IF & IEN"}
    missing = "calendar, capture, wake-up"
    table = f"""
        0x000  CTRL                                 : ENABLE 0, CNTPRESC 11:8
        0x004  PRECNT                               : PRECNT 14:0
        0x008  CNT                                  : rw
        0x00C  COMBCNT                              : r
        0x010  TIME                                 : TIME 31:0 -
        0x014  DATE                                 : DATE 31:0 -
        0x018  IF                                   : FLAGS 10:0 r
        0x01C  IFS                                  : FLAGS 10:0 w
        0x020  IFC                                  : FLAGS 10:0 r
        0x024  IEN                                  : OF 0, CC0 1, CC1 2, CC2 3, CNTTICK 5
        0x028  STATUS                               : STATUS 31:0 -
        0x02C  CMD                                  : CLRSTATUS 0 w
        0x030  SYNCBUSY                             : SYNCBUSY 5 r
        0x034  POWERDOWN                            : RAM 0 -
        0x038  LOCK                                 : LOCKKEY 15:0 -
        0x03C  EM4WUEN                              : EM4WU 0 -
        0x040+0x10  CC_CTRL[{CHANNELS}]             : MODE 1:0, CMOA 3:2 -, ICEDGE 5:4
        0x044+0x10  CC_CCV[{CHANNELS}] = 0xFFFFFFFF : rw
        0x048+0x10  CC_TIME[{CHANNELS}]             : TIME 31:0 -
        0x04C+0x10  CC_DATE[{CHANNELS}]             : DATE 31:0 -
        0x104+4     RET[32]                         : rw
    """

    def __init__(self, env: Environment, frequency: ULong) -> None:
        """Create the counter.

        Args:
            frequency: Hz of the low-frequency clock.
        """
        super().__init__(env)
        self._timer = CompareTimer(
            env.clock, frequency, 1 << 32, CHANNELS, self._compared, self._wrapped, match=self._match
        )
        self._tick = LimitTimer(env.clock, frequency, 1, self._ticked)
        self._precount_ahead = 0

    def Reset(self) -> None:
        super().Reset()
        self._timer.reset()
        self._tick.reset()
        self._precount_ahead = 0

    @changes("CTRL.CNTPRESC")
    def _prescale(self, value: int) -> None:
        self._timer.divider = self._tick.divider = 1 << value

    @changes("CTRL.ENABLE")
    def _enable(self, on: int) -> None:
        self._timer.enabled = bool(on)
        self._follow_ticks()

    def _follow_ticks(self) -> None:
        """A tick is waited for only while its flag is clear."""
        self._tick.enabled = bool(self.named["CTRL"]["ENABLE"]) and not self.named["IF"].value & CNTTICK

    def _ticked(self) -> None:
        self._tick.enabled = False
        self._flag(CNTTICK)

    def _compared(self, channel: int) -> None:
        if self.named[f"CC_CTRL{channel}"]["MODE"]:
            self._flag(CC0 << channel)

    def _wrapped(self) -> None:
        self._flag(OF)

    @changes("CC_CTRL.MODE")
    def _change_mode(self, channel: int, _: int) -> None:
        self._timer.settings_changed()

    def _match(self, channel: int) -> Match:
        if channel == WRAP:
            return Match((FlagSetting(self.named["IF"], OF),))
        compares = self.named[f"CC_CTRL{channel}"]["MODE"]
        return Match((FlagSetting(self.named["IF"], CC0 << channel),) if compares else ())

    def _flag(self, flag: int) -> None:
        self.named["IF"].value |= flag
        self.interrupt_lines.update()

    @counts("CNT.CNT")
    def _count(self) -> Count:
        return self._timer.count()

    @writes("CNT.CNT")
    def _set_count(self, value: int) -> None:
        precount = self._precount()
        self._timer.value = value
        self._precount_ahead = precount - value

    @reads("PRECNT.PRECNT")
    def _precount(self) -> int:
        return self._timer.value + self._precount_ahead & PRECNT_MASK

    @writes("PRECNT.PRECNT")
    def _set_precount(self, value: int) -> None:
        self._precount_ahead = value - self._timer.value

    @reads("COMBCNT.COMBCNT")
    def _combined(self) -> int:
        return (self._timer.value << 15 | self._precount()) & 0xFFFF_FFFF

    @writes("CC_CCV.CC_CCV")
    def _set_compare(self, channel: int, value: int) -> None:
        self._timer.set_compare(channel, value)
        if value == self._timer.value:
            self._compared(channel)

    @writes("IFS.FLAGS")
    def _set_flags(self, mask: int) -> None:
        self._flag(mask)

    @reads("IFC.FLAGS")
    def _take_flags(self) -> int:
        flags = self.named["IF"].value
        self._clear_flags(flags)
        return flags

    @writes("IFC.FLAGS")
    def _clear_flags(self, mask: int) -> None:
        self.named["IF"].value &= ~mask
        self._follow_ticks()
        self.interrupt_lines.update()
