"""Timers.STM32_Timer: event times in closed form and the documented departures from silicon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.stm32.stm32_timer import STM32_Timer

CR1, DIER, SR, EGR, CCMR1, CCER, CNT, PSC, ARR, RCR, CCR1 = (
    *(0x00, 0x0C, 0x10, 0x14, 0x18, 0x20),
    *(0x24, 0x28, 0x2C, 0x30, 0x34),
)
CEN, UDIS, URS, OPM, DIR, ARPE = 1, 2, 4, 8, 16, 128
UIF, CC1IF = 1, 2
MHZ = 1_000_000


def make(
    env: FakeEnvironment, frequency: int = 10 * MHZ, limit: int = 0xFFFF, **registers: int
) -> STM32_Timer:
    timer = STM32_Timer(env, frequency, limit)
    for name, value in registers.items():
        timer.write(globals()[name], 4, value)
    return timer


def write(timer: STM32_Timer, *pairs: tuple[int, int]) -> None:
    for offset, value in pairs:
        timer.write(offset, 4, value)


@given(st.integers(1, 200 * MHZ), st.integers(0, 0xFFFF), st.integers(1, 0xFFFF))
def test_updates_come_every_arr_steps_of_the_prescaled_clock(
    frequency: int, prescaler: int, reload: int
) -> None:
    env = FakeEnvironment()
    timer = make(env, frequency, PSC=prescaler, ARR=reload, DIER=1)
    irq = record(timer.UpdateInterrupt, env)
    timer.write(CR1, 4, CEN)
    rate = frequency // (prescaler + 1)
    expected = [-(-n * reload * 1_000_000_000 // rate) for n in range(1, 5)] if rate else []
    for due in expected:
        env.clock.advance_to(due)
        timer.write(SR, 4, 0)
    rising = [time for time, (_, level) in zip(irq.times, irq.edges, strict=True) if level]
    assert rising == expected


def test_the_conformance_firmwares_period(env: FakeEnvironment) -> None:
    # 10 MHz / 100, ARR 999: 9.99 ms, a step less than the 10 ms of silicon
    timer = make(env, PSC=99, ARR=999, EGR=1, SR=0, DIER=1)
    irq = record(timer.IRQ, env)
    timer.write(CR1, 4, CEN)
    env.pass_time(10_000_000)
    assert irq.times == [9_990_000]


def test_uif_needs_its_interrupt_enable(env: FakeEnvironment) -> None:
    timer = make(env, ARR=10)
    timer.write(CR1, 4, CEN)
    env.pass_time(10_000)
    assert timer.read(SR, 4) == 0
    timer.write(DIER, 4, 1)
    env.pass_time(1_000)
    assert timer.read(SR, 4) == UIF


def test_status_clears_by_writing_0(env: FakeEnvironment) -> None:
    timer = make(env, ARR=10, DIER=1)
    timer.write(CR1, 4, CEN)
    env.pass_time(1_000)
    timer.write(SR, 4, 0x1E)
    assert not timer.read(SR, 4) & UIF
    assert not timer.IRQ.IsSet


def test_arr_0_stops_the_counter(env: FakeEnvironment) -> None:
    timer = make(env, ARR=0)
    timer.write(CR1, 4, CEN)
    env.pass_time(10_000)
    assert (timer.read(CR1, 4), timer.read(CNT, 4), timer.Enabled) == (CEN, 0, False)
    timer.write(ARR, 4, 100)
    env.pass_time(1_000)
    assert timer.read(CNT, 4) == 10


def test_counting_down_starts_where_ug_puts_it(env: FakeEnvironment) -> None:
    timer = make(env, ARR=100)
    write(timer, (CR1, DIR), (EGR, 1), (CR1, DIR | CEN))
    env.pass_time(3_000)
    assert timer.read(CNT, 4) == 70


def test_one_pulse_mode_stops_after_an_update(env: FakeEnvironment) -> None:
    timer = make(env, ARR=100, DIER=1)
    timer.write(CR1, 4, CEN | OPM)
    env.pass_time(100_000)
    assert timer.read(CR1, 4) == OPM
    assert timer.read(SR, 4) == UIF


def test_preloaded_arr_waits_for_the_overflow_and_ug_does_not_load_it(env: FakeEnvironment) -> None:
    timer = make(env, ARR=100)
    write(timer, (CR1, CEN | ARPE), (ARR, 50), (EGR, 1))
    assert timer.Limit == 100
    env.pass_time(10_000)
    assert timer.Limit == 50


def test_update_disable_holds_back_updates(env: FakeEnvironment) -> None:
    timer = make(env, ARR=100, DIER=1)
    timer.write(CR1, 4, CEN | UDIS)
    timer.write(EGR, 4, 1)
    env.pass_time(100_000)
    assert timer.read(SR, 4) == 0


def test_every_write_to_egr_generates_an_update(env: FakeEnvironment) -> None:
    timer = make(env, ARR=100, DIER=1)
    timer.write(CNT, 4, 42)
    timer.write(EGR, 4, 0)
    assert (timer.read(CNT, 4), timer.read(SR, 4), timer.IRQ.IsSet) == (0, UIF, True)


def test_urs_keeps_ug_from_setting_uif(env: FakeEnvironment) -> None:
    timer = make(env, ARR=100, DIER=1, CR1=URS)
    timer.write(EGR, 4, 1)
    assert timer.read(SR, 4) == 0


def test_repetition_counter_thins_out_updates(env: FakeEnvironment) -> None:
    timer = make(env, ARR=100, RCR=2, DIER=1)
    irq = record(timer.UpdateInterrupt, env)
    timer.write(CR1, 4, CEN)
    for _ in range(70):
        env.pass_time(1_000)
        timer.write(SR, 4, 0)
    rising = [time for time, (_, level) in zip(irq.times, irq.edges, strict=True) if level]
    assert rising == [10_000, 40_000, 70_000]


def test_the_usual_clearing_of_uif_sticks_in_reserved_status_bits(env: FakeEnvironment) -> None:
    timer = make(env)
    timer.write(SR, 4, 0xFFFF_FFFE)
    assert timer.read(SR, 4) == 0xFFFF_E1A0
    assert env.messages == []


class TestChannels:
    def test_compare_flag_at_ccr_steps_if_its_interrupt_is_enabled(self, env: FakeEnvironment) -> None:
        timer = make(env, ARR=100, CCR1=30, DIER=2)
        irq = record(timer.CaptureCompareInterrupt, env)
        timer.write(CR1, 4, CEN)
        env.pass_time(5_000)
        assert (irq.times, timer.read(SR, 4)) == ([3_000], CC1IF)
        timer.write(SR, 4, 0)
        env.pass_time(10_000)
        assert irq.times == [3_000, 5_000, 13_000]

    def test_pwm_mode_1_is_high_until_ccr(self, env: FakeEnvironment) -> None:
        timer = make(env, ARR=100, CCR1=30, CCMR1=6 << 4, CCER=1)
        output = record(timer.numbered_outputs()[0], env)
        timer.write(CR1, 4, CEN)
        env.pass_time(30_000)
        assert list(zip(output.times, (level for _, level in output.edges), strict=True)) == [
            (10_000, True),
            (13_000, False),
            (20_000, True),
            (23_000, False),
            (30_000, True),
        ]

    def test_toggle_on_match(self, env: FakeEnvironment) -> None:
        timer = make(env, ARR=100, CCR1=30, CCMR1=3 << 4, CCER=1)
        output = record(timer.numbered_outputs()[0], env)
        timer.write(CR1, 4, CEN)
        env.pass_time(30_000)
        assert output.times == [3_000, 13_000, 23_000]

    @pytest.mark.parametrize(("mode", "level"), [(4, False), (5, True), (1, False), (2, True)])
    def test_forced_levels(self, env: FakeEnvironment, mode: int, level: bool) -> None:
        timer = make(env, CCMR1=5 << 12)
        timer.write(CCMR1, 4, mode << 12)
        assert timer.numbered_outputs()[1].IsSet is level

    def test_input_capture_is_refused(self, env: FakeEnvironment) -> None:
        make(env, CCMR1=1)
        assert env.messages == ["Channel 1: input capture mode is not supported"]


def test_counter_width_follows_the_initial_limit(env: FakeEnvironment) -> None:
    wide = make(env, limit=0xFFFF_FFFF)
    wide.write(CNT, 4, 0x1234_5678)
    assert wide.read(CNT, 4) == 0x1234_5678
    narrow = make(env)
    narrow.write(CNT, 4, 0x1234_5678)
    assert narrow.read(CNT, 4) == 0x5678


def test_an_initial_limit_of_0_is_refused(env: FakeEnvironment) -> None:
    with pytest.raises(ValueError, match="initialLimit has to be greater than zero"):
        STM32_Timer(env, 1, 0)


@pytest.mark.parametrize("how", ["Reset", "OnGPIO"])
def test_reset_stops_and_clears(env: FakeEnvironment, how: str) -> None:
    timer = make(env, ARR=10, DIER=1)
    timer.write(CR1, 4, CEN)
    env.pass_time(1_500)
    timer.Reset() if how == "Reset" else timer.OnGPIO(0xFF, True)
    env.pass_time(10_000)
    assert [timer.read(o, 4) for o in (CR1, DIER, SR, CNT, ARR)] == [0, 0, 0, 0, 0xFFFF]
    assert not timer.IRQ.IsSet
