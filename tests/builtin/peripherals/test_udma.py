"""Micro DMA controller (CC2538 user's guide, chapter 10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.arm.udma import ALTERNATE, UDMA

CTLBASE, SWREQ, ENASET, ENACLR, ALTSET, CHIS = 0x008, 0x014, 0x028, 0x02C, 0x030, 0x504
TABLE, SOURCE, DESTINATION = 0x2000_0000, 0x2000_1000, 0x2000_2000
AUTO = 2


def request(
    env: FakeEnvironment,
    dma: UDMA,
    channel: int,
    width_code: int,
    count: int,
    increment: bool = True,
    alternate: bool = False,
) -> int:
    width = 1 << width_code
    step = width_code if increment else 3
    last = (count - 1) * width if increment else 0
    structure = TABLE + 0x10 * channel + (ALTERNATE if alternate else 0)
    control = step << 30 | width_code << 28 | step << 26 | width_code << 24 | (count - 1) << 4 | AUTO
    for offset, value in enumerate((SOURCE + last, DESTINATION + last, control)):
        env.bus.write(structure + 4 * offset, 4, value)
    dma.write(CTLBASE, 4, TABLE)
    dma.write(ENASET, 4, 1 << channel)
    dma.write(SWREQ, 4, 1 << channel)
    return structure


@given(st.integers(0, 31), st.integers(0, 2), st.integers(1, 40), st.booleans())
def test_items_are_copied_and_the_structure_says_it_is_done(
    channel: int, width_code: int, count: int, alternate: bool
) -> None:
    env = FakeEnvironment()
    dma = UDMA(env)
    data = bytes((7 * i + 1) & 0xFF for i in range(count << width_code))
    env.bus.put(SOURCE, data)
    dma.write(ALTSET, 4, alternate << channel)
    structure = request(env, dma, channel, width_code, count, alternate=alternate)
    assert env.bus.get(DESTINATION, len(data) + 1) == data + b"\0"
    assert env.bus.read(structure + 8, 4) & 0x3FF7 == 0
    assert dma.read(ENASET, 4) == 0
    assert dma.read(CHIS, 4) == 1 << channel
    assert dma.IRQ.IsSet
    dma.write(CHIS, 4, 1 << channel)
    assert dma.read(CHIS, 4) == 0
    assert not dma.IRQ.IsSet


def test_addresses_without_increment_stay(env: FakeEnvironment) -> None:
    env.bus.put(SOURCE, b"\x55")
    request(env, UDMA(env), 1, 0, 4, increment=False)
    assert env.bus.get(DESTINATION, 2) == b"\x55\0"
    assert env.bus.accesses.count(("write", DESTINATION, 1)) == 4


@pytest.mark.parametrize(("set_at", "clear_at"), [(0x18, 0x1C), (0x20, 0x24), (ENASET, ENACLR), (0x38, 0x3C)])
def test_pairs_of_registers_set_and_clear(env: FakeEnvironment, set_at: int, clear_at: int) -> None:
    dma = UDMA(env)
    dma.write(set_at, 4, 0b101)
    dma.write(set_at, 4, 0b010)
    dma.write(clear_at, 4, 0b001)
    assert dma.read(set_at, 4) == 0b110
