"""SysTick in virtual time: period, value, flags, and Renode's departures."""

from __future__ import annotations

from vboard.builtin.cpu.systick import SysTick
from vboard.builtin.machine.clock import VirtualClock

MHZ72 = 72_000_000


def timer(frequency: int = MHZ72) -> tuple[VirtualClock, SysTick, list[int]]:
    """A timer and the times at which it requested its interrupt."""
    clock = VirtualClock()
    ticks: list[int] = []
    return clock, SysTick(clock, frequency, lambda: ticks.append(clock.now)), ticks


def test_period_is_load_and_does_not_drift() -> None:
    clock, systick, ticks = timer()
    systick.write_load(71_999)
    systick.write_value()
    systick.write_control(3)
    clock.advance_to(600_000_000)
    # 500 periods of 71999 counts at 72 MHz: 499.993056 ms, rounded up to whole nanoseconds.
    assert ticks[499] == -(-500 * 71_999 * 1000 // 72)
    assert ticks[0] == -(-71_999 * 1000 // 72)


def test_value_counts_down_and_wraps_to_load() -> None:
    clock, systick, _ticks = timer(1_000_000)
    systick.write_load(10)
    systick.write_value()
    systick.write_control(1)
    values = []
    for _ in range(12):
        values.append(systick.read_value())
        clock.advance_to(clock.now + 1000)
    assert values == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 10, 9]


def test_countflag_is_set_by_a_wrap_and_cleared_by_reading() -> None:
    clock, systick, ticks = timer(1_000_000)
    systick.write_load(10)
    systick.write_value()
    systick.write_control(1)
    assert systick.read_control() == 0x5
    clock.advance_to(25_000)
    assert systick.read_control() == 0x10005
    assert systick.read_control() == 0x5
    assert ticks == []  # TICKINT is clear


def test_writing_the_value_loads_and_clears_the_flag() -> None:
    clock, systick, _ticks = timer(1_000_000)
    systick.write_load(10)
    systick.write_value()
    systick.write_control(1)
    clock.advance_to(15_000)
    systick.write_value()
    assert systick.read_value() == 10
    assert systick.read_control() == 0x5


def test_disabling_freezes_the_value() -> None:
    clock, systick, ticks = timer(1_000_000)
    systick.write_load(10)
    systick.write_value()
    systick.write_control(3)
    clock.advance_to(4_000)
    systick.write_control(2)
    clock.advance_to(100_000)
    assert systick.read_value() == 6
    assert ticks == []
    systick.write_control(3)
    clock.advance_to(106_000)
    assert ticks == [106_000]


def test_load_zero_stops() -> None:
    clock, systick, ticks = timer(1_000_000)
    systick.write_load(0)
    systick.write_value()
    systick.write_control(3)
    clock.advance_to(1_000_000_000)
    assert ticks == []


def test_calibration_is_ten_milliseconds() -> None:
    assert timer(216_000_000)[1].calibration == 0x8020F580


def test_value_written_before_load_leaves_the_first_period_at_its_maximum() -> None:
    # As Renode has it: with LOAD 0 a write to VAL loads nothing.
    clock, systick, ticks = timer(1_000_000)
    systick.write_value()
    systick.write_load(999)
    systick.write_control(3)
    clock.advance_to(0xFFFFFF * 1000 + 2 * 999_000)
    assert ticks == [0xFFFFFF * 1000 + n * 999_000 for n in range(3)]
