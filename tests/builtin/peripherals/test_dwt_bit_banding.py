"""Cycle counter and bit-band alias of Cortex-M."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.arm.bit_banding import BitBanding
from vboard.builtin.peripherals.arm.dwt import DWT

CTRL, CYCCNT = 0x000, 0x004
BASE = 0x2000_0000


@given(st.integers(1, 480_000_000), st.lists(st.tuples(st.booleans(), st.integers(0, 10**10)), max_size=6))
def test_cycle_counter_counts_enabled_time_modulo_32_bits(
    frequency: int, phases: list[tuple[bool, int]]
) -> None:
    env = FakeEnvironment()
    dwt = DWT(env, frequency)
    enabled_time = 0
    for enabled, duration in phases:
        dwt.write(CTRL, 4, enabled)
        env.pass_time(duration)
        enabled_time += duration if enabled else 0
        assert dwt.read(CYCCNT, 4) == enabled_time * frequency // 10**9 & 0xFFFF_FFFF


def test_cycle_counter_can_be_set(env: FakeEnvironment) -> None:
    dwt = DWT(env, 72_000_000)
    dwt.write(CTRL, 4, 1)
    dwt.write(CYCCNT, 4, 0xFFFF_FFFF)
    env.pass_time(1_000)
    assert dwt.read(CYCCNT, 4) == 71


def test_identification(env: FakeEnvironment) -> None:
    dwt = DWT(env, 1)
    assert [dwt.read(0xFF0 + 4 * i, 4) for i in range(4)] == [0x0D, 0xE0, 0x05, 0xB1]


@given(st.binary(min_size=8, max_size=8), st.integers(0, 63), st.integers(0, 3), st.sampled_from([1, 2, 4]))
def test_an_alias_word_is_one_bit(data: bytes, bit: int, value: int, width: int) -> None:
    env = FakeEnvironment()
    env.bus.put(BASE, data)
    alias = BitBanding(env, BASE)
    number = int.from_bytes(data, "little")
    assert alias.read(4 * bit, width) == number >> bit & 1
    alias.write(4 * bit, width, value)
    expected = number & ~(1 << bit) | (value & 1) << bit
    assert env.bus.get(BASE, 8) == expected.to_bytes(8, "little")
