"""SysTick in virtual time: period, value, flags, and Renode's departures."""

from __future__ import annotations

from tests.builtin.cpu.board import Board

MHZ72 = 72_000_000
CONTROL, LOAD, VALUE, CALIBRATION, ICSR = 0x010, 0x014, 0x018, 0x01C, 0xD04
PENDSTSET, PENDSTCLR = 1 << 26, 1 << 25


class Timer:
    """The SysTick of a core that does not execute."""

    def __init__(self, frequency: int = MHZ72) -> None:
        board = Board("cortex-m3", frequency // 1_000_000)
        self.clock, self.nvic = board.emulation.clock, board.nvic

    def read(self, register: int) -> int:
        return int(self.nvic.read(register, 4))

    def write(self, register: int, value: int) -> None:
        self.nvic.write(register, 4, value)

    def start(self, load: int, control: int) -> None:
        """Set the period and start with it."""
        self.write(LOAD, load)
        self.write(VALUE, 0)
        self.write(CONTROL, control)

    def ticks_until(self, end: int) -> list[int]:
        """The times up to `end` at which the interrupt is requested."""
        times = []
        while (at := self.clock.next_event()) is not None and at <= end:
            self.clock.advance_to(at)
            if self.read(ICSR) & PENDSTSET:
                times.append(at)
                self.write(ICSR, PENDSTCLR)
        self.clock.advance_to(end)
        assert not self.read(ICSR) & PENDSTSET
        return times


def test_period_is_load_and_does_not_drift() -> None:
    timer = Timer()
    timer.start(71_999, 3)
    ticks = timer.ticks_until(600_000_000)
    # 500 periods of 71999 counts at 72 MHz: 499.993056 ms, rounded up to whole nanoseconds.
    assert ticks[499] == -(-500 * 71_999 * 1000 // 72)
    assert ticks[0] == -(-71_999 * 1000 // 72)


def test_value_counts_down_and_wraps_to_load() -> None:
    timer = Timer(1_000_000)
    timer.start(10, 1)
    values = []
    for _ in range(12):
        values.append(timer.read(VALUE))
        timer.clock.advance_to(timer.clock.now + 1000)
    assert values == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 10, 9]


def test_countflag_is_set_by_a_wrap_and_cleared_by_reading() -> None:
    timer = Timer(1_000_000)
    timer.start(10, 1)
    assert timer.read(CONTROL) == 0x5
    assert timer.ticks_until(25_000) == []  # TICKINT is clear
    assert timer.read(CONTROL) == 0x10005
    assert timer.read(CONTROL) == 0x5


def test_writing_the_value_loads_and_clears_the_flag() -> None:
    timer = Timer(1_000_000)
    timer.start(10, 1)
    timer.clock.advance_to(15_000)
    timer.write(VALUE, 0)
    assert timer.read(VALUE) == 10
    assert timer.read(CONTROL) == 0x5


def test_disabling_freezes_the_value() -> None:
    timer = Timer(1_000_000)
    timer.start(10, 3)
    timer.clock.advance_to(4_000)
    timer.write(CONTROL, 2)
    assert timer.ticks_until(100_000) == []
    assert timer.read(VALUE) == 6
    timer.write(CONTROL, 3)
    assert timer.ticks_until(106_000) == [106_000]


def test_load_zero_stops() -> None:
    timer = Timer(1_000_000)
    timer.start(0, 3)
    assert timer.ticks_until(1_000_000_000) == []


def test_calibration_is_ten_milliseconds() -> None:
    assert Timer(216_000_000).read(CALIBRATION) == 0x8020F580


def test_value_written_before_load_leaves_the_first_period_at_its_maximum() -> None:
    # As Renode has it: with LOAD 0 a write to VAL loads nothing.
    timer = Timer(1_000_000)
    timer.write(VALUE, 0)
    timer.write(LOAD, 999)
    timer.write(CONTROL, 3)
    first = 0xFFFFFF * 1000
    assert timer.ticks_until(first + 2 * 999_000) == [first + n * 999_000 for n in range(3)]
