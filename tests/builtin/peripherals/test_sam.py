"""SAM: timers, watchdog, flash and reset as drivers use them."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.sam.sam4s_eefc import PAGE, SAM4S_EEFC, UNIQUE_IDENTIFIER
from vboard.builtin.peripherals.sam.sam4s_rstc import SAM4S_RSTC
from vboard.builtin.peripherals.sam.sam4s_wdt import SAM4S_WDT
from vboard.builtin.peripherals.sam.sam_tc import SAM_TC
from vboard.builtin.peripherals.sam.sam_trng import SAM_TRNG

MILLISECOND = 1_000_000


class TestTimer:
    def start(self, env: FakeEnvironment, channel: int = 0) -> SAM_TC:
        timer = SAM_TC(env)
        base = 0x40 * channel
        timer.write(base + 0x04, 4, 1 << 15 | 2 << 13 | 1)  # WAVE, up to RC, MCK / 8: 2.5 MHz
        timer.write(base + 0x1C, 4, 2500)  # 1 ms
        timer.write(base + 0x24, 4, 1 << 4)
        timer.write(base + 0x00, 4, 0b101)
        return timer

    @pytest.mark.parametrize("channel", range(3))
    def test_it_interrupts_each_period_until_status_is_read(self, env: FakeEnvironment, channel: int) -> None:
        timer = self.start(env, channel)
        for _ in range(3):
            env.pass_time(MILLISECOND - 1)
            assert not timer.lines[channel].IsSet
            env.pass_time(1)
            assert timer.lines[channel].IsSet
            assert timer.read(0x40 * channel + 0x20, 4) & 1 << 4
            assert not timer.lines[channel].IsSet

    def test_a_disabled_clock_stops_the_count(self, env: FakeEnvironment) -> None:
        timer = self.start(env)
        env.pass_time(MILLISECOND // 2)
        timer.write(0x00, 4, 0b10)
        env.pass_time(MILLISECOND)
        assert timer.read(0x10, 4) == 1250


class TestWatchdog:
    def start(self, env: FakeEnvironment, mode: int) -> SAM4S_WDT:
        watchdog = SAM4S_WDT(env, SAM4S_RSTC(env))
        watchdog.write(0x4, 4, mode | 256)  # a second
        return watchdog

    def test_it_resets_the_machine_unless_it_is_fed(self, env: FakeEnvironment) -> None:
        watchdog = self.start(env, 1 << 13)
        for _ in range(3):
            env.pass_time(900 * MILLISECOND)
            watchdog.write(0x0, 4, 0xA5000001)
        assert env.resets == 0
        env.pass_time(1000 * MILLISECOND)
        assert env.resets == 1

    def test_a_wrong_key_does_not_feed_it(self, env: FakeEnvironment) -> None:
        watchdog = self.start(env, 1 << 12)
        env.pass_time(900 * MILLISECOND)
        watchdog.write(0x0, 4, 1)
        env.pass_time(100 * MILLISECOND)
        assert watchdog.IRQ.IsSet
        assert watchdog.read(0x8, 4) == 1
        assert not watchdog.IRQ.IsSet

    def test_its_mode_is_written_once(self, env: FakeEnvironment) -> None:
        watchdog = self.start(env, 1 << 15)
        watchdog.write(0x4, 4, 0)
        assert watchdog.read(0x4, 4) & 1 << 15


class TestFlash:
    @pytest.fixture
    def memory(self, env: FakeEnvironment) -> MappedMemory:
        memory = MappedMemory(env, 64 * PAGE)
        memory.write_block(0, bytes(64 * PAGE))
        return memory

    def test_pages_are_erased_by_eights(self, env: FakeEnvironment, memory: MappedMemory) -> None:
        flash = SAM4S_EEFC(env, memory)
        flash.write(0x4, 4, 0x5A000007 | (16 | 1) << 8)
        erased = [page for page in range(64) if memory.read(page * PAGE, 1)]
        assert erased == list(range(16, 24))
        assert flash.read(0x8, 4) == 1

    def test_a_command_without_key_is_an_error_that_a_read_clears(
        self, env: FakeEnvironment, memory: MappedMemory
    ) -> None:
        flash = SAM4S_EEFC(env, memory)
        flash.write(0x4, 4, 5)
        assert [flash.read(0x8, 4) for _ in range(2)] == [0b11, 0b01]
        assert memory.read(0, 1) == 0

    @pytest.mark.parametrize("end", ["command", "reset"])
    def test_the_unique_identifier_covers_the_memory_for_a_while(
        self, env: FakeEnvironment, memory: MappedMemory, end: str
    ) -> None:
        memory.write_block(0, bytes(range(32)))
        flash = SAM4S_EEFC(env, memory)
        flash.write(0x4, 4, 0x5A00000E)
        assert flash.read(0x8, 4) == 0
        assert bytes(memory.read(n, 1) for n in range(17)) == UNIQUE_IDENTIFIER + b"\x10"
        if end == "command":
            flash.write(0x4, 4, 0x5A00000F)
        else:
            flash.Reset()
        assert flash.read(0x8, 4) == 1
        assert bytes(memory.read(n, 1) for n in range(32)) == bytes(range(32))


@pytest.mark.parametrize(("value", "resets"), [(0xA5000001, 1), (0x00000001, 0), (0xA5000004, 0)])
def test_the_reset_controller_wants_its_key(env: FakeEnvironment, value: int, resets: int) -> None:
    SAM4S_RSTC(env).write(0x0, 4, value)
    assert env.resets == resets


def test_trng_gives_numbers_once_it_is_enabled_with_its_key(env: FakeEnvironment) -> None:
    trng = SAM_TRNG(env)
    control, ready, data = 0x00, 0x1C, 0x50
    trng.write(control, 4, 1)
    assert (trng.read(ready, 4), trng.read(data, 4)) == (0, 0)
    assert env.messages == ["Reading TRNG data from an uninitialized device"]

    trng.write(control, 4, 0x524E47 << 8 | 1)
    assert trng.read(ready, 4) == 1
    numbers = [trng.read(data, 4) for _ in range(16)]
    assert len(set(numbers)) == 16
    again = SAM_TRNG(env)
    again.write(control, 4, 0x524E47 << 8 | 1)
    assert [again.read(data, 4) for _ in range(16)] == numbers


def test_trng_mask_follows_enable_and_disable(env: FakeEnvironment) -> None:
    trng = SAM_TRNG(env)
    enable, disable, mask = 0x10, 0x14, 0x18
    trng.write(enable, 4, 1)
    assert trng.read(mask, 4) == 1
    trng.write(enable, 4, 0)
    assert trng.read(mask, 4) == 1
    trng.write(disable, 4, 1)
    assert trng.read(mask, 4) == 0
