"""Linked DMA controllers of EFR32 as emlib drives them: descriptors in memory, links, loops, requests."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.silabs.efr32mg12_ldma import EFR32MG12_LDMA
from vboard.builtin.peripherals.silabs.efr32mg24_ldma import EFR32MG24_LDMA
from vboard.builtin.peripherals.silabs.efr32xg22_ldma import EFR32xG22_LDMA
from vboard.builtin.peripherals.silabs.ldma import PERIOD, LinkedDMA

DESCRIPTORS, SOURCE, DESTINATION = 0x2000_0000, 0x2000_1000, 0x2000_2000
DONE_INTERRUPT, REQUEST_ALL, LOOPS, STRUCTURE_REQUEST = 1 << 20, 1 << 21, 1 << 22, 1 << 3
NO_STEP = 3
RELATIVE = 1
LINK = 2
MICROSECOND = 1_000


@dataclass(frozen=True)
class Layout:
    """Where a family has its registers."""

    done: int
    enabled: int
    software_request: int
    link_load: int
    flags: int
    clear_flags: int
    enables: int
    loop: int
    source: int
    link: int


SERIES_1 = Layout(0x28, 0x20, 0x30, 0x3C, 0x60, 0x68, 0x6C, 0x88, 0x90, 0x98)
SERIES_2 = Layout(0x34, 0x2C, 0x3C, 0x48, 0x50, 0x2050, 0x54, 0x60, 0x68, 0x70)
FAMILIES = {
    EFR32MG12_LDMA: (SERIES_1, 8, 0x0C),
    EFR32xG22_LDMA: (SERIES_2, 8, 0x04),
    EFR32MG24_LDMA: (SERIES_2, 31, 0x04),
}


class Driver:
    """A channel of a controller, driven through its registers."""

    def __init__(self, env: FakeEnvironment, cls: type[LinkedDMA], channel: int) -> None:
        self.env = env
        self.dma = cls(env)
        self.layout, _, self.usart = FAMILIES[cls]
        self.channel = channel
        self.bit = 1 << channel
        self.write(self.layout.enables, self.bit)

    def read(self, offset: int) -> int:
        return self.dma.read(offset, 4)

    def write(self, offset: int, value: int) -> None:
        self.dma.write(offset, 4, value)

    def own(self, offset: int) -> int:
        return offset + 0x30 * self.channel

    def select(self, source: int, signal: int) -> None:
        value = source << 16 | signal
        if isinstance(self.dma, EFR32MG12_LDMA):
            self.write(self.own(0x80), value)
        else:
            assert isinstance(self.dma, (EFR32xG22_LDMA, EFR32MG24_LDMA))
            self.dma.bus_region("ldmaxbar").write(4 + 4 * self.channel, 4, value)

    def request(self, source: int, signal: int, level: bool) -> None:
        self.dma.OnGPIO(source << 4 | signal, level)

    def describe(self, index: int, control: int, source: int, destination: int, link: int = 0) -> None:
        for i, word in enumerate((control, source, destination, link)):
            self.env.bus.write(DESCRIPTORS + 16 * index + 4 * i, 4, word & 0xFFFF_FFFF)

    def start(self) -> None:
        self.write(self.own(self.layout.link), DESCRIPTORS)
        self.write(self.layout.link_load, self.bit)

    def is_done(self) -> bool:
        return self.read(self.layout.done) & ~self.read(self.layout.enabled) & self.bit != 0


def units(count: int, width_code: int = 0, more: int = 0) -> int:
    return (count - 1) << 4 | width_code << 26 | more


@pytest.fixture(params=FAMILIES)
def driver(request: pytest.FixtureRequest, env: FakeEnvironment) -> Driver:
    return Driver(env, request.param, 3)


@given(st.sampled_from(list(FAMILIES)), st.integers(0, 7), st.integers(0, 2), st.integers(1, 300))
def test_memory_is_copied_and_the_channel_is_done(
    cls: type[LinkedDMA], channel: int, width_code: int, count: int
) -> None:
    env = FakeEnvironment()
    driver = Driver(env, cls, channel)
    data = bytes((5 * i + 1) & 0xFF for i in range(count << width_code))
    env.bus.put(SOURCE, data)
    control = units(count, width_code, STRUCTURE_REQUEST | REQUEST_ALL | DONE_INTERRUPT)
    driver.describe(0, control, SOURCE, DESTINATION)
    driver.start()
    assert env.bus.get(DESTINATION, len(data) + 1) == data + b"\0"
    assert driver.is_done()
    assert driver.dma.IRQ.IsSet
    driver.write(driver.layout.clear_flags, driver.bit)
    assert driver.read(driver.layout.flags) == 0
    assert not driver.dma.IRQ.IsSet


def test_linked_descriptors_follow_one_another(driver: Driver) -> None:
    driver.env.bus.put(SOURCE, b"abcdef")
    request = STRUCTURE_REQUEST | REQUEST_ALL
    driver.describe(0, units(2, 0, request), SOURCE, DESTINATION, 32 | LINK | RELATIVE)
    driver.describe(2, units(3, 0, request), SOURCE + 3, DESTINATION + 2, DESCRIPTORS + 16 | LINK)
    driver.describe(1, STRUCTURE_REQUEST | 2, 0x5A5A1234, DESTINATION + 8)  # writes its word
    driver.start()
    assert driver.env.bus.get(DESTINATION, 5) == b"abdef"
    assert driver.env.bus.read(DESTINATION + 8, 4) == 0x5A5A1234
    assert driver.is_done()


def test_a_loop_runs_its_descriptor_again_and_goes_on_behind_it(driver: Driver) -> None:
    driver.env.bus.put(SOURCE, b"xy")
    request = STRUCTURE_REQUEST | REQUEST_ALL
    driver.write(driver.own(driver.layout.loop), 2)
    driver.describe(0, units(2, 0, request), SOURCE, DESTINATION, 16 | LINK | RELATIVE)
    relative_destination = 1 << 31
    driver.describe(1, units(2, 0, request | LOOPS | relative_destination), SOURCE, 0, LINK | RELATIVE)
    driver.describe(2, units(1, 0, request), SOURCE + 1, DESTINATION + 0x10)
    driver.start()
    assert driver.env.bus.get(DESTINATION, 9) == b"xyxyxyxy\0"
    assert driver.env.bus.get(DESTINATION + 0x10, 1) == b"y"
    assert driver.is_done()


def test_each_request_moves_a_block(driver: Driver) -> None:
    driver.env.bus.put(SOURCE, b"abcdefgh")
    driver.describe(0, units(6, 0, 1 << 16), SOURCE, DESTINATION)  # blocks of two
    driver.start()
    assert driver.env.bus.get(DESTINATION, 1) == b"\0"
    for done in (2, 4):
        driver.write(driver.layout.software_request, driver.bit)
        assert driver.env.bus.get(DESTINATION, 8) == b"abcdefgh"[:done].ljust(8, b"\0")
        assert not driver.is_done()
    driver.write(driver.layout.software_request, driver.bit)
    assert driver.env.bus.get(DESTINATION, 8) == b"abcdef\0\0"
    assert driver.is_done()


def test_a_receiver_is_emptied_while_it_requests(driver: Driver) -> None:
    """Reading its register takes a byte; the request falls with the last one."""
    received = bytearray(b"hello")

    class Receiver:
        def read(self, offset: int, width: int) -> int:
            byte = received.pop(0)
            if not received:
                driver.request(driver.usart, 0, False)
            return byte

    driver.env.bus.peripherals[0x4000_0000] = Receiver(), 0
    driver.select(driver.usart, 0)
    driver.describe(0, units(100, 0, NO_STEP << 24), 0x4000_0000, DESTINATION)
    driver.start()
    driver.request(driver.usart, 0, True)
    assert driver.env.bus.get(DESTINATION, 6) == b"hello\0"
    assert not driver.is_done()


def test_a_transmitter_gets_a_byte_each_period(driver: Driver) -> None:
    signal = min(driver.dma.paced[driver.usart])
    driver.env.bus.put(SOURCE, b"abc")
    driver.select(driver.usart, signal)
    driver.request(driver.usart, signal, True)
    driver.describe(0, units(3, 0, NO_STEP << 28), SOURCE, DESTINATION)
    driver.start()
    for byte in b"abc":
        assert not driver.is_done()
        driver.env.pass_time(PERIOD * MICROSECOND)
        assert driver.env.bus.get(DESTINATION, 2) == bytes([byte, 0])
    assert driver.is_done()


def test_a_full_request_is_waited_for(driver: Driver) -> None:
    single = 1 << 12
    driver.env.bus.put(SOURCE, b"ab")
    driver.select(driver.usart, 0)
    driver.describe(0, units(2, 0, 1 << 23 | REQUEST_ALL), SOURCE, DESTINATION)
    driver.start()
    driver.dma.OnGPIO(single | driver.usart << 4, True)
    assert driver.env.bus.get(DESTINATION, 1) == b"\0"
    driver.request(driver.usart, 0, True)
    assert driver.env.bus.get(DESTINATION, 2) == b"ab"


def test_bytes_are_swapped_and_addresses_count_down(driver: Driver) -> None:
    driver.env.bus.put(SOURCE, b"\1\2\3\4")
    driver.write(driver.own(driver.layout.loop) - 4, 1 << 21)  # CFG: the destination counts down
    control = units(2, 1, STRUCTURE_REQUEST | REQUEST_ALL | 1 << 15)
    driver.describe(0, control, SOURCE, DESTINATION + 2)
    driver.start()
    assert driver.env.bus.get(DESTINATION, 4) == b"\4\3\2\1"


def test_a_channel_waits_for_the_bits_of_another(driver: Driver) -> None:
    waits = STRUCTURE_REQUEST | 1
    driver.env.bus.put(SOURCE, b"a")
    driver.describe(0, waits, 0, 0x0202, 16 | LINK | RELATIVE)
    driver.describe(1, units(1, 0, STRUCTURE_REQUEST), SOURCE, DESTINATION)
    driver.start()
    assert not driver.is_done()
    driver.write(0x08 if isinstance(driver.dma, EFR32MG12_LDMA) else 0x10, 2)
    assert driver.env.bus.get(DESTINATION, 1) == b"a"
    assert driver.is_done()


def test_a_ring_without_end_is_reported(driver: Driver) -> None:
    driver.describe(0, STRUCTURE_REQUEST | 2, 1, DESTINATION, LINK | RELATIVE)
    driver.start()
    assert any("ring" in text for text in driver.env.messages)


def test_a_region_that_is_not_there_is_refused(env: FakeEnvironment) -> None:
    with pytest.raises(LookupError, match="xbar"):
        EFR32MG24_LDMA(env).bus_region("xbar")
