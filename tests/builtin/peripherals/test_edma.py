"""Enhanced DMA controller of NXP and its multiplexer, as MCUXpresso drives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.nxp.nxp_edma import NXP_eDMA
from vboard.builtin.peripherals.nxp.nxp_edma_channels import NXP_eDMA_Channels
from vboard.builtin.peripherals.nxp.s32k3xx_dmamux import S32K3XX_DMAMUX

SOURCE, DESTINATION, NEXT = 0x2000_1000, 0x2000_2000, 0x2000_3000
CSR, ES, INT, MUX = 0x00, 0x04, 0x08, 0x14
SADDR, SOFF, ATTR, NBYTES, SLAST, DADDR, DOFF, CITER, DLAST, TCD_CSR, BITER = (
    0x20, 0x24, 0x26, 0x28, 0x2C, 0x30, 0x34, 0x36, 0x38, 0x3C, 0x3E,
)  # fmt: skip
HALF_WORDS = {SOFF, ATTR, DOFF, CITER, TCD_CSR, BITER}
START, INTMAJOR, INTHALF, DREQ, ESG, MAJORELINK = (1 << n for n in range(6))
LINK = 1 << 15
DONE = 1 << 30


class Driver:
    """Channel 3 of a controller of four."""

    STEP = 0x4000

    def __init__(self, env: FakeEnvironment, channel: int = 3) -> None:
        self.dma = NXP_eDMA(env, 4)
        self.channels = NXP_eDMA_Channels(env, self.dma, 4, channelSize=self.STEP)
        self.channel = channel

    @property
    def line(self) -> bool:
        outputs = self.dma.numbered_outputs()
        assert outputs is not None
        return outputs[self.channel].IsSet

    def read(self, offset: int) -> int:
        return self.channels.read(self.channel * self.STEP + offset, 2 if offset in HALF_WORDS else 4)

    def write(self, offset: int, value: int) -> None:
        width = 2 if offset in HALF_WORDS else 4
        self.channels.write(self.channel * self.STEP + offset, width, value & ((1 << 8 * width) - 1))

    def describe(self, width_code: int, nbytes: int, loops: int, control: int = 0) -> None:
        width = 1 << width_code
        for offset, value in (
            (SADDR, SOURCE),
            (SOFF, width),
            (ATTR, width_code << 8 | width_code),
            (NBYTES, nbytes),
            (SLAST, -nbytes * loops),
            (DADDR, DESTINATION),
            (DOFF, width),
            (CITER, loops),
            (DLAST, -nbytes * loops),
            (BITER, loops),
            (TCD_CSR, control),
        ):
            self.write(offset, value)


@pytest.fixture
def driver(env: FakeEnvironment) -> Driver:
    env.bus.put(SOURCE, bytes(range(1, 65)))
    return Driver(env)


@given(st.integers(0, 5), st.integers(1, 8), st.integers(1, 5))
def test_software_starts_the_whole_major_loop(width_code: int, items: int, loops: int) -> None:
    env = FakeEnvironment()
    driver = Driver(env)
    nbytes = items << width_code
    data = bytes((3 * i + 1) & 0xFF for i in range(nbytes * loops))
    env.bus.put(SOURCE, data)
    driver.describe(width_code, nbytes, loops, INTMAJOR)
    driver.write(TCD_CSR, INTMAJOR | START)
    assert env.bus.get(DESTINATION, len(data) + 1) == data + b"\0"
    assert driver.read(CSR) & DONE
    assert (driver.read(CITER), driver.read(TCD_CSR)) == (loops, INTMAJOR)
    assert (driver.read(SADDR), driver.read(DADDR)) == (SOURCE, DESTINATION)
    assert driver.line
    assert driver.dma.read(0x08, 4) == 1 << 3
    driver.write(INT, 1)
    assert not driver.line
    driver.write(CSR, DONE)
    assert not driver.read(CSR) & DONE


def test_a_request_moves_a_minor_loop_if_enabled(env: FakeEnvironment, driver: Driver) -> None:
    driver.describe(0, 2, 4, INTHALF | DREQ)
    driver.dma.OnGPIO(3, True)
    assert env.bus.get(DESTINATION, 1) == b"\0"
    driver.write(CSR, 1)
    driver.dma.OnGPIO(3, True)
    assert env.bus.get(DESTINATION, 3) == b"\1\2\0"
    assert not driver.line
    driver.dma.OnGPIO(3, True)
    assert driver.line
    for _ in range(2):
        assert not driver.read(CSR) & DONE
        driver.dma.OnGPIO(3, True)
    assert env.bus.get(DESTINATION, 9) == bytes(range(1, 9)) + b"\0"
    assert driver.read(CSR) == DONE  # and requests are disabled


def test_a_next_descriptor_is_loaded(env: FakeEnvironment, driver: Driver) -> None:
    driver.describe(0, 4, 1)
    words = (SOURCE + 16, 0x0000_0001, 4, 0, DESTINATION + 16, 0x0001_0001, 0, 0x0001_0000 | INTMAJOR)
    for i, word in enumerate(words):
        env.bus.write(NEXT + 4 * i, 4, word)
    driver.write(DLAST, NEXT)
    driver.write(TCD_CSR, ESG | START)
    assert (driver.read(SADDR), driver.read(TCD_CSR)) == (SOURCE + 16, INTMAJOR)
    assert not driver.line
    driver.write(TCD_CSR, INTMAJOR | START)
    assert env.bus.get(DESTINATION + 16, 5) == bytes(range(17, 21)) + b"\0"
    assert driver.line


def test_channels_start_one_another(env: FakeEnvironment, driver: Driver) -> None:
    driver.channel = 1
    driver.describe(0, 1, 1, INTMAJOR)
    driver.write(DADDR, DESTINATION + 0x40)
    driver.write(SLAST, 0)
    driver.channel = 3
    driver.describe(0, 1, 2)
    for offset in (CITER, BITER):
        driver.write(offset, LINK | 1 << 9 | 2)
    driver.write(TCD_CSR, MAJORELINK | 1 << 8 | START)
    assert env.bus.get(DESTINATION, 2) == b"\1\2"
    driver.channel = 1
    assert driver.read(SADDR) == SOURCE + 2  # it ran after each of the two minor loops
    assert driver.line


def test_minor_loops_are_offset_and_addresses_wrap(env: FakeEnvironment, driver: Driver) -> None:
    driver.describe(0, 1 << 30 | 8 << 10 | 2, 3)  # the destination moves on by 8
    driver.write(NBYTES, 1 << 30 | 8 << 10 | 2)
    driver.write(ATTR, 2 << 11)  # the source is a ring of four bytes
    driver.write(TCD_CSR, START)
    assert env.bus.get(DESTINATION, 2) + env.bus.get(DESTINATION + 10, 2) == b"\1\2\3\4"
    assert env.bus.get(DESTINATION + 20, 2) == b"\1\2"


@pytest.mark.parametrize(
    ("offset", "value", "error"),
    [(SADDR, SOURCE + 1, 1 << 7), (SOFF, 2, 1 << 6), (DADDR, 2, 1 << 5), (DOFF, 1, 1 << 4),
     (NBYTES, 6, 1 << 3), (CITER, LINK | 1, 1 << 3)],
)  # fmt: skip
def test_a_faulty_descriptor_is_reported(
    env: FakeEnvironment, driver: Driver, offset: int, value: int, error: int
) -> None:
    driver.describe(2, 8, 1)
    driver.write(CSR, 1 << 2)  # EEI
    driver.write(offset, value)
    driver.dma.write(0x00, 4, 1 << 4)  # HAE
    driver.write(TCD_CSR, START)
    assert driver.read(ES) == 1 << 31 | error
    assert driver.dma.read(0x04, 4) == 1 << 31 | 3 << 24 | error
    assert driver.line
    assert driver.dma.Halt
    driver.write(ES, 1 << 31)
    assert driver.read(ES) == 0


def test_channels_of_one_slot_are_reported(env: FakeEnvironment, driver: Driver) -> None:
    driver.write(MUX, 7)
    driver.channel = 2
    driver.write(MUX, 7)
    assert any("slot 7 belongs to another channel" in text for text in env.messages)


class TestMultiplexer:
    def test_an_enabled_channel_follows_its_slot(self, env: FakeEnvironment) -> None:
        mux = S32K3XX_DMAMUX(env)
        mux.write(0x06, 1, 9)  # channel 5 selects slot 9
        mux.OnGPIO(9, True)
        assert not mux.lines[5].IsSet
        mux.write(0x06, 1, 1 << 7 | 9)
        assert [line.IsSet for line in mux.lines].index(True) == 5
        mux.OnGPIO(9, False)
        assert not mux.lines[5].IsSet

    def test_a_slot_that_is_not_there_is_reported(self, env: FakeEnvironment) -> None:
        S32K3XX_DMAMUX(env).OnGPIO(64, True)
        assert any("outside of allowed range" in text for text in env.messages)

    def test_requests_reach_the_controller(self, env: FakeEnvironment, driver: Driver) -> None:
        mux = S32K3XX_DMAMUX(env)
        mux.lines[3].connect(driver.dma, 3)
        driver.describe(0, 4, 1)
        driver.write(CSR, 1)
        mux.write(0x00, 1, 1 << 7 | 20)
        mux.OnGPIO(20, True)
        assert env.bus.get(DESTINATION, 4) == b"\1\2\3\4"
