"""STM32H7_HardwareSemaphore: taking and freeing by one core and another (RM0433, section 10.3)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.stm32.stm32h7_hardwaresemaphore import STM32H7_HardwareSemaphore

LOCK = 1 << 31
M7, M4 = 3 << 8, 1 << 8


@dataclass
class Core:
    Model: str


@pytest.fixture
def hsem(env: FakeEnvironment) -> STM32H7_HardwareSemaphore:
    return STM32H7_HardwareSemaphore(env)


def read_lock(env: FakeEnvironment, hsem: STM32H7_HardwareSemaphore, model: str, index: int) -> int:
    env.bus.initiator = Core(model)
    try:
        return hsem.read(0x080 + 4 * index, 4)
    finally:
        env.bus.initiator = None


@pytest.mark.parametrize(("model", "core"), [("cortex-m7", M7), ("cortex-m4", M4)])
def test_one_read_takes_a_free_semaphore(
    env: FakeEnvironment, hsem: STM32H7_HardwareSemaphore, model: str, core: int
) -> None:
    assert read_lock(env, hsem, model, 3) == LOCK | core
    assert hsem.read(4 * 3, 4) == LOCK | core
    assert hsem.read(4 * 2, 4) == 0


def test_a_taken_semaphore_stays_with_its_owner(
    env: FakeEnvironment, hsem: STM32H7_HardwareSemaphore
) -> None:
    read_lock(env, hsem, "cortex-m7", 0)
    assert read_lock(env, hsem, "cortex-m4", 0) == LOCK | M7


def test_two_steps_take_it_for_a_process(hsem: STM32H7_HardwareSemaphore) -> None:
    hsem.write(0x10, 4, M4 | 0x21)
    assert hsem.read(0x10, 4) == LOCK | M4 | 0x21


def test_only_the_owner_frees_it(hsem: STM32H7_HardwareSemaphore) -> None:
    hsem.write(0x10, 4, M4 | 0x21)
    for other in (M7 | 0x21, M4 | 0x20):
        hsem.write(0x10, 4, LOCK | other)
        assert hsem.read(0x10, 4) == LOCK | M4 | 0x21
    hsem.write(0x10, 4, LOCK | M4 | 0x21)
    assert hsem.read(0x10, 4) == 0


def test_the_monitor_takes_nothing(env: FakeEnvironment, hsem: STM32H7_HardwareSemaphore) -> None:
    assert hsem.read(0x080, 4) == 0
    assert hsem.read(0x000, 4) == 0
    assert env.messages == ["Failed getting current CPU"]


def test_a_reset_frees_all(env: FakeEnvironment, hsem: STM32H7_HardwareSemaphore) -> None:
    read_lock(env, hsem, "cortex-m7", 31)
    hsem.Reset()
    assert hsem.read(4 * 31, 4) == 0
