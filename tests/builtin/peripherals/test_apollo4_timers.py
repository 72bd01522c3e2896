"""Apollo4: counters, calendar and converter as the vendor's HAL uses them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.apollo4.ambiqapollo4_adc import AmbiqApollo4_ADC
from vboard.builtin.peripherals.apollo4.ambiqapollo4_rtc import AmbiqApollo4_RTC
from vboard.builtin.peripherals.apollo4.ambiqapollo4_timer import AmbiqApollo4_Timer

SECOND = 1_000_000_000
MICROSECOND = 1_000


class TestTimer:
    STATUS, INTEN, INTSTAT, INTCLR = 0x04, 0x60, 0x64, 0x68
    CTRL, COUNT, CMP0, CMP1 = 0x200, 0x204, 0x208, 0x20C
    ENABLE, CLEAR, UPCOUNT, HFRC_16 = 1, 2, 2 << 4, 1 << 8

    @pytest.mark.parametrize("number", [0, 3, 10])
    def test_an_up_counter_interrupts_each_period(self, env: FakeEnvironment, number: int) -> None:
        timer = AmbiqApollo4_Timer(env)
        base = 0x20 * number
        timer.write(base + self.CMP0, 4, 6000)  # 1 ms of 6 MHz
        timer.write(self.INTEN, 4, 1 << 2 * number)
        timer.write(base + self.CTRL, 4, self.ENABLE | self.UPCOUNT | self.HFRC_16)
        assert timer.read(self.STATUS, 4) & 0xFFFF == 1 << number
        for _ in range(3):
            env.pass_time(1000 * MICROSECOND - 1)
            assert not timer.lines[number].IsSet
            env.pass_time(1)
            assert timer.lines[number].IsSet
            timer.write(self.INTCLR, 4, 1 << 2 * number)
            assert not timer.lines[number].IsSet

    def test_both_compare_values_are_seen_and_counting_goes_on(self, env: FakeEnvironment) -> None:
        timer = AmbiqApollo4_Timer(env)
        timer.write(self.CMP0, 4, 10)
        timer.write(self.CMP1, 4, 20)
        timer.write(self.CTRL, 4, self.ENABLE | self.HFRC_16)
        env.pass_time(2 * MICROSECOND)
        assert timer.read(self.INTSTAT, 4) == 0b01
        env.pass_time(2 * MICROSECOND)
        assert (timer.read(self.INTSTAT, 4), timer.read(self.COUNT, 4)) == (0b11, 24)
        timer.write(self.CTRL, 4, self.CLEAR | self.HFRC_16)
        assert timer.read(self.COUNT, 4) == 0

    def test_a_counter_needs_its_global_enable(self, env: FakeEnvironment) -> None:
        timer = AmbiqApollo4_Timer(env)
        timer.write(0x20 * 12 + self.CTRL, 4, self.ENABLE | self.HFRC_16)
        env.pass_time(SECOND)
        assert timer.read(0x20 * 12 + self.COUNT, 4) == 0
        timer.write(0x10, 4, 0xFFFF)
        env.pass_time(MICROSECOND)
        assert timer.read(0x20 * 12 + self.COUNT, 4) == 6


class TestCalendar:
    CTL, STAT, LOW, UP, ALARM_LOW, ALARM_UP = 0x00, 0x04, 0x20, 0x24, 0x30, 0x34
    INTEN, INTSTAT, INTCLR = 0x200, 0x204, 0x208

    def set_date(self, rtc: AmbiqApollo4_RTC) -> None:
        """To 2024-02-28, a Wednesday, 23:59:58.50."""
        rtc.write(self.CTL, 4, 1)
        rtc.write(self.LOW, 4, 0x23595850)
        assert rtc.read(self.STAT, 4) == 1
        rtc.write(self.UP, 4, 0x03240228)
        assert rtc.read(self.STAT, 4) == 0

    def test_it_begins_at_1970(self, env: FakeEnvironment) -> None:
        rtc = AmbiqApollo4_RTC(env)
        env.pass_time(SECOND)
        assert (rtc.read(self.LOW, 4), rtc.read(self.UP, 4)) == (0x100, 0x14700101)

    def test_a_leap_day_follows(self, env: FakeEnvironment) -> None:
        rtc = AmbiqApollo4_RTC(env)
        self.set_date(rtc)
        env.pass_time(2 * SECOND)
        assert (rtc.read(self.LOW, 4), rtc.read(self.UP, 4)) == (0x00000050, 0x04240229)
        assert rtc.CurrentDateTime == datetime(2024, 2, 29, 0, 0, 0, 500_000)

    def test_a_stopped_calendar_stands(self, env: FakeEnvironment) -> None:
        rtc = AmbiqApollo4_RTC(env)
        self.set_date(rtc)
        rtc.write(self.CTL, 4, 1 << 4)
        env.pass_time(10 * SECOND)
        assert rtc.read(self.LOW, 4) == 0x23595850

    @pytest.mark.parametrize(
        ("repeats", "seconds"), [(7, 0.6), (6, 4.1), (5, 184.1), (4, 7384.1), (3, 93784.1)]
    )
    def test_the_alarm_rings(self, env: FakeEnvironment, repeats: int, seconds: float) -> None:
        rtc = AmbiqApollo4_RTC(env)
        self.set_date(rtc)
        rtc.write(self.ALARM_LOW, 4, 0x02030260 if repeats < 7 else 0x10)
        rtc.write(self.ALARM_UP, 4, 5 << 16 if repeats == 3 else 0)  # a Friday
        rtc.write(self.CTL, 4, repeats << 1)
        rtc.write(self.INTEN, 4, 1)
        env.pass_time(round(seconds * SECOND) - MICROSECOND)
        assert not rtc.IRQ.IsSet
        env.pass_time(MICROSECOND)
        assert rtc.IRQ.IsSet
        rtc.write(self.INTCLR, 4, 1)
        assert not rtc.IRQ.IsSet

    def test_a_write_without_permission_is_refused(self, env: FakeEnvironment) -> None:
        rtc = AmbiqApollo4_RTC(env)
        rtc.write(self.LOW, 4, 0x12000000)
        assert rtc.read(self.LOW, 4) == 0
        assert any("WRTC" in text for text in env.messages)


class TestConverter:
    CFG, SWT, SLOT, FIFO, POP, INTEN, INTSTAT, INTCLR = 0x00, 0x08, 0x0C, 0x38, 0x3C, 0x200, 0x204, 0x208

    @pytest.fixture
    def adc(self, env: FakeEnvironment) -> AmbiqApollo4_ADC:
        adc = AmbiqApollo4_ADC(env)
        adc.Channel3Data, adc.Channel5Data = 0x12340, 0x23480
        adc.write(self.SLOT, 4, 3 << 8 | 1)
        adc.write(self.SLOT + 8, 4, 5 << 8 | 1)
        adc.write(self.CFG, 4, 1 << 12 | 1)
        return adc

    def test_a_trigger_converts_all_enabled_slots(self, adc: AmbiqApollo4_ADC) -> None:
        adc.write(self.INTEN, 4, 1)
        adc.write(self.SWT, 4, 0x37)
        assert adc.IRQ.IsSet
        assert adc.read(self.INTSTAT, 4) == 0b11
        assert adc.read(self.FIFO, 4) == 2 << 20 | 0x12340
        assert [adc.read(self.POP, 4) for _ in range(3)] == [
            2 << 20 | 0x12340,
            2 << 28 | 1 << 20 | 0x23480,
            0,
        ]
        adc.write(self.INTCLR, 4, 0b11)
        assert not adc.IRQ.IsSet

    def test_slots_keep_their_settings_while_it_is_enabled(
        self, env: FakeEnvironment, adc: AmbiqApollo4_ADC
    ) -> None:
        adc.write(self.SLOT, 4, 0)
        assert adc.read(self.SLOT, 4) == 3 << 8 | 1
        assert any("while the converter is enabled" in text for text in env.messages)

    def test_a_full_fifo_is_told_and_disabling_empties_it(self, adc: AmbiqApollo4_ADC) -> None:
        for _ in range(7):
            adc.write(self.SWT, 4, 0x37)
        assert adc.read(self.INTSTAT, 4) == 0b1111
        assert adc.read(self.FIFO, 4) >> 20 & 0xFF == 12
        adc.write(self.CFG, 4, 0)
        assert adc.read(self.FIFO, 4) == 0
