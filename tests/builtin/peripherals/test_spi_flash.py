"""Serial NOR flash: identification, reading, programming, erasing."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.misc.spi_loopback import SPILoopback
from vboard.builtin.peripherals.spi_flash.generic_spi_flash import GenericSpiFlash
from vboard.builtin.peripherals.spi_flash.macronix_mx25r import Macronix_MX25R
from vboard.builtin.peripherals.spi_flash.micron_mt25q import Micron_MT25Q

SIZE = 0x20_0000


@pytest.fixture
def flash(env: FakeEnvironment) -> GenericSpiFlash:
    return GenericSpiFlash(env, MappedMemory(env, SIZE), 0xEF, 0x40)


def transfer(flash: GenericSpiFlash, sent: bytes, count: int = 0) -> bytes:
    for byte in sent:
        flash.Transmit(byte)
    answer = bytes(flash.Transmit(0) for _ in range(count))
    flash.FinishTransmission()
    return answer


def write(flash: GenericSpiFlash, sent: bytes) -> None:
    transfer(flash, b"\x06")
    transfer(flash, sent)


def test_identification_follows_from_the_size(env: FakeEnvironment, flash: GenericSpiFlash) -> None:
    assert transfer(flash, b"\x9f", 3) == b"\xef\x40\x15"
    large = Micron_MT25Q(env, MappedMemory(env, 1 << 26))
    assert transfer(large, b"\x9e", 6) == b"\x20\xbb\x20\x10\x40\x00"
    assert transfer(Macronix_MX25R(env, MappedMemory(env, 1 << 23)), b"\x9f", 3) == b"\xc2\x28\x17"


def test_a_new_memory_is_erased_and_programming_clears_bits(flash: GenericSpiFlash) -> None:
    assert transfer(flash, b"\x03\x00\x10\x00", 2) == b"\xff\xff"
    write(flash, b"\x02\x00\x10\x00\x5a\xf0")
    write(flash, b"\x02\x00\x10\x00\x0f\xff")
    assert transfer(flash, b"\x0b\x00\x10\x00\x00", 3) == b"\x0a\xf0\xff"


def test_without_write_enable_nothing_changes(env: FakeEnvironment, flash: GenericSpiFlash) -> None:
    transfer(flash, b"\x02\0\0\0\x12")
    assert transfer(flash, b"\x03\0\0\0", 1) == b"\xff"
    assert any("Write enable is not set" in text for text in env.messages)
    transfer(flash, b"\x06")
    assert transfer(flash, b"\x05", 2) == b"\x02\x02"
    transfer(flash, b"\x04")
    assert transfer(flash, b"\x05", 1) == b"\0"


def test_a_page_is_left_at_its_beginning(flash: GenericSpiFlash) -> None:
    write(flash, b"\x02\x00\x00\xfe" + bytes(range(1, 5)))
    assert transfer(flash, b"\x03\0\0\0", 3) == b"\x03\x04\xff"
    assert transfer(flash, b"\x03\0\0\xfe", 3) == b"\x01\x02\xff"


@pytest.mark.parametrize(("command", "size"), [(0x20, 0x1000), (0x52, 0x8000), (0xD8, 0x10000), (0xC7, SIZE)])
def test_erasures(env: FakeEnvironment, command: int, size: int) -> None:
    memory = MappedMemory(env, SIZE)
    flash = GenericSpiFlash(env, memory, 0xEF, 0x40)
    memory.write_block(0, bytes(SIZE))
    write(flash, bytes([command]) + (0x012345 if size < SIZE else 0).to_bytes(3, "big") * (size < SIZE))
    start = 0x012345 & -size if size < SIZE else 0
    data = bytes(memory.buffer)
    assert data[start : start + size] == b"\xff" * size
    assert data.count(0xFF) == size


def test_addresses_of_four_bytes(flash: GenericSpiFlash) -> None:
    write(flash, b"\x12\x00\x01\x02\x03\x42")
    assert transfer(flash, b"\x13\x00\x01\x02\x03", 1) == b"\x42"
    transfer(flash, b"\xb7")
    assert transfer(flash, b"\x70", 1) == b"\x81"
    assert transfer(flash, b"\x03\x00\x01\x02\x03", 1) == b"\x42"
    transfer(flash, b"\x66")
    transfer(flash, b"\x99")
    assert transfer(flash, b"\x03\x01\x02\x03", 1) == b"\x42"


def test_chip_select_as_a_signal_ends_a_transfer(flash: GenericSpiFlash) -> None:
    flash.Transmit(0x06)
    flash.OnGPIO(0, True)
    assert transfer(flash, b"\x05", 1) == b"\x02"


def test_an_unknown_command_is_named(env: FakeEnvironment, flash: GenericSpiFlash) -> None:
    assert transfer(flash, b"\xee", 1) == b"\0"
    assert any("0xEE" in text for text in env.messages)


def test_the_size_is_a_power_of_two(env: FakeEnvironment) -> None:
    with pytest.raises(ValueError, match="power of 2"):
        GenericSpiFlash(env, MappedMemory(env, 0x3000), 1, 2)


def test_a_loop_answers_each_byte(env: FakeEnvironment) -> None:
    loop = SPILoopback(env)
    assert [loop.Transmit(value) for value in (0, 0x5A, 0xFF)] == [0, 0x5A, 0xFF]
