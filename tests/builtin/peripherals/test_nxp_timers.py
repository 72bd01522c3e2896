"""PIT and LPTMR: periods, shared and masked interrupts, what a running timer refuses."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.nxp.periodic_interrupt_timer import PeriodicInterruptTimer
from vboard.builtin.peripherals.nxp.s32k_lptmr import S32K_LPTMR

MILLISECOND = 1_000_000
LDVAL, CVAL, TCTRL, TFLG = 0x100, 0x104, 0x108, 0x10C
TEN, TIE = 1, 2
CSR, PSR, CMR, CNR = 0x0, 0x4, 0x8, 0xC
LPTMR_ENABLE, LPTMR_TIE, LPTMR_TCF = 1 << 0, 1 << 6, 1 << 7


@pytest.fixture
def pit(env: FakeEnvironment) -> PeriodicInterruptTimer:
    return PeriodicInterruptTimer(env)


@pytest.fixture
def lptmr(env: FakeEnvironment) -> S32K_LPTMR:
    """Of 131.07 kHz: the flag each second."""
    return S32K_LPTMR(env, 131_070)


def test_pit_interrupts_each_period_until_acknowledged(
    env: FakeEnvironment, pit: PeriodicInterruptTimer
) -> None:
    pit.write(LDVAL, 4, 66_000)
    pit.write(TCTRL, 4, TEN | TIE)
    for _ in range(3):
        env.pass_time(MILLISECOND - 1)
        assert not pit.IRQ.IsSet
        env.pass_time(1)
        assert pit.IRQ.IsSet
        assert pit.read(TFLG, 4) == 1
        pit.write(TFLG, 4, 1)
        assert pit.read(TFLG, 4) == 0
        assert not pit.IRQ.IsSet


def test_pit_counts_down_while_enabled(env: FakeEnvironment, pit: PeriodicInterruptTimer) -> None:
    timer = 0x10 * 7
    pit.write(LDVAL + timer, 4, 66_000)
    pit.write(CVAL + timer, 4, 5)
    assert pit.read(CVAL + timer, 4) == 66_000
    pit.write(TCTRL + timer, 4, TEN)
    env.pass_time(MILLISECOND // 4)
    assert pit.read(CVAL + timer, 4) == 49_500
    pit.write(TCTRL + timer, 4, 0)
    env.pass_time(MILLISECOND)
    assert pit.read(CVAL + timer, 4) == 49_500
    assert pit.read(CVAL, 4) == 0xFFFF_FFFF


def test_pit_without_tie_sets_its_flag_alone(env: FakeEnvironment, pit: PeriodicInterruptTimer) -> None:
    pit.write(LDVAL + 0x10, 4, 66)
    pit.write(TCTRL + 0x10, 4, TEN)
    env.pass_time(MILLISECOND)
    assert (pit.read(TFLG + 0x10, 4), pit.IRQ.IsSet) == (1, False)


def test_pit_reset_stops_it(env: FakeEnvironment, pit: PeriodicInterruptTimer) -> None:
    pit.write(LDVAL, 4, 66)
    pit.write(TCTRL, 4, TEN | TIE)
    pit.Reset()
    env.pass_time(MILLISECOND)
    assert (pit.read(TFLG, 4), pit.IRQ.IsSet, pit.read(LDVAL, 4)) == (0, False, 0xFFFF_FFFF)


def test_lptmr_interrupts_while_its_flag_is_enabled(env: FakeEnvironment, lptmr: S32K_LPTMR) -> None:
    lptmr.write(CSR, 4, LPTMR_ENABLE | LPTMR_TIE)
    for _ in range(3):
        env.pass_time(1000 * MILLISECOND - 1)
        assert not lptmr.IRQ.IsSet
        env.pass_time(1)
        assert lptmr.IRQ.IsSet
        lptmr.write(CSR, 4, LPTMR_ENABLE | LPTMR_TIE | LPTMR_TCF)
        assert not lptmr.IRQ.IsSet
        assert lptmr.read(CSR, 4) == LPTMR_ENABLE | LPTMR_TIE


def test_lptmr_disabled_clears_flag_and_count(env: FakeEnvironment, lptmr: S32K_LPTMR) -> None:
    lptmr.write(CSR, 4, LPTMR_ENABLE | LPTMR_TIE)
    env.pass_time(1500 * MILLISECOND)
    lptmr.write(CSR, 4, LPTMR_TIE)
    lptmr.write(CNR, 4, 0)
    assert (lptmr.read(CSR, 4), lptmr.IRQ.IsSet, lptmr.read(CNR, 4)) == (LPTMR_TIE, False, 0)


def test_lptmr_count_is_that_of_the_last_write(env: FakeEnvironment, lptmr: S32K_LPTMR) -> None:
    lptmr.write(PSR, 4, 2 << 3)  # divided by 8
    lptmr.write(CSR, 4, LPTMR_ENABLE)
    env.pass_time(1000 * MILLISECOND)
    lptmr.write(CNR, 4, 0)
    env.pass_time(1000 * MILLISECOND)
    assert lptmr.read(CNR, 4) == 131_070 // 8


def test_running_lptmr_refuses_prescaler_and_compare_value(env: FakeEnvironment, lptmr: S32K_LPTMR) -> None:
    lptmr.write(CSR, 4, LPTMR_ENABLE)
    lptmr.write(PSR, 4, 3 << 3)
    lptmr.write(CMR, 4, 100)
    assert lptmr.read(PSR, 4) == 0
    assert [text.partition(" value")[0] for text in env.messages] == [
        "Trying to update the prescale",
        "Trying to update the compare",
    ]
    env.pass_time(1000 * MILLISECOND)
    assert lptmr.read(CSR, 4) & LPTMR_TCF


def test_lptmr_says_that_the_compare_value_is_not_used(env: FakeEnvironment, lptmr: S32K_LPTMR) -> None:
    lptmr.write(CMR, 4, 100)
    assert lptmr.read(CMR, 4) == 100
    assert env.messages == ["The compare value is kept, but the count is compared with 0xFFFF"]
