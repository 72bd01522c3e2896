"""Timers.STM32F4_RTC: real-time clock (RM0090 rev 19, section 26.6).

Calendar, both alarms and the wakeup timer; timestamps, tamper detection and sub-second alarms have no effect.
It starts at Wednesday 2020-01-01 00:00:00 of virtual time (week day 1, as in Renode 1.16.1), with seconds of
(PREDIV_A + 1)(PREDIV_S + 1) input clocks. As in Renode an alarm's flag and line are up for the second that
matches (silicon: until cleared), and RSF is set by each read of ISR.
"""

from __future__ import annotations

import datetime

from vboard.builtin.machine.device_register import Count
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, counts, status, writes, written
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

START = datetime.datetime(2020, 1, 1)
KEYS = (0xCA, 0x53)  # WPR
ALARMS = "AB"
WUTR, ALRMAR, ALRMBR = 0x14, 0x1C, 0x20
PROTECTED = {WUTR: "WUTR", ALRMAR: "ALRMAR", ALRMBR: "ALRMBR", 0x08: "CR"}
ONE_HERTZ = 4  # WUCKSEL: ck_spre; below it RTCCLK / 16, 8, 4, 2


def to_bcd(value: int) -> int:
    """Two decimal digits as packed BCD."""
    return value // 10 << 4 | value % 10


def from_bcd(value: int) -> int:
    """Packed BCD as a number."""
    return (value >> 4) * 10 + (value & 15)


