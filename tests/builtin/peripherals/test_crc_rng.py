"""CRC unit, random numbers, and types without a model."""

import binascii

from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.stm32.stm32_crc import STM32_CRC, STM32Series, reverse
from vboard.builtin.peripherals.stm32.stm32f4_rng import STM32F4_RNG

DR, CR, INIT, POL = 0x00, 0x08, 0x10, 0x14


def crc_of(unit: STM32_CRC, data: bytes, width: int = 1) -> int:
    unit.write(CR, 4, unit.read(CR, 4) | 1)
    for i in range(0, len(data), width):
        unit.write(DR, width, int.from_bytes(data[i : i + width], "big"))
    return unit.read(DR, 4)


def test_check_value_of_crc32_mpeg2(env: FakeEnvironment) -> None:
    assert crc_of(STM32_CRC(env, STM32Series.F4), b"123456789") == 0x0376E6E7


def test_words_go_most_significant_byte_first(env: FakeEnvironment) -> None:
    unit = STM32_CRC(env, STM32Series.F4)
    assert crc_of(unit, b"12345678", 4) == crc_of(unit, b"12345678")


@given(st.binary())
def test_reversed_input_and_output_give_the_crc_of_zip(data: bytes) -> None:
    unit = STM32_CRC(FakeEnvironment(), STM32Series.F0)
    unit.write(CR, 4, 1 << 7 | 1 << 5)
    assert crc_of(unit, data) ^ 0xFFFF_FFFF == binascii.crc32(data)


@given(st.binary())
def test_configurable_polynomial_gives_the_crc_of_ccitt(data: bytes) -> None:
    unit = STM32_CRC(FakeEnvironment(), STM32Series.WBA, configurablePoly=True)
    unit.write(INIT, 4, 0)
    unit.write(POL, 4, 0x1021)
    unit.write(CR, 4, 1 << 3)
    assert crc_of(unit, data) == binascii.crc_hqx(data, 0)


@given(st.integers(0, 0xFFFF_FFFF))
def test_reverse_is_its_own_inverse(value: int) -> None:
    assert reverse(reverse(value, 32), 32) == value


def test_f4_has_no_options(env: FakeEnvironment) -> None:
    unit = STM32_CRC(env, STM32Series.F4)
    unit.write(CR, 4, 0xF8)
    assert unit.read(CR, 4) == 0
    assert "Unhandled bits: [3-7]" in env.messages[0]


def test_narrow_writes_of_other_registers_are_unhandled(env: FakeEnvironment) -> None:
    STM32_CRC(env, STM32Series.F4).write(CR, 1, 1)
    assert env.messages == ["Unhandled write to offset 0x8, value 0x1."]


def test_random_numbers_need_rngen_and_repeat_between_runs() -> None:
    first, second = (STM32F4_RNG(FakeEnvironment()) for _ in range(2))
    assert (first.read(8, 4), first.read(4, 4)) == (0, 0)
    for unit in (first, second):
        unit.write(0, 4, 1 << 2)
    assert first.read(4, 4) == 1
    numbers = [first.read(8, 4) for _ in range(100)]
    assert numbers == [second.read(8, 4) for _ in range(100)]
    assert len(set(numbers)) == 100


def test_random_number_interrupt(env: FakeEnvironment) -> None:
    unit = STM32F4_RNG(env)
    unit.write(0, 4, 0b1100)
    assert unit.IRQ.IsSet
    unit.Reset()
    assert not unit.IRQ.IsSet
