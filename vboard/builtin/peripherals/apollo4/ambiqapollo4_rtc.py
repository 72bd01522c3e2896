"""Timers.AmbiqApollo4_RTC: calendar in hundredths of seconds (Apollo4 SoC datasheet, chapter RTC).

Numbers are binary-coded decimals. It begins at 1970 and the virtual time. As in Renode 1.16.1 a date is set
by the write of CTRUP, and what was written to CTRLOW is lost where time passes in between.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_map import Register
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, status, written
from vboard.builtin.peripherals.timing import LimitTimer
from vboard.builtin.registry import renode_type

EPOCH = datetime(1970, 1, 1)
LIMITS = {"100": 0x99, "SEC": 0x59, "MIN": 0x59, "HR": 0x23, "DATE": 0x31, "MO": 0x12, "YR": 0x99, "WKDY": 6}
"""Greatest value of a field, by what follows CTR or ALM in its name."""
FROM_ONE = ("DATE", "MO")
LOW, UP = 0x20, 0x24
NUMBERS = {LOW: "CTRLOW", UP: "CTRUP", 0x30: "ALMLOW", 0x34: "ALMUP"}
SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR = 7, 6, 5, 4, 3, 2, 1
"""RPT: how often an alarm repeats; 0 for never."""
STEPS = {
    SECOND: timedelta(seconds=1),
    MINUTE: timedelta(minutes=1),
    HOUR: timedelta(hours=1),
    DAY: timedelta(days=1),
    WEEK: timedelta(days=1),
    MONTH: timedelta(days=1),
    YEAR: timedelta(days=1),
}
MOST_STEPS = 8 * 366
"""Days until any date comes again, leap years included."""
MICROSECOND = 1_000


def from_bcd(value: int) -> int:
    """Number of a binary-coded decimal of two digits."""
    return 10 * (value >> 4) + (value & 0xF)


def to_bcd(value: int) -> int:
    """Binary-coded decimal of a number below 100."""
    return value // 10 << 4 | value % 10


def weekday(date: datetime) -> int:
    """Day of the week, 0 for Sunday."""
    return date.isoweekday() % 7


@renode_type("Timers.AmbiqApollo4_RTC")
class AmbiqApollo4_RTC(TablePeripheral):
    """Output IRQ: the alarm."""

    size = 0x210
    IRQ: GPIO
    effects = ("INTCLR clears INTSTAT", "INTSET sets INTSTAT")
    interrupts = {"IRQ": "INTSTAT & INTEN"}
    missing = "alarms each tenth and each hundredth of a second, 12-hour mode"
    special_reads = frozenset({LOW, UP})
    special_writes = frozenset(NUMBERS)
    table = """
        0x000  CTL     : WRTC 0, RPT 3:1, RSTOP 4
        0x004  STAT    : WRITEBUSY 0 r
        0x020  CTRLOW  : CTR100 7:0, CTRSEC 14:8, CTRMIN 22:16, CTRHR 29:24
        0x024  CTRUP   : CTRDATE 5:0, CTRMO 12:8, CTRYR 23:16, CTRWKDY 26:24, CB 28, CEB 29, CTERR 31
        0x030  ALMLOW  : ALM100 7:0, ALMSEC 14:8, ALMMIN 22:16, ALMHR 29:24
        0x034  ALMUP   : ALMDATE 5:0, ALMMO 12:8, ALMWKDY 18:16
        0x200  INTEN   : ALM 0
        0x204  INTSTAT : ALM 0 r
        0x208  INTCLR  : ALM 0 w
        0x20C  INTSET  : ALM 0 w
    """

    def __init__(self, env: Environment) -> None:
        self._date = EPOCH
        self._origin = 0
        self._busy = False
        self._shown: int | None = None  # instant to which the counters were brought
        self._low_read: int | None = None  # instant at which CTRLOW was read
        self._alarm = LimitTimer(env.clock, NANOSECONDS, 1, self._ring, one_shot=True, reload_on_limit=True)
        super().__init__(env)
        self._set_date(self._machine_date())

    def Reset(self) -> None:
        self._busy = False
        self._shown = self._low_read = None
        super().Reset()
        self._set_date(self._machine_date())

    def _machine_date(self) -> datetime:
        return EPOCH + timedelta(microseconds=self.env.clock.now // MICROSECOND)

    @property
    def CurrentDateTime(self) -> datetime:
        """The date and time of the calendar."""
        if self.named["CTL"]["RSTOP"]:
            return self._date
        return self._date + timedelta(microseconds=(self.env.clock.now - self._origin) // MICROSECOND)

    def PrintPreciseCurrentDateTime(self) -> str:
        """The date and time of the calendar as a text."""
        return f"{self.CurrentDateTime:%Y-%m-%dT%H:%M:%S.%f}0Z"

    def _set_date(self, date: datetime) -> None:
        self._date, self._origin = date, self.env.clock.now
        self._show_century(date)
        self._plan()

    def _show_century(self, date: datetime) -> None:
        self.named["CTRUP"]["CB"] = int(not 2000 <= date.year < 2100)

    def _instant(self) -> int:
        """Microseconds from 1970 to the calendar's date."""
        return (self.CurrentDateTime - EPOCH) // timedelta(microseconds=1)

    def read32(self, offset: int) -> int:
        if offset in (LOW, UP):
            self._show()
        if offset == LOW:
            self._low_read = self._instant()
            self.named["CTRUP"]["CTERR"] = 0
        return super().read32(offset)

    def write32(self, offset: int, value: int) -> None:
        if offset in (LOW, UP) and not self.named["CTL"]["WRTC"]:
            self.log(LogLevel.WARNING, f"A write to 0x{offset:X} needs CTL.WRTC")
        elif offset in NUMBERS:
            super().write32(offset, self._valid(self.named[NUMBERS[offset]], value))
        else:
            super().write32(offset, value)

    def _show(self) -> None:
        """Bring the counters up to date."""
        if self._shown == self._instant():
            return
        date = self.CurrentDateTime
        hundredths = min(round(date.microsecond // 1000 / 10), 99)
        low = hundredths, date.second, date.minute, date.hour
        up = date.day, date.month, date.year % 100, weekday(date)
        for register, names, numbers in (
            ("CTRLOW", ("CTR100", "CTRSEC", "CTRMIN", "CTRHR"), low),
            ("CTRUP", ("CTRDATE", "CTRMO", "CTRYR", "CTRWKDY"), up),
        ):
            for name, number in zip(names, numbers, strict=True):
                self.named[register][name] = to_bcd(number)
        if self.named["CTRUP"]["CEB"]:
            self._show_century(date)
        self._shown = self._instant()

    def _valid(self, register: Register, value: int) -> int:
        """What is written, but fields keep their number where the new one is none that they take."""
        for f in register:
            limit = LIMITS.get(f.name[3:])
            new = (value & f.mask) >> f.bit
            if limit is not None and (new > limit or (not new and f.name[3:] in FROM_ONE)):
                value = value & ~f.mask | register.value & f.mask
        return value

    @written("CTRLOW")
    def _low_written(self) -> None:
        self._busy = True

    @written("CTRUP")
    def _up_written(self) -> None:
        low, up = self.named["CTRLOW"], self.named["CTRUP"]
        up["CTERR"] = int(self._low_read == self._instant())
        if not self._busy:
            self.log(LogLevel.WARNING, "CTRUP is written without CTRLOW before it")
        self._busy = False
        short = from_bcd(up["CTRYR"])
        century = (2100 if short < 70 else 1900) if up["CB"] else 2000
        try:
            date = datetime(century + short, from_bcd(up["CTRMO"]), from_bcd(up["CTRDATE"]))
        except ValueError:
            self.log(LogLevel.WARNING, "There is no such date; ignored")
            return
        hours, minutes, seconds = (from_bcd(low[name]) for name in ("CTRHR", "CTRMIN", "CTRSEC"))
        hundredths = from_bcd(low["CTR100"])
        self._set_date(
            date + timedelta(hours=hours, minutes=minutes, seconds=seconds, milliseconds=10 * hundredths)
        )

    @status("STAT.WRITEBUSY")
    def _is_busy(self) -> int:
        return int(self._busy)

    @changes("CTL.RSTOP")
    def _stop(self, value: int) -> None:
        self.named["CTL"]["RSTOP"] = 1 - value
        date = self.CurrentDateTime
        self.named["CTL"]["RSTOP"] = value
        self._date, self._origin = date, self.env.clock.now
        self._plan()

    @changes("CTL.RPT")
    def _repeat(self, _: int) -> None:
        self._plan()

    @written("ALMLOW", "ALMUP")
    def _plan(self) -> None:
        """Set the time until the alarm."""
        self._alarm.enabled = False
        date = None if self.named["CTL"]["RSTOP"] else self._next_alarm()
        if date is not None:
            self._alarm.limit = (date - self.CurrentDateTime) // timedelta(microseconds=1) * MICROSECOND
            self._alarm.enabled = True

    def _next_alarm(self) -> datetime | None:
        repeats = self.named["CTL"]["RPT"]
        low, up = self.named["ALMLOW"], self.named["ALMUP"]
        now = self.CurrentDateTime
        if not repeats:
            return None
        wanted: dict[str, int] = {"microsecond": 10_000 * from_bcd(low["ALM100"])}
        for name, field, coarsest in (
            ("second", "ALMSEC", MINUTE), ("minute", "ALMMIN", HOUR), ("hour", "ALMHR", DAY),
        ):  # fmt: skip
            if repeats <= coarsest:
                wanted[name] = from_bcd(low[field])
        date = now.replace(**wanted)  # type: ignore[arg-type]
        for _ in range(MOST_STEPS):
            if date > now and self._is_day(date, repeats, up):
                return date
            date += STEPS[repeats]
        return None

    def _is_day(self, date: datetime, repeats: int, up: Register) -> bool:
        if repeats == WEEK:
            return weekday(date) == up["ALMWKDY"]
        is_date = repeats > MONTH or date.day == from_bcd(up["ALMDATE"])
        return is_date and (repeats > YEAR or date.month == from_bcd(up["ALMMO"]))

    def _ring(self) -> None:
        self.named["INTSTAT"]["ALM"] = 1
        self.interrupt_lines.update()
        self._plan()
