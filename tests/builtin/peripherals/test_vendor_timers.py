"""Timers of several vendors: periods, compare matches, acknowledging."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.nuvoton.npcx_itim import NPCX_ITIM
from vboard.builtin.peripherals.nxp.imx_gp_timer import IMX_GPTimer
from vboard.builtin.peripherals.silabs.efr32_rtcc import EFR32_RTCC
from vboard.builtin.peripherals.silabs.efr32xg2_timer_1 import EFR32xG2_TIMER_1

SECOND = 1_000_000_000
MILLISECOND = SECOND // 1000


@pytest.fixture
def xg2(env: FakeEnvironment) -> EFR32xG2_TIMER_1:
    """Overflows each millisecond, the interrupt enabled."""
    timer = EFR32xG2_TIMER_1(env, 20_000_000, 16)
    timer.write(0x1C, 4, 19_999)
    timer.write(0x18, 4, 1)
    timer.write(0x30, 4, 1)
    timer.write(0x0C, 4, 1)
    return timer


def test_xg2_overflows_each_period_until_cleared_by_the_alias(
    env: FakeEnvironment, xg2: EFR32xG2_TIMER_1
) -> None:
    for _ in range(3):
        env.pass_time(MILLISECOND - 1)
        assert not xg2.IRQ.IsSet
        env.pass_time(1)
        assert xg2.IRQ.IsSet
        xg2.write(0x2014, 4, 1)
        assert not xg2.IRQ.IsSet


def test_xg2_compares_and_stops(env: FakeEnvironment, xg2: EFR32xG2_TIMER_1) -> None:
    xg2.write(0x60, 4, 2)
    xg2.write(0x68, 4, 5_000)
    env.pass_time(MILLISECOND // 4)
    assert xg2.read(0x14, 4) == 1 << 4
    xg2.write(0x0C, 4, 2)
    env.pass_time(MILLISECOND)
    assert (xg2.read(0x24, 4), xg2.read(0x10, 4)) == (5_000, 0)


def test_xg2_does_not_start_while_it_is_disabled(env: FakeEnvironment) -> None:
    timer = EFR32xG2_TIMER_1(env, 20_000_000, 16)
    timer.write(0x0C, 4, 1)
    env.pass_time(MILLISECOND)
    assert timer.read(0x24, 4) == 0


def test_gpt_restarts_at_its_first_compare_value(env: FakeEnvironment) -> None:
    timer = IMX_GPTimer(env)
    timer.write(0x10, 4, 32)  # 1 ms of 32 kHz
    timer.write(0x0C, 4, 1)
    timer.write(0x00, 4, 0b11)
    for _ in range(3):
        env.pass_time(MILLISECOND)
        assert timer.IRQ.IsSet
        assert timer.read(0x24, 4) == 0
        timer.write(0x08, 4, 1)
        assert not timer.IRQ.IsSet


def test_gpt_runs_on_in_free_mode_with_its_prescaler(env: FakeEnvironment) -> None:
    timer = IMX_GPTimer(env)
    timer.write(0x00, 4, 1 << 9)
    timer.write(0x04, 4, 3)
    timer.write(0x10, 4, 8)
    timer.write(0x00, 4, 1 << 9 | 1)
    env.pass_time(2 * MILLISECOND)
    assert (timer.read(0x24, 4), timer.read(0x08, 4)) == (16, 1)


def test_rtcc_compares_and_ticks(env: FakeEnvironment) -> None:
    rtcc = EFR32_RTCC(env, 32_768)
    rtcc.write(0x00, 4, 8 << 8 | 1)  # 128 Hz
    rtcc.write(0x50, 4, 2)
    rtcc.write(0x54, 4, 64)
    rtcc.write(0x24, 4, 1 << 2)
    env.pass_time(SECOND // 2 - 1)
    assert not rtcc.IRQ.IsSet
    env.pass_time(1)
    assert rtcc.IRQ.IsSet
    assert rtcc.read(0x18, 4) == 1 << 2 | 1 << 5
    rtcc.write(0x20, 4, 1 << 2 | 1 << 5)
    assert not rtcc.IRQ.IsSet
    env.pass_time(SECOND // 128)
    assert rtcc.read(0x18, 4) == 1 << 5


def test_itim_times_out_each_period_and_shows_what_is_left(env: FakeEnvironment) -> None:
    timer = NPCX_ITIM(env)
    timer.write(0x8, 4, 32_767)
    timer.write(0x4, 1, 1 << 7 | 1 << 4 | 1 << 2)  # a second of the low-frequency clock
    env.pass_time(SECOND // 4)
    assert timer.read(0x8, 4) == 32_768 * 3 // 4
    for _ in range(2):
        env.pass_time(SECOND)
        assert timer.IRQ.IsSet
        timer.write(0x4, 1, 1 << 7 | 1 << 4 | 1 << 2 | 1)
        assert not timer.IRQ.IsSet