@renode_type("Timers.STM32F4_RTC")
class STM32F4_RTC(TablePeripheral):
    """Outputs AlarmIRQ, WakeupIRQ."""

    size = 0x400
    widths = frozenset({4})
    AlarmIRQ: GPIO
    WakeupIRQ: GPIO
    table = """
        0x00    TR                   : TR 22:0
        0x04    DR                   : DR 23:0
        0x08    CR        = 0x20     : WUCKSEL 2:0, TSEDGE 3 -, REFCKON 4 -, BYPSHAD 5 r, FMT 6 -, DCE 7 -,
                ALRAE 8, ALRBE 9, WUTE 10, TSE 11 -, ALRAIE 12, ALRBIE 13, WUTIE 14, TSIE 15 -, ADD1H 16 -,
                SUB1H 17 -, BKP 18, COSEL 19 -, POL 20 -, OSEL 22:21 -, COE 23 -
        0x0C    ISR       = 0x7      : ALRAWF 0 r, ALRBWF 1 r, WUTWF 2 r, SHPF 3 -, INITS 4 r, RSF 5 r,
                INITF 6 r, INIT 7 w, ALRAF 8 rw0c, ALRBF 9 rw0c, WUTF 10 rw0c, TSF 11 -, TSOVF 12 -,
                TAMP1F 13 -, TAMP2F 14 -, RECALPF 16 r, RESERVED 31:17
        0x10    PRER      = 0x7F00FF : PREDIV_S 14:0, PREDIV_A 22:16
        0x14    WUTR      = 0xFFFF   : WUT 15:0
        0x18    CALIBR               : DC 4:0 -, DCS 7 -
        0x1C    ALRMAR               : ALARM 31:0
        0x20    ALRMBR               : ALARM 31:0
        0x24    WPR                  : KEY 7:0 w
        0x28    SSR                  : SS 15:0 r
        0x2C    SHIFTR               : SUBFS 14:0 -, ADD1S 31 -
        0x30    TSTR                 : TSTR 22:0 -
        0x34    TSDR                 : TSDR 15:0 -
        0x38    TSSSR                : SS 15:0 -
        0x3C    CALR                 : CALM 8:0 -, CALW16 13 -, CALW8 14 -, CALP 15 -
        0x40    TAFCR                : TAFCR 18:0 -
        0x44    ALRMASSR             : SS 14:0 -, MASKSS 27:24 -
        0x48    ALRMBSSR             : SS 14:0 -, MASKSS 27:24 -
        0x50+4  BKPR[20]             : rw
    """

    def __init__(self, env: Environment, wakeupTimerFrequency: ULong = 32768) -> None:
        """Create the clock.

        Args:
            wakeupTimerFrequency: RTCCLK in Hz.
        """
        super().__init__(env)
        self._time = START
        self._week_day = 1
        self._key_position = 0
        self._unlocked = self._initialising = False
        self._synchronise(False)
        self._ticker = LimitTimer(env.clock, wakeupTimerFrequency, 256, self._second_passed, divider=128)
        self._wakeup = LimitTimer(env.clock, wakeupTimerFrequency, 0x10000, self._woken, divider=16)
        self._ticker.enabled = True
        self._input = wakeupTimerFrequency

    def Reset(self) -> None:
        super().Reset()
        self._time, self._week_day = START, 1
        self._key_position = 0
        self._unlocked = self._initialising = False
        self._synchronise(False)
        self._wakeup.reset()
        self._ticker.reset()
        self._ticker.enabled = True

    special_writes = frozenset(PROTECTED)

    def write32(self, offset: int, value: int) -> None:
        if offset in PROTECTED and not self._unlocked:
            self.log(LogLevel.WARNING, f"Writing to {PROTECTED[offset]} without unlocking it first")
            return
        super().write32(offset, value)

    # -- protection and initialisation --------------------------------------------------------

    @writes("WPR.KEY")
    def _key_written(self, key: int) -> None:
        matched = key == KEYS[self._key_position]
        self._unlocked = matched and self._key_position == 1
        self._key_position = 1 if matched and self._key_position == 0 else 0

    def _may_write(self, what: str) -> bool:
        if not self._unlocked:
            self.log(LogLevel.WARNING, f"Writing to {what} without unlocking it first")
        elif not self._initialising:
            self.log(LogLevel.WARNING, f"Writing to {what} outside of initialization mode")
        return self._unlocked and self._initialising

    @writes("ISR.INIT")
    def _initialise(self, value: int) -> None:
        if not self._unlocked:
            if bool(value) != self._initialising:
                self.log(LogLevel.WARNING, "Writing to ISR without unlocking it first")
            return
        self._initialising = bool(value)
        self._ticker.enabled = not value

    @status("ISR.INITF")
    def _in_initialisation(self) -> int:
        return int(self._initialising)

    @status("ISR.INITS")
    def _is_set(self) -> int:
        return int(self._time.year != 2000)

    @status("ISR.RSF")
    def _is_synchronised(self) -> int:
        before = self._synchronised
        self._synchronise(True)
        return int(before)

    def _synchronise(self, done: bool) -> None:
        """The read of ISR that shows that it is not done has an effect: it ends that."""
        self._synchronised = done
        self.named["ISR"].define_access(host_reads=not done)

    @writes("ISR.RSF")
    def _clear_synchronised(self, value: int) -> None:
        self._synchronise(self._synchronised and bool(value))

    @written("ISR")
    def _flags_written(self) -> None:
        self._update_alarms()
        self._update_wakeup()

    @written("PRER")
    def _prescaler_written(self) -> None:
        if self._may_write("PRER"):
            self._ticker.divider = self.named["PRER"]["PREDIV_A"] + 1
            self._ticker.limit = self.named["PRER"]["PREDIV_S"] + 1

    # -- calendar -----------------------------------------------------------------------------

    def _second_passed(self) -> None:
        before = self._time.date()
        self._time += datetime.timedelta(seconds=1)
        if self._time.date() != before:
            self._week_day = self._week_day % 7 + 1
        for alarm in ALARMS:
            self.named["ISR"][f"ALR{alarm}F"] = int(self._matches(alarm))
        self._update_alarms()

    @counts("SSR.SS")
    def _subseconds(self) -> Count:
        return self._ticker.count()

    @status("TR.TR")
    def _read_time(self) -> int:
        t = self._time
        return to_bcd(t.hour) << 16 | to_bcd(t.minute) << 8 | to_bcd(t.second)

    @writes("TR.TR")
    def _write_time(self, value: int) -> None:
        if self._may_write("TR"):
            self._set(
                hour=from_bcd(value >> 16 & 0x3F),
                minute=from_bcd(value >> 8 & 0x7F),
                second=from_bcd(value & 0x7F),
            )

    @status("DR.DR")
    def _read_date(self) -> int:
        t = self._time
        return to_bcd(t.year % 100) << 16 | self._week_day << 13 | to_bcd(t.month) << 8 | to_bcd(t.day)

    @writes("DR.DR")
    def _write_date(self, value: int) -> None:
        year, month, day = value >> 16 & 0xFF, value >> 8 & 0x1F, value & 0x3F
        if not month or not day:
            self.warn_of_renode_fault("a DR without month or day throws ArgumentOutOfRangeException")
        if not self._may_write("DR"):
            return
        self._week_day = value >> 13 & 7 or self._week_day
        self._set(year=2000 + from_bcd(year), month=from_bcd(month), day=from_bcd(day))

    def _set(self, **parts: int) -> None:
        try:
            self._time = self._time.replace(**parts)  # type: ignore[arg-type]
        except ValueError:
            self.log(LogLevel.WARNING, f"Calendar value out of range ignored: {parts}")

    # -- alarms -------------------------------------------------------------------------------

    def _matches(self, alarm: str) -> bool:
        if not self.named["CR"][f"ALR{alarm}E"]:
            return False
        wanted = self.named[f"ALRM{alarm}R"].value
        time = self._read_time()
        day = self._week_day if wanted >> 30 & 1 else to_bcd(self._time.day)
        parts = (
            (wanted & 0x7F, time & 0x7F, 7),
            (wanted >> 8 & 0x7F, time >> 8 & 0x7F, 15),
            (wanted >> 16 & 0x3F, time >> 16 & 0x3F, 23),
            (wanted >> 24 & 0x3F, day, 31),
        )
        return all(expected == now or wanted >> mask & 1 for expected, now, mask in parts)

    @status("ISR.ALRAWF")
    def _alarm_a_writable(self) -> int:
        return 1 - self.named["CR"]["ALRAE"]

    @status("ISR.ALRBWF")
    def _alarm_b_writable(self) -> int:
        return 1 - self.named["CR"]["ALRBE"]

    def _update_alarms(self) -> None:
        isr, cr = self.named["ISR"], self.named["CR"]
        self.AlarmIRQ.Set(any(isr[f"ALR{alarm}F"] and cr[f"ALR{alarm}IE"] for alarm in ALARMS))

    # -- wakeup timer -------------------------------------------------------------------------

    @written("CR", "WUTR")
    def _wakeup_written(self) -> None:
        cr, count = self.named["CR"], self.named["WUTR"].value + 1
        source = cr["WUCKSEL"]
        self._wakeup.enabled = False
        if source >= ONE_HERTZ:
            self._wakeup.divider = self._input
            count += 0x10000 if source >= 6 else 0
        else:
            self._wakeup.divider = 16 >> source
        self._wakeup.limit = self._wakeup.value = count
        self._wakeup.enabled = bool(cr["WUTE"])
        self._update_wakeup()
        self._update_alarms()

    @status("ISR.WUTWF")
    def _wakeup_writable(self) -> int:
        return 1 - self.named["CR"]["WUTE"]

    def _woken(self) -> None:
        self.named["ISR"]["WUTF"] = 1
        self._update_wakeup()

    def _update_wakeup(self) -> None:
        self.WakeupIRQ.Set(bool(self.named["ISR"]["WUTF"] and self.named["CR"]["WUTIE"]))
