"""Timers.MAX32650_RTC: real-time clock (MAX32650 user guide, chapter RTC): seconds and their 4096ths.

As in Renode 1.16.1 the count begins at the virtual time, a read of one half of the count holds the other one,
BUSY and READY are never seen, and lines rise with the count, not with a write.
"""

from __future__ import annotations

from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.gpio import GPIO
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.peripherals.base import Environment
from vboard.builtin.peripherals.register_table import TablePeripheral, changes, reads, status, writes, written
from vboard.builtin.peripherals.timing import Direction, LimitTimer
from vboard.builtin.registry import renode_type

RESOLUTION = 4096
ALARM_END = 0xFFFF_FFFF
DAY_MASK = 0xF_FFFF


@renode_type("Timers.MAX32650_RTC")
class MAX32650_RTC(TablePeripheral):
    """Output IRQ: an alarm."""

    size = 0x400
    IRQ: GPIO
    missing = "square wave, trimming, READY, date and time for scripts"
    table = """
        0x00  SEC    : rw
        0x04  SSEC   : SSEC 7:0
        0x08  TODA   : TOD_ALARM 19:0
        0x0C  SSECA  : rw
        0x10  CTRL   : ENABLE 0, TOD_ALARM_EN 1, SSEC_ALARM_EN 2, BUSY 3 r, READY 4 w, READY_INT_EN 5,
                TOD_ALARM_FL 6, SSEC_ALARM_FL 7, SQWOUT_EN 8 -, FREQ_SEL 10:9 -, ACRE 14 -, WRITE_EN 15
        0x18  OSCCTRL : BYPASS 4 -, OUT32K 5 -
    """

    def __init__(
        self,
        env: Environment,
        subSecondsMSBOverwrite: bool = False,
        baseDateTime: str | None = None,
        secondsTickOnOneSubSecond: bool = False,
    ) -> None:
        """Create the clock.

        Args:
            subSecondsMSBOverwrite: whether a write of SSEC sets the four upper bits of the fraction.
            baseDateTime: date and time of count 0; nothing here depends on it.
            secondsTickOnOneSubSecond: whether a second ends one 4096th late.
        """
        self._overwrites = subSecondsMSBOverwrite
        self._late = secondsTickOnOneSubSecond
        self._fraction = LimitTimer(env.clock, RESOLUTION, RESOLUTION, self._tick, Direction.ASCENDING)
        self._alarm = LimitTimer(env.clock, RESOLUTION, ALARM_END, self._alarm_ends, Direction.ASCENDING)
        super().__init__(env)
        self._set_time()

    def Reset(self) -> None:
        super().Reset()
        self._fraction.reset()
        self._alarm.reset()
        self._set_time()

    def _set_time(self) -> None:
        self._seconds, rest = divmod(self.env.clock.now, NANOSECONDS)
        self._fraction.value = rest * RESOLUTION // NANOSECONDS
        self._held = 0, 0
        self._seen: set[str] = set()

    def _count(self, half: str) -> tuple[int, int]:
        """Seconds and 4096ths; the second half that is read belongs to the first one."""
        self._seen.add(half)
        if len(self._seen) == 2:
            self._seen.clear()
        else:
            self._hold()
        return self._held

    def _hold(self) -> None:
        fraction = self._fraction.value
        late = self._late and fraction == 0 and self._seconds > 0
        self._held = self._seconds - late, fraction

    @reads("SEC.SEC")
    def _read_seconds(self) -> int:
        return self._count("SEC")[0]

    @reads("SSEC.SSEC")
    def _read_fraction(self) -> int:
        return self._count("SSEC")[1] & 0xFF

    @writes("SEC.SEC")
    def _write_seconds(self, value: int) -> None:
        self._seconds = value
        self._hold()

    @writes("SSEC.SSEC")
    def _write_fraction(self, value: int) -> None:
        upper = 0xF00 if self._overwrites else self._fraction.value & 0xF00
        self._fraction.value = upper | value
        self._hold()

    @writes("SSECA.SSECA")
    def _write_alarm(self, value: int) -> None:
        self._alarm.value = value

    @changes("CTRL.ENABLE")
    def _enable(self, value: int) -> None:
        if self.named["CTRL"]["WRITE_EN"]:
            self._fraction.enabled = bool(value)
        else:
            self.log(LogLevel.WARNING, "CTRL.ENABLE is written while CTRL.WRITE_EN is 0")

    @status("CTRL.ENABLE")
    def _is_enabled(self) -> int:
        return int(self._fraction.enabled)

    @writes("CTRL.SSEC_ALARM_EN")
    def _enable_alarm(self, value: int) -> None:
        self._alarm.enabled = bool(value)

    @written("CTRL")
    def _acknowledge(self) -> None:
        if not self._is_pending():
            self.IRQ.Unset()

    def _tick(self) -> None:
        self._seconds = self._seconds + 1 & 0xFFFF_FFFF
        control = self.named["CTRL"]
        if control["TOD_ALARM_EN"] and self._seconds & DAY_MASK == self.named["TODA"].value:
            control["TOD_ALARM_FL"] = 1
        self.IRQ.Set(self._is_pending())

    def _alarm_ends(self) -> None:
        self._alarm.value = self.named["SSECA"].value
        self.named["CTRL"]["SSEC_ALARM_FL"] = 1
        self.IRQ.Set(self._is_pending())

    def _is_pending(self) -> bool:
        control = self.named["CTRL"]
        return bool(
            control["READY_INT_EN"]
            or control["TOD_ALARM_EN"] & control["TOD_ALARM_FL"]
            or control["SSEC_ALARM_EN"] & control["SSEC_ALARM_FL"]
        )
