"""MAX32650: clock, timers and port (MAX32650 user guide)."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.max32.max32650_gcr import MAX32650_GCR
from vboard.builtin.peripherals.max32.max32650_gpio import MAX32650_GPIO
from vboard.builtin.peripherals.max32.max32650_timer import MAX32650_Timer

MICROSECOND = 1_000
CLKCN = 0x08


class TestTimer:
    CNT, CMP, INTR, CN = 0x00, 0x04, 0x0C, 0x10
    ENABLE, CONTINUOUS = 1 << 7, 1

    @pytest.fixture
    def gcr(self, env: FakeEnvironment) -> MAX32650_GCR:
        return MAX32650_GCR(env)

    def test_it_interrupts_each_time_the_compare_value_is_reached(
        self, env: FakeEnvironment, gcr: MAX32650_GCR
    ) -> None:
        timer = MAX32650_Timer(env, gcr)
        timer.write(self.CMP, 4, 2501)  # from 1: 100 µs at 25 MHz
        timer.write(self.CN, 4, self.ENABLE | self.CONTINUOUS)
        for _ in range(3):
            env.pass_time(100 * MICROSECOND)
            assert timer.IRQ.IsSet
            timer.write(self.INTR, 4, 1)
            assert not timer.IRQ.IsSet

    def test_one_shot_stops(self, env: FakeEnvironment, gcr: MAX32650_GCR) -> None:
        timer = MAX32650_Timer(env, gcr)
        timer.write(self.CMP, 4, 100)
        timer.write(self.CN, 4, self.CONTINUOUS)
        timer.write(self.CN, 4, self.ENABLE)
        env.pass_time(1000 * MICROSECOND)
        assert timer.IRQ.IsSet
        assert not timer.read(self.CN, 4) & self.ENABLE

    @pytest.mark.parametrize(
        ("clock", "count"), [(0, 251), (4 << 9, 601), (4 << 9 | 1 << 6, 301), (6 << 9, 1)]
    )
    def test_it_follows_the_system_clock(
        self, env: FakeEnvironment, gcr: MAX32650_GCR, clock: int, count: int
    ) -> None:
        timer = MAX32650_Timer(env, gcr)
        gcr.write(CLKCN, 4, clock)
        timer.write(self.CN, 4, self.ENABLE)
        env.pass_time(10 * MICROSECOND)
        assert timer.read(self.CNT, 4) == count

    def test_a_reserved_clock_changes_nothing(self, env: FakeEnvironment, gcr: MAX32650_GCR) -> None:
        followed: list[int] = []
        gcr.follow_clock(followed.append)
        gcr.write(CLKCN, 4, 4 << 9)
        gcr.write(CLKCN, 4, 7 << 9)
        assert followed == [120_000_000]


class TestPort:
    EN_CLR, OUT_EN, OUT, OUT_SET, OUT_CLR, IN = 0x08, 0x0C, 0x18, 0x1C, 0x20, 0x24
    OUT_EN_SET, INT_MOD, INT_POL, INT_EN_SET, INT_STAT, INT_CLR = 0x10, 0x28, 0x2C, 0x38, 0x40, 0x48

    @pytest.fixture
    def port(self, env: FakeEnvironment) -> MAX32650_GPIO:
        return MAX32650_GPIO(env, 32)

    @pytest.mark.parametrize("enable", [OUT_EN, OUT_EN_SET])
    def test_outputs_are_set_and_cleared(self, port: MAX32650_GPIO, enable: int) -> None:
        port.write(enable, 4, 0b110)
        line = record(port.lines[2])
        port.write(self.OUT_SET, 4, 0b100)
        assert port.read(self.OUT, 4) == 0b100
        port.write(self.OUT_CLR, 4, 0b100)
        port.write(self.OUT, 4, 0b110)
        assert [level for _, level in line.edges] == [True, False, True]

    def test_a_pin_that_is_no_output_stays(self, env: FakeEnvironment, port: MAX32650_GPIO) -> None:
        port.write(self.OUT_EN, 4, 0)
        port.write(self.OUT_SET, 4, 1)
        assert not port.lines[0].IsSet
        assert any("no enabled outputs" in text for text in env.messages)

    @pytest.mark.parametrize(("by_edge", "high"), [(0, 0), (0, 1), (1, 0), (1, 1)])
    def test_an_interrupt_by_level_or_edge_of_either_polarity(
        self, port: MAX32650_GPIO, by_edge: int, high: int
    ) -> None:
        port.OnGPIO(3, not high)
        port.write(self.INT_CLR, 4, 0xFFFF_FFFF)
        port.write(self.INT_MOD, 4, by_edge << 3)
        port.write(self.INT_POL, 4, high << 3)
        port.write(self.INT_EN_SET, 4, 1 << 3)
        port.OnGPIO(3, bool(high))
        assert port.read(self.IN, 4) == high << 3
        assert port.IRQ.IsSet
        port.write(self.INT_CLR, 4, 1 << 3)
        assert not port.IRQ.IsSet
        port.OnGPIO(3, bool(high))
        assert port.IRQ.IsSet is not bool(by_edge)
