"""The APB timer of the CMSDK and the pulse generator."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.arm.arm_cmsdk_timer import Arm_CMSDK_Timer
from vboard.builtin.peripherals.misc.pulse_generator import PulseGenerator

CTRL, VALUE, RELOAD, INTSTATUS = 0x0, 0x4, 0x8, 0xC
ENABLE, INTERRUPT = 1 << 0, 1 << 3


def test_the_timer_reloads_and_interrupts(env: FakeEnvironment) -> None:
    timer = Arm_CMSDK_Timer(env, 1_000_000)
    line = record(timer.IRQ)
    timer.write(RELOAD, 4, 100)
    timer.write(CTRL, 4, ENABLE | INTERRUPT)
    env.pass_time(40_000)
    assert timer.read(VALUE, 4) == 60
    for _ in range(2):
        env.pass_time(100_000)
        assert timer.read(INTSTATUS, 4) == 1
        timer.write(INTSTATUS, 4, 1)
    assert [value for _, value in line.edges] == [True, False] * 2


def test_without_its_enable_there_is_no_interrupt(env: FakeEnvironment) -> None:
    timer = Arm_CMSDK_Timer(env, 1_000_000)
    timer.write(RELOAD, 4, 10)
    timer.write(CTRL, 4, ENABLE)
    env.pass_time(1_000_000)
    assert (timer.read(INTSTATUS, 4), timer.IRQ.IsSet) == (0, False)


@pytest.mark.parametrize(("loads", "count"), [(False, 0), (True, 500)])
def test_a_write_of_the_reload_value_may_be_the_count(env: FakeEnvironment, loads: bool, count: int) -> None:
    timer = Arm_CMSDK_Timer(env, 1_000_000, loadOnReloadWrite=loads)
    timer.write(RELOAD, 4, 500)
    assert timer.read(VALUE, 4) == count
    timer.write(VALUE, 4, 7)
    assert timer.read(VALUE, 4) == 7


def test_identification_is_the_manuals_and_survives_a_reset(env: FakeEnvironment) -> None:
    timer = Arm_CMSDK_Timer(env, 1_000_000)
    timer.Reset()
    numbers = [timer.read(offset, 4) for offset in range(0xFE0, 0x1000, 4)]
    assert numbers == [0x22, 0xB8, 0x1B, 0x00, 0x0D, 0xF0, 0x05, 0xB1]


def test_pulses_have_their_lengths(env: FakeEnvironment) -> None:
    generator = PulseGenerator(env, 1_000_000, 10, 30)
    line = record(generator.Output, env)
    env.pass_time(100_000)
    assert list(zip(line.times, (value for _, value in line.edges), strict=True)) == [
        (30_000, True),
        (40_000, False),
        (70_000, True),
        (80_000, False),
    ]
    generator.Enabled = False
    env.pass_time(100_000)
    assert len(line.edges) == 4


def test_a_reset_begins_a_pulse(env: FakeEnvironment) -> None:
    generator = PulseGenerator(env, 1000, 1, 1, True)
    env.pass_time(1_000_000)
    assert not generator.Output.IsSet
    generator.Reset()
    assert generator.Output.IsSet


def test_a_pulse_has_a_length(env: FakeEnvironment) -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        PulseGenerator(env, 1000, 0, 1)
