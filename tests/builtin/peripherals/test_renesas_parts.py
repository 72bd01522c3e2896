"""Renesas RA: timers and I2C as the flexible software package drives them (RA6M5 user manual)."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.bus_devices import BusDevice, device_of
from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.renesas.renesasra_agt import RenesasRA_AGT
from vboard.builtin.peripherals.renesas.renesasra_gpt import LINES_OF_CHANNEL, OVERFLOW, RenesasRA_GPT
from vboard.builtin.peripherals.renesas.renesasra_iic import ADDRESS_TIME, RenesasRA_IIC

MEGAHERTZ = 1_000_000
MICROSECOND = 1_000


class TestGeneralTimer:
    GTSTR, GTSTP, GTCR, GTUDDTYC, GTST, GTCNT, GTPR = 0x04, 0x08, 0x2C, 0x30, 0x3C, 0x48, 0x64

    @pytest.fixture
    def timer(self, env: FakeEnvironment) -> RenesasRA_GPT:
        return RenesasRA_GPT(env, 2, 6, 0xFF0, MEGAHERTZ)

    @pytest.mark.parametrize("channel", [0, 3, 7])
    def test_overflow_pulses_each_period_and_stays_in_the_status(
        self, env: FakeEnvironment, timer: RenesasRA_GPT, channel: int
    ) -> None:
        base = 0x100 * channel
        timer.write(base + self.GTUDDTYC, 4, 1)
        timer.write(base + self.GTPR, 4, 1000)
        timer.write(base + self.GTCNT, 4, 0)
        line = record(timer.lines[LINES_OF_CHANNEL * channel + OVERFLOW], env)
        timer.write(base + self.GTSTR, 4, 1 << channel)
        env.pass_time(3500 * MICROSECOND)
        pulses = [time for time, (_, level) in zip(line.times, line.edges, strict=True) if level]
        assert pulses == [1000 * MICROSECOND * n for n in (1, 2, 3)]
        assert timer.read(base + self.GTST, 4) & 1 << 6
        timer.write(base + self.GTST, 4, 0)
        assert not timer.read(base + self.GTST, 4) & 1 << 6
        assert timer.read(base + self.GTCNT, 4) == 500

    def test_start_and_stop_registers_of_any_channel_show_all(self, timer: RenesasRA_GPT) -> None:
        timer.write(0x100 * 5 + self.GTSTR, 4, 0b101)
        assert timer.read(self.GTSTR, 4) == 0b101
        assert timer.read(self.GTSTP, 4) == 0b11111010
        timer.write(self.GTSTP, 4, 0b100)
        assert timer.read(0x100 * 2 + self.GTSTR, 4) == 0b001

    def test_a_period_of_a_short_channel_has_16_bits(self, timer: RenesasRA_GPT) -> None:
        assert [timer.read(0x100 * n + self.GTPR, 4) for n in (1, 2)] == [0xFFFF_FFFF, 0xFFFF]

    def test_a_write_to_a_running_counter_is_ignored(
        self, env: FakeEnvironment, timer: RenesasRA_GPT
    ) -> None:
        timer.write(self.GTUDDTYC, 4, 1)
        timer.write(self.GTCNT, 4, 0)
        timer.write(self.GTSTR, 4, 1)
        timer.write(self.GTCNT, 4, 500)
        env.pass_time(10 * MICROSECOND)
        assert timer.read(self.GTCNT, 4) == 10


class TestAsynchronousTimer:
    AGT, AGTCMA, AGTCR, AGTMR1, AGTMR2, AGTCMSR = 0x0, 0x2, 0x8, 0x9, 0xA, 0xE
    TUNDF, TCMAF = 1 << 5, 1 << 6

    def start(self, env: FakeEnvironment, mode1: int = 0, reload: int = 1000) -> RenesasRA_AGT:
        timer = RenesasRA_AGT(env, 32_768, 32_768, MEGAHERTZ)
        timer.write(self.AGTMR1, 1, mode1)
        timer.write(self.AGT, 2, reload)
        timer.write(self.AGTCR, 1, 1)
        return timer

    def test_it_counts_down_and_pulses_at_underflow(self, env: FakeEnvironment) -> None:
        timer = self.start(env)
        line = record(timer.IRQ, env)
        env.pass_time(250 * MICROSECOND)
        assert timer.read(self.AGT, 2) == 750
        env.pass_time(750 * MICROSECOND)
        assert line.times[0] == 1000 * MICROSECOND
        assert timer.read(self.AGTCR, 1) == self.TUNDF | 0b11
        timer.write(self.AGTCR, 1, 1)
        assert timer.read(self.AGTCR, 1) == 0b11

    def test_compare_match_comes_at_its_count(self, env: FakeEnvironment) -> None:
        timer = self.start(env)
        timer.write(self.AGTCMA, 2, 400)
        timer.write(self.AGTCMSR, 1, 1)
        line = record(timer.CompareMatchA, env)
        env.pass_time(1000 * MICROSECOND)
        assert line.times[0] == 600 * MICROSECOND
        assert timer.read(self.AGTCR, 1) & self.TCMAF

    @pytest.mark.parametrize(("source", "divided", "period"), [(1, 0, 8000), (3, 0, 2000), (4, 2, 122_070)])
    def test_sources_of_the_clock(self, env: FakeEnvironment, source: int, divided: int, period: int) -> None:
        timer = RenesasRA_AGT(env, 32_768, 32_768, MEGAHERTZ)
        timer.write(self.AGTMR1, 1, source << 4)
        timer.write(self.AGTMR2, 1, divided)
        timer.write(self.AGT, 2, 1000)
        line = record(timer.IRQ, env)
        timer.write(self.AGTCR, 1, 1)
        env.pass_time((period + 10) * MICROSECOND)
        assert line.times[0] == pytest.approx(period * MICROSECOND, abs=MICROSECOND)

    def test_stop_brings_the_reset_count_back(self, env: FakeEnvironment) -> None:
        timer = self.start(env)
        timer.write(self.AGTCR, 1, 1 << 2)
        env.pass_time(100 * MICROSECOND)
        assert (timer.read(self.AGT, 2), timer.read(self.AGTCR, 1)) == (0xFFFF, 0)


class TestI2C:
    ICCR1, ICCR2, ICMR3, ICIER, ICSR2, ICDRT, ICDRR = 0x0, 0x1, 0x4, 0x7, 0x9, 0x12, 0x13
    ST, RS, SP, BBSY = 1 << 1, 1 << 2, 1 << 3, 1 << 7
    STOP, NACKF, RDRF, TEND, TDRE = 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7
    ACKWP, ACKBT = 1 << 4, 1 << 3

    @pytest.fixture
    def iic(self, env: FakeEnvironment) -> RenesasRA_IIC:
        iic = RenesasRA_IIC(env)
        iic.slaves[0x38] = BusDevice()
        iic.write(self.ICCR1, 1, 1 << 7)
        return iic

    def address(self, env: FakeEnvironment, iic: RenesasRA_IIC, byte: int, condition: int = ST) -> None:
        iic.write(self.ICCR2, 1, condition)
        assert iic.read(self.ICSR2, 1) & self.TDRE
        iic.write(self.ICDRT, 1, byte)
        env.pass_time(ADDRESS_TIME)

    def test_a_write_reaches_the_device_at_the_stop(self, env: FakeEnvironment, iic: RenesasRA_IIC) -> None:
        self.address(env, iic, 0x70)
        for byte in (1, 2, 3):
            assert iic.read(self.ICSR2, 1) & (self.TDRE | self.TEND) == self.TDRE | self.TEND
            iic.write(self.ICDRT, 1, byte)
        iic.write(self.ICCR2, 1, self.SP)
        assert device_of(iic.slaves[0x38]).written == [b"\1\2\3"]
        assert iic.read(self.ICSR2, 1) & self.STOP
        assert not iic.read(self.ICCR2, 1) & self.BBSY

    def test_a_read_begins_with_a_dummy_read_and_ends_by_not_acknowledging(
        self, env: FakeEnvironment, iic: RenesasRA_IIC
    ) -> None:
        self.address(env, iic, 0x71)
        assert iic.read(self.ICSR2, 1) & self.RDRF
        iic.read(self.ICDRR, 1)
        assert iic.read(self.ICDRR, 1) == 0xA0
        iic.write(self.ICMR3, 1, self.ACKWP)
        iic.write(self.ICMR3, 1, self.ACKWP | self.ACKBT)
        assert iic.read(self.ICDRR, 1) == 0xA1
        iic.write(self.ICCR2, 1, iic.read(self.ICCR2, 1) | self.SP)
        assert iic.read(self.ICDRR, 1) == 0xA2
        assert iic.read(self.ICSR2, 1) & self.STOP

    def test_a_register_is_read_by_a_repeated_start(self, env: FakeEnvironment, iic: RenesasRA_IIC) -> None:
        self.address(env, iic, 0x70)
        iic.write(self.ICDRT, 1, 0x0F)
        self.address(env, iic, 0x71, self.RS)
        assert device_of(iic.slaves[0x38]).written == [b"\x0f"]
        iic.read(self.ICDRR, 1)
        assert iic.read(self.ICDRR, 1) == 0xA0

    def test_nobody_at_the_address_is_not_acknowledged(
        self, env: FakeEnvironment, iic: RenesasRA_IIC
    ) -> None:
        iic.write(self.ICIER, 1, self.NACKF)
        self.address(env, iic, 0x20)
        assert iic.read(self.ICSR2, 1) & self.NACKF
        assert iic.ErrorOrEventIRQ.IsSet

    def test_an_internal_reset_frees_the_bus(self, env: FakeEnvironment, iic: RenesasRA_IIC) -> None:
        self.address(env, iic, 0x70)
        iic.write(self.ICCR1, 1, 1 << 7 | 1 << 6)
        assert not iic.read(self.ICCR2, 1) & self.BBSY
        assert iic.read(self.ICSR2, 1) == 0
