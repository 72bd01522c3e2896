"""Any sequence of accesses, inputs and pauses leaves a model alive, and gives the same answers twice."""

import contextlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.base import UART
from vboard.builtin.peripherals.register_map import RegisterPeripheral
from vboard.builtin.peripherals.stm32.stm32_crc import STM32Series
from vboard.builtin.peripherals.stm32.stm32f1_afio import STM32F1AFIO
from vboard.builtin.peripherals.stm32.stm32f1_gpio_port import STM32F1GPIOPort
from vboard.builtin.peripherals.stm32.stm32f4_rcc import STM32F4_RCC
from vboard.builtin.peripherals.stm32.stm32f4_rtc import STM32F4_RTC
from vboard.builtin.registry import find_type

MODELS = {
    "UART.STM32_UART": {},
    "UART.STM32F7_USART": {"frequency": 16_000_000},
    "UART.PL011": {"fifoSize": 16},
    "GPIOPort.STM32F1GPIOPort": {},
    "GPIOPort.STM32_GPIOPort": {"numberOfAFs": 8},
    "GPIOPort.STM32F1AFIO": None,
    "IRQControllers.STM32F4_EXTI": {},
    "Miscellaneous.STM32_SYSCFG": {},
    "Miscellaneous.STM32F4_RCC": None,
    "Timers.STM32F4_RTC": {},
    "Timers.STM32_Timer": {"frequency": 1_000_000, "initialLimit": 0xFFFF},
    "Timers.STM32_IndependentWatchdog": {"frequency": 32_000},
    "DMA.STM32G0DMA": {"numberOfChannels": 5},
    "DMA.STM32DMA": {},
    "I2C.STM32F4_I2C": {},
    "I2C.STM32F7_I2C": {},
    "SPI.STM32SPI": {},
    "Miscellaneous.STM32F4_RNG": {},
    "Miscellaneous.DWT": {"frequency": 72_000_000},
    "CRC.STM32_CRC": {"series": STM32Series.F0},
}

offsets = st.one_of(st.integers(0, 0x30).map(lambda i: 4 * i), st.integers(0, 0x3FF))
values = st.one_of(st.integers(0, 0xFFFF_FFFF), st.integers(0, 31).map(lambda i: 1 << i), st.just(0))
steps = st.one_of(
    st.tuples(st.just("write"), offsets, values),
    st.tuples(st.just("write"), offsets, values),
    st.tuples(st.just("read"), offsets, st.just(0)),
    st.tuples(st.just("input"), st.integers(0, 40), st.integers(0, 1)),
    st.tuples(st.just("char"), st.integers(0, 255), st.just(0)),
    st.tuples(st.just("time"), st.integers(0, 100_000), st.just(0)),
    st.tuples(st.just("reset"), st.just(0), st.just(0)),
)


def create(env: FakeEnvironment, name: str) -> RegisterPeripheral:
    if name == "GPIOPort.STM32F1AFIO":
        return STM32F1AFIO(env, [STM32F1GPIOPort(env) for _ in range(7)])
    if name == "Miscellaneous.STM32F4_RCC":
        return STM32F4_RCC(env, STM32F4_RTC(env))
    cls = find_type(name)
    assert cls is not None
    arguments: dict[str, Any] = MODELS[name] or {}
    model: RegisterPeripheral = cls(env, **arguments)
    return model


def run(name: str, sequence: list[tuple[str, int, int]], width_choices: list[int]) -> Any:
    """Play the sequence; returns everything that can be observed."""
    env = FakeEnvironment()
    model = create(env, name)
    widths = sorted(model.widths)
    seen: list[object] = []
    if isinstance(model, UART):
        model.observe(seen.append)
    for i, (kind, a, b) in enumerate(sequence):
        width = widths[width_choices[i % len(width_choices)] % len(widths)]
        if kind == "read":
            value = model.read(a, width)
            assert 0 <= value < 1 << 8 * width
            seen.append(value)
        elif kind == "write":
            model.write(a, width, b & ((1 << 8 * width) - 1))
        elif kind == "input" and hasattr(model, "OnGPIO"):
            with contextlib.suppress(ValueError):  # an input that there is not
                model.OnGPIO(a, bool(b))
        elif kind == "char" and isinstance(model, UART):
            model.WriteChar(a)
        elif kind == "time":
            env.pass_time(a)
        elif kind == "reset":
            model.Reset()
        seen.append([line.IsSet for line in model.gpio_outputs().values()])
        seen.append([line.IsSet for line in (model.numbered_outputs() or {}).values()])
    return seen, env.logged, env.bus.accesses


@pytest.mark.parametrize("name", MODELS)
@given(sequence=st.lists(steps, max_size=40), width_choices=st.lists(st.integers(0, 2), min_size=1))
@settings(max_examples=60, deadline=None)
def test_any_sequence_is_survived_and_deterministic(
    name: str, sequence: list[tuple[str, int, int]], width_choices: list[int]
) -> None:
    assert run(name, sequence, width_choices) == run(name, sequence, width_choices)
