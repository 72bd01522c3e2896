"""Byte and half-word accesses: models take what Renode's take, made of 32-bit ones."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.stm32.stm32_pwr import STM32_PWR
from vboard.builtin.peripherals.stm32.stm32f4_flash_controller import STM32F4_FlashController

ACR, LATENCY = 0x00, 0xF


@pytest.mark.parametrize("width", [1, 2, 4])
def test_flash_latency_is_written_with_any_width(width: int) -> None:
    env = FakeEnvironment()
    flash = STM32F4_FlashController(env, MappedMemory(env, 0x10000))
    assert width in flash.widths
    flash.write(ACR, width, 5)
    assert flash.read(ACR, width) & LATENCY == 5
    assert flash.read(ACR, 4) == 5


def test_power_control_takes_bytes() -> None:
    power = STM32_PWR(FakeEnvironment())
    assert {1, 2} <= power.widths
    power.write(1, 1, 0x40)
    assert power.read(0, 4) & 0xFF00 == power.read(1, 1) << 8
