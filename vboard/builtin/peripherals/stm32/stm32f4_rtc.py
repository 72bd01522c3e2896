"""Timers.STM32F4_RTC: real-time clock (RM0090 rev 19, section 26.6).

The calendar only: it starts at Wednesday 2020-01-01 00:00:00 of virtual time (week day 1, as in Renode
1.16.1) and counts seconds of (PREDIV_A + 1)(PREDIV_S + 1) input clocks. Alarms, wakeup timer, timestamps and
tamper detection are tags: their lines stay low.
"""

from __future__ import annotations

import datetime

from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import (
    Field,
    Mode,
    Register,
    RegisterMap,
    RegisterPeripheral,
    Tag,
    reserved,
    tags,
)
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type
from vboard.builtin.types import ULong

START = datetime.datetime(2020, 1, 1)
KEYS = (0xCA, 0x53)  # WPR
BACKUP_REGISTERS = 20


def to_bcd(value: int) -> int:
    """Two decimal digits as packed BCD."""
    return value // 10 << 4 | value % 10


def from_bcd(value: int) -> int:
    """Packed BCD as a number."""
    return (value >> 4) * 10 + (value & 15)


@renode_type("Timers.STM32F4_RTC")
class STM32F4_RTC(RegisterPeripheral):
    """Registers TR DR CR ISR PRER WPR SSR and 20 backup registers; outputs AlarmIRQ, WakeupIRQ."""

    size = 0x400

    def __init__(self, env: Environment, wakeupTimerFrequency: ULong = 32768) -> None:
        """Create the clock.

        Args:
            wakeupTimerFrequency: RTCCLK in Hz.
        """
        super().__init__(env)
        self.AlarmIRQ = GPIO()
        self.WakeupIRQ = GPIO()
        self._time = START
        self._week_day = 1
        self._key_position = 0
        self._unlocked = False
        self._initialising = False
        self._ticker = LimitTimer(env.clock, wakeupTimerFrequency, 256, self._second_passed, divider=128)
        self._prer = Register(
            0x10,
            "PRER",
            [Field("PREDIV_S", 0, 15), reserved(15, 1), Field("PREDIV_A", 16, 7), reserved(23, 9)],
            reset=0x007F_00FF,
            written=self._prescaler_written,
        )
        self.registers = RegisterMap(
            self,
            [
                Register(0x00, "TR", [Field("TR", 0, 23, read=self._read_time, write=self._write_time)]),
                Register(0x04, "DR", [Field("DR", 0, 24, read=self._read_date, write=self._write_date)]),
                Register(
                    0x08,
                    "CR",
                    [
                        Tag("WUCKSEL", 0, 3),
                        *tags(3, "TSEDGE REFCKON"),
                        Field("BYPSHAD", 5, read=lambda: 1),
                        *tags(6, "FMT DCE ALRAE ALRBE WUTE TSE ALRAIE ALRBIE WUTIE TSIE ADD1H SUB1H"),
                        Field("BKP", 18),
                        *tags(19, "COSEL POL"),
                        Tag("OSEL", 21, 2),
                        Tag("COE", 23),
                        reserved(24, 8),
                    ],
                    reset=0x20,
                ),
                Register(
                    0x0C,
                    "ISR",
                    [
                        Field("ALRAWF", 0, 1, Mode.R, read=lambda: 1),
                        Field("ALRBWF", 1, 1, Mode.R, read=lambda: 1),
                        Field("WUTWF", 2, 1, Mode.R, read=lambda: 1),
                        Tag("SHPF", 3),
                        Field("INITS", 4, 1, Mode.R, read=lambda: int(self._time.year != 2000)),
                        Field("RSF", 5, 1, Mode.RW0C, read=lambda: 1),
                        Field("INITF", 6, 1, Mode.R, read=lambda: int(self._initialising)),
                        Field(
                            "INIT",
                            7,
                            read=lambda: int(self._initialising),
                            write=self._initialise,
                        ),
                        *tags(8, "ALRAF ALRBF WUTF TSF TSOVF TAMP1F"),
                        reserved(14, 18),
                    ],
                    reset=0x7,
                ),
                self._prer,
                Register(0x24, "WPR", [Field("KEY", 0, 8, Mode.W, write=self._key_written)]),
                Register(0x28, "SSR", [Field("SS", 0, 16, Mode.R, read=lambda: self._ticker.value)]),
                *(Register(0x50 + 4 * i, f"BKP{i}R", [Field("BKP", 0, 32)]) for i in range(BACKUP_REGISTERS)),
            ],
        )
        self._ticker.enabled = True

    def Reset(self) -> None:
        super().Reset()
        self._time, self._week_day = START, 1
        self._key_position = 0
        self._unlocked = self._initialising = False
        self._ticker.reset()
        self._ticker.enabled = True

    def _second_passed(self) -> None:
        before = self._time.date()
        self._time += datetime.timedelta(seconds=1)
        if self._time.date() != before:
            self._week_day = self._week_day % 7 + 1

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

    def _initialise(self, value: int) -> None:
        if not self._unlocked:
            if bool(value) != self._initialising:
                self.log(LogLevel.WARNING, "Writing to ISR without unlocking it first")
            return
        self._initialising = bool(value)
        self._ticker.enabled = not value

    def _prescaler_written(self) -> None:
        if self._may_write("PRER"):
            self._ticker.divider = self._prer["PREDIV_A"] + 1
            self._ticker.limit = self._prer["PREDIV_S"] + 1

    def _read_time(self) -> int:
        t = self._time
        return to_bcd(t.hour) << 16 | to_bcd(t.minute) << 8 | to_bcd(t.second)

    def _write_time(self, value: int) -> None:
        if self._may_write("TR"):
            self._set(
                hour=from_bcd(value >> 16 & 0x3F),
                minute=from_bcd(value >> 8 & 0x7F),
                second=from_bcd(value & 0x7F),
            )

    def _read_date(self) -> int:
        t = self._time
        return to_bcd(t.year % 100) << 16 | self._week_day << 13 | to_bcd(t.month) << 8 | to_bcd(t.day)

    def _write_date(self, value: int) -> None:
        if not self._may_write("DR"):
            return
        self._week_day = value >> 13 & 7 or self._week_day
        self._set(
            year=2000 + from_bcd(value >> 16 & 0xFF),
            month=from_bcd(value >> 8 & 0x1F),
            day=from_bcd(value & 0x3F),
        )

    def _set(self, **parts: int) -> None:
        try:
            self._time = self._time.replace(**parts)  # type: ignore[arg-type]
        except ValueError:
            self.log(LogLevel.WARNING, f"Calendar value out of range ignored: {parts}")
