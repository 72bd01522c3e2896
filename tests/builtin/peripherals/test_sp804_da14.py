"""Dual timer SP804, ports of DA1459x, the UART of STM32W: what their traces do not show."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.arm.arm_sp804_timer import ARM_SP804_Timer
from vboard.builtin.peripherals.dialog.renesasda14_gpio import RenesasDA14_GPIO
from vboard.builtin.peripherals.silabs.efr32xg2_lockbitsdata import EFR32xG2_LockbitsData
from vboard.builtin.peripherals.stm32.stm32w_uart import STM32W_UART

LOAD, VALUE, CTRL, INTCLR, RIS, MIS, BGLOAD = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x14, 0x18
SECOND = 0x20
ENABLE, PERIODIC, INTERRUPT, SIZE_32, ONE_SHOT = 1 << 7, 1 << 6, 1 << 5, 1 << 1, 1 << 0
MILLISECOND = 1_000_000


@pytest.fixture
def timer(env: FakeEnvironment) -> ARM_SP804_Timer:
    return ARM_SP804_Timer(env)


def test_a_periodic_timer_interrupts_each_period(env: FakeEnvironment, timer: ARM_SP804_Timer) -> None:
    line = record(timer.IRQ)
    timer.write(LOAD, 4, 1000)
    timer.write(CTRL, 4, ENABLE | PERIODIC | INTERRUPT | SIZE_32)
    for _ in range(3):
        env.pass_time(MILLISECOND)
        assert timer.read(MIS, 4) == 1
        timer.write(INTCLR, 4, 1)
        assert timer.read(RIS, 4) == 0
    assert [value for _, value in line.edges] == [True, False] * 3


@pytest.mark.parametrize(("code", "divider"), [(0, 1), (1, 16), (2, 256)])
def test_prescaler(env: FakeEnvironment, timer: ARM_SP804_Timer, code: int, divider: int) -> None:
    timer.write(LOAD, 4, 10_000)
    timer.write(CTRL, 4, ENABLE | PERIODIC | code << 2)
    env.pass_time(divider * MILLISECOND)
    assert timer.read(VALUE, 4) == pytest.approx(9000, abs=1)  # whole hertz


def test_a_free_running_timer_goes_on_from_its_maximum(env: FakeEnvironment, timer: ARM_SP804_Timer) -> None:
    timer.write(LOAD, 4, 100)
    timer.write(CTRL, 4, ENABLE)
    env.pass_time(MILLISECOND)
    assert timer.read(VALUE, 4) == 0xFFFF_FFFF - 900


def test_a_background_load_is_for_the_next_period(env: FakeEnvironment, timer: ARM_SP804_Timer) -> None:
    timer.write(LOAD, 4, 1000)
    timer.write(CTRL, 4, ENABLE | PERIODIC)
    timer.write(BGLOAD, 4, 200)
    env.pass_time(500_000)
    assert timer.read(VALUE, 4) == 500
    env.pass_time(500_000 + 50_000)
    assert timer.read(VALUE, 4) == 150


def test_one_shot_stops_and_both_timers_share_the_line(env: FakeEnvironment, timer: ARM_SP804_Timer) -> None:
    timer.write(SECOND + LOAD, 4, 10)
    timer.write(SECOND + CTRL, 4, ENABLE | INTERRUPT | ONE_SHOT)
    env.pass_time(MILLISECOND)
    assert timer.IRQ.IsSet
    assert timer.read(SECOND + CTRL, 4) & ENABLE == 0
    timer.write(SECOND + INTCLR, 4, 1)
    env.pass_time(MILLISECOND)
    assert not timer.IRQ.IsSet


def test_an_undefined_prescaler_is_reported(env: FakeEnvironment, timer: ARM_SP804_Timer) -> None:
    timer.write(CTRL, 4, 3 << 2)
    assert any("Prescaler 3 of timer 1" in text for text in env.messages)


def test_pins_of_da14_are_driven_as_outputs_alone(env: FakeEnvironment) -> None:
    port = RenesasDA14_GPIO(env)
    line = record(port.lines[17])
    port.write(0x0C, 4, 1 << 1)  # P1_SET
    assert line.edges == []
    port.write(0x18 + 4 * 17, 4, 3 << 8)  # the pin's mode: output
    assert port.read(0x04, 4) == 1 << 1
    port.write(0x14, 4, 1 << 1)  # P1_RESET
    port.write(0x04, 4, 1 << 1)  # P1_DATA
    assert [value for _, value in line.edges] == [True, False, True]
    port.OnGPIO(16, True)
    assert port.read(0x04, 4) == 0b11


def test_uart_of_stm32w_receives_and_sends(env: FakeEnvironment) -> None:
    uart = STM32W_UART(env)
    sent: list[int] = []
    uart.observe(sent.append)
    uart.write(0x3C, 4, ord("a"))
    uart.WriteChar(ord("b"))
    assert (sent, uart.IRQ.IsSet) == ([ord("a")], True)
    assert (uart.read(0x3C, 4), uart.IRQ.IsSet) == (ord("b"), False)
    with pytest.raises(LookupError, match='No region "dma"'):
        uart.bus_region("dma")


def test_a_flash_page_keeps_words_and_bytes(env: FakeEnvironment) -> None:
    page = EFR32xG2_LockbitsData(env, 0x100)
    assert page.read(0, 4) == 0xFFFF_FFFF
    page.write(4, 4, 0x1234_5678)
    page.write(5, 1, 0)
    page.Reset()
    assert page.read(4, 4) == 0x1234_0078
