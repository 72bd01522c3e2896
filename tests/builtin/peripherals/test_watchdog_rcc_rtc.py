"""Watchdog, clock control and real-time clock of STM32."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.stm32.stm32_independent_watchdog import STM32_IndependentWatchdog
from vboard.builtin.peripherals.stm32.stm32f4_rcc import STM32F4_RCC
from vboard.builtin.peripherals.stm32.stm32f4_rtc import STM32F4_RTC

SECOND = 1_000_000_000


class TestWatchdog:
    KR, PR, RLR, SR, WINR = range(0, 0x14, 4)
    START, RELOAD, UNLOCK = 0xCCCC, 0xAAAA, 0x5555

    @pytest.fixture
    def watchdog(self, env: FakeEnvironment) -> STM32_IndependentWatchdog:
        return STM32_IndependentWatchdog(env, frequency=32_000)

    def test_timeout_requests_a_reset(
        self, env: FakeEnvironment, watchdog: STM32_IndependentWatchdog
    ) -> None:
        watchdog.write(self.KR, 4, self.START)
        env.pass_time(0xFFF * 4 * SECOND // 32_000 - 1)
        assert env.resets == 0
        env.pass_time(1)
        assert (env.resets, env.messages) == (1, ["Watchdog reset triggered!"])

    def test_reloading_in_time_keeps_it_quiet(
        self, env: FakeEnvironment, watchdog: STM32_IndependentWatchdog
    ) -> None:
        watchdog.write(self.KR, 4, self.START)
        for _ in range(20):
            env.pass_time(SECOND // 2)
            watchdog.write(self.KR, 4, self.RELOAD)
        assert env.resets == 0

    @given(st.integers(0, 7), st.integers(1, 0xFFF))
    def test_timeout_follows_prescaler_and_reload(self, prescaler: int, reload: int) -> None:
        env = FakeEnvironment()
        watchdog = STM32_IndependentWatchdog(env, 32_000)
        for offset, value in (
            *((self.KR, self.UNLOCK), (self.PR, prescaler), (self.RLR, reload)),
            *((self.KR, self.RELOAD), (self.KR, self.START)),
        ):
            watchdog.write(offset, 4, value)
        due = -(-reload * SECOND // (32_000 // min(4 << prescaler, 256)))
        env.pass_time(due - 1)
        assert env.resets == 0
        env.pass_time(1)
        assert env.resets == 1

    def test_starting_does_not_reload(
        self, env: FakeEnvironment, watchdog: STM32_IndependentWatchdog
    ) -> None:
        for offset, value in ((self.KR, self.UNLOCK), (self.RLR, 10), (self.KR, self.START)):
            watchdog.write(offset, 4, value)
        env.pass_time(10 * 4 * SECOND // 32_000)
        assert env.resets == 0

    @pytest.mark.parametrize(
        ("offset", "what"), [(4, "prescaler value"), (8, "reload value"), (16, "window")]
    )
    def test_locked_registers_warn(
        self, env: FakeEnvironment, watchdog: STM32_IndependentWatchdog, offset: int, what: str
    ) -> None:
        watchdog.write(offset, 4, 1)
        assert env.messages == [f"Trying to change watchdog {what} without unlocking it"]

    def test_reloading_before_the_window_requests_a_reset(
        self, env: FakeEnvironment, watchdog: STM32_IndependentWatchdog
    ) -> None:
        for offset, value in ((self.KR, self.UNLOCK), (self.WINR, 100), (self.KR, self.START)):
            watchdog.write(offset, 4, value)
        env.pass_time(SECOND // 100)
        watchdog.write(self.KR, 4, self.RELOAD)
        assert (env.resets, env.messages) == (
            1,
            ["Watchdog reloaded outside of window, triggering reset!"],
        )

    def test_no_window_without_the_option(self, env: FakeEnvironment) -> None:
        STM32_IndependentWatchdog(env, 32_000, windowOption=False).read(self.WINR, 4)
        assert env.messages == ["Unhandled read from offset 0x10 (Window)."]

    def test_machine_reset_stops_it(self, env: FakeEnvironment, watchdog: STM32_IndependentWatchdog) -> None:
        watchdog.write(self.KR, 4, self.START)
        watchdog.Reset()
        env.pass_time(10 * SECOND)
        assert env.resets == 0


class TestRCC:
    @pytest.fixture
    def rcc(self, env: FakeEnvironment) -> STM32F4_RCC:
        return STM32F4_RCC(env, STM32F4_RTC(env))

    def test_reset_values(self, rcc: STM32F4_RCC) -> None:
        assert [rcc.read(o, 4) for o in (0x00, 0x04, 0x08, 0x74)] == [
            *(0x483, 0x2400_3010, 0, 0x0E00_0000),
        ]

    @pytest.mark.parametrize(
        ("offset", "bit"), [(0, 0), (0, 16), (0, 24), (0, 26), (0, 28), (0x70, 0), (0x74, 0)]
    )
    def test_ready_follows_enable_at_once(self, rcc: STM32F4_RCC, offset: int, bit: int) -> None:
        rcc.write(offset, 4, 1 << bit)
        assert rcc.read(offset, 4) >> bit & 3 == 3
        rcc.write(offset, 4, 0)
        assert rcc.read(offset, 4) >> bit & 3 == 0

    @given(st.integers(0, 3))
    def test_sws_equals_sw(self, switch: int) -> None:
        env = FakeEnvironment()
        rcc = STM32F4_RCC(env, STM32F4_RTC(env))
        rcc.write(0x08, 4, switch)
        assert rcc.read(0x08, 4) == switch << 2 | switch

    def test_timer9_reset_pulses_on_release(self, rcc: STM32F4_RCC) -> None:
        line = record(rcc.Timer9Reset)
        rcc.write(0x24, 4, 1 << 16)
        assert line.edges == []
        rcc.write(0x24, 4, 0)
        assert line.edges == [(0, True), (0, False)]

    @pytest.mark.parametrize(
        ("offset", "bits"), [(0x30, 0x7EF4_17FF), (0x40, 0xF6FE_C9FF), (0x44, 0x0477_7F33)]
    )
    def test_clock_enables_store_the_bits_that_exist(self, rcc: STM32F4_RCC, offset: int, bits: int) -> None:
        rcc.write(offset, 4, 0xFFFF_FFFF)
        assert rcc.read(offset, 4) == bits

    @pytest.mark.parametrize("offset", [0x0C, 0x90])
    def test_cir_and_f7_registers_are_unhandled(
        self, env: FakeEnvironment, rcc: STM32F4_RCC, offset: int
    ) -> None:
        rcc.read(offset, 4)
        assert env.messages == [f"Unhandled read from offset 0x{offset:X}."]


class TestRTC:
    TR, DR, CR, ISR, PRER, WPR = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x24

    @pytest.fixture
    def rtc(self, env: FakeEnvironment) -> STM32F4_RTC:
        return STM32F4_RTC(env)

    def unlock(self, rtc: STM32F4_RTC) -> None:
        rtc.write(self.WPR, 4, 0xCA)
        rtc.write(self.WPR, 4, 0x53)

    def set(self, rtc: STM32F4_RTC, time: int, date: int) -> None:
        self.unlock(rtc)
        rtc.write(self.ISR, 4, 1 << 7)
        rtc.write(self.TR, 4, time)
        rtc.write(self.DR, 4, date)
        rtc.write(self.ISR, 4, 0)

    def test_counts_seconds_of_virtual_time_in_bcd(self, env: FakeEnvironment, rtc: STM32F4_RTC) -> None:
        env.pass_time(3_723 * SECOND)
        assert (rtc.read(self.TR, 4), rtc.read(self.DR, 4)) == (0x010203, 0x202101)

    def test_a_new_day_advances_date_and_week_day(self, env: FakeEnvironment, rtc: STM32F4_RTC) -> None:
        self.set(rtc, 0x235959, 0x24E228)  # Wednesday-style week day 7, 2024-02-28
        env.pass_time(SECOND)
        assert (rtc.read(self.TR, 4), rtc.read(self.DR, 4)) == (0, 0x242229)

    def test_writes_need_the_keys_and_initialisation_mode(
        self, env: FakeEnvironment, rtc: STM32F4_RTC
    ) -> None:
        rtc.write(self.TR, 4, 0x10)
        self.unlock(rtc)
        rtc.write(self.TR, 4, 0x10)
        assert rtc.read(self.TR, 4) == 0
        assert env.messages == [
            "Writing to TR without unlocking it first",
            "Writing to TR outside of initialization mode",
        ]

    def test_an_impossible_date_is_ignored(self, env: FakeEnvironment, rtc: STM32F4_RTC) -> None:
        self.set(rtc, 0, 0x240231)
        assert "out of range" in env.messages[0]
        assert rtc.read(self.DR, 4) & 0x3F == 1

    def test_prescalers_set_the_length_of_a_second(self, env: FakeEnvironment, rtc: STM32F4_RTC) -> None:
        self.unlock(rtc)
        rtc.write(self.ISR, 4, 1 << 7)
        rtc.write(self.PRER, 4, 0x7F << 16 | 0x1FF)
        rtc.write(self.ISR, 4, 0)
        env.pass_time(2 * SECOND)
        assert rtc.read(self.TR, 4) == 1

    def test_backup_registers_store(self, rtc: STM32F4_RTC) -> None:
        rtc.write(0x9C, 4, 0x1234)
        assert rtc.read(0x9C, 4) == 0x1234
