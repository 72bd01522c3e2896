"""Request multiplexer, flash of WBA and U5, Quad-SPI: rules of RM0433, RM0493 and RM0456."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.stm32.stm32_dmamux import STM32_DMAMUX
from vboard.builtin.peripherals.stm32.stm32h7_quadspi import STM32H7_QuadSPI
from vboard.builtin.peripherals.stm32.stm32wba_flashcontroller import PAGE, STM32WBA_FlashController

LOCK = 1 << 31


def test_a_channel_follows_the_request_that_it_names(env: FakeEnvironment) -> None:
    mux = STM32_DMAMUX(env)
    first, second = record(mux.lines[0]), record(mux.lines[1])
    mux.write(0x04, 4, 24)
    mux.OnGPIO(24, True)
    mux.OnGPIO(25, True)
    assert (first.edges, second.edges) == ([], [(0, True)])


class TestFlash:
    @pytest.fixture
    def memory(self, env: FakeEnvironment) -> MappedMemory:
        memory = MappedMemory(env, 256 * PAGE)
        memory.write_block(0, bytes(256 * PAGE))
        return memory

    def erased(self, memory: MappedMemory) -> list[int]:
        return [page for page in range(256) if memory.read(page * PAGE, 1) == 0xFF]

    @pytest.mark.parametrize(
        ("command", "pages"),
        [
            (1 << 1 | 3 << 3, [3]),
            (1 << 1 | 1 << 11 | 3 << 3, [131]),
            (1 << 2, list(range(128))),
            (1 << 15, list(range(128, 256))),
        ],
    )
    def test_pages_and_banks_are_erased_at_once(
        self, env: FakeEnvironment, memory: MappedMemory, command: int, pages: list[int]
    ) -> None:
        flash = STM32WBA_FlashController(env, flash=memory)
        flash.write(0x28, 4, command | 1 << 16 | 1 << 24)
        assert self.erased(memory) == pages
        assert not flash.read(0x20, 4) >> 16 & 1
        assert flash.NonSecureInterrupt.IsSet
        flash.write(0x20, 4, 1)
        assert not flash.NonSecureInterrupt.IsSet

    def test_a_locked_controller_erases_nothing_until_both_keys(
        self, env: FakeEnvironment, memory: MappedMemory
    ) -> None:
        flash = STM32WBA_FlashController(env, flash=memory)
        flash.write(0x28, 4, LOCK)
        flash.write(0x28, 4, 1 << 1 | 1 << 16)
        assert flash.read(0x28, 4) & LOCK
        assert self.erased(memory) == []
        for key in (0x45670123, 0xCDEF89AB):
            flash.write(0x08, 4, key)
        assert not flash.read(0x28, 4) & LOCK
        flash.write(0x28, 4, 1 << 1 | 1 << 16)
        assert self.erased(memory) == [0]

    def test_wait_states_read_as_written(self, env: FakeEnvironment) -> None:
        flash = STM32WBA_FlashController(env)
        flash.write(0x00, 4, 4)
        assert flash.read(0x00, 4) & 0xF == 4


class Flash:
    """A device that answers its number of exchanges, and remembers what it got."""

    def __init__(self) -> None:
        self.got: list[int] = []

    def Transmit(self, data: int) -> int:
        self.got.append(data)
        return len(self.got)


def got(bus: STM32H7_QuadSPI) -> list[int]:
    """What the memory on the bus has received."""
    assert isinstance(bus.slave, Flash)
    return bus.slave.got


class TestQuadSPI:
    CR, SR, FCR, DLR, CCR, AR, DR, PSMKR, PSMAR = 0x00, 0x08, 0x0C, 0x10, 0x14, 0x18, 0x20, 0x24, 0x28
    ONE_LINE = 1 << 8
    ADDRESS, DATA = 1 << 10 | 2 << 12, 1 << 24
    WRITE, READ, POLL = 0, 1 << 26, 2 << 26

    @pytest.fixture
    def bus(self, env: FakeEnvironment) -> STM32H7_QuadSPI:
        bus = STM32H7_QuadSPI(env)
        bus.slave = Flash()
        bus.write(self.CR, 4, 1 | 1 << 17)
        return bus

    def test_an_instruction_alone_completes(self, bus: STM32H7_QuadSPI) -> None:
        bus.write(self.CCR, 4, 0x06 | self.ONE_LINE)
        assert got(bus) == [0x06]
        assert bus.read(self.SR, 4) & 1 << 1
        assert bus.IRQ.IsSet
        bus.write(self.FCR, 4, 1 << 1)
        assert not bus.read(self.SR, 4) & 1 << 1
        assert not bus.IRQ.IsSet

    def test_a_read_fills_the_fifo_after_the_address(self, bus: STM32H7_QuadSPI) -> None:
        bus.write(self.DLR, 4, 5)
        bus.write(self.CCR, 4, 0x03 | self.ONE_LINE | self.ADDRESS | self.DATA | self.READ)
        bus.write(self.AR, 4, 0x012345)
        assert got(bus)[:4] == [0x03, 0x01, 0x23, 0x45]
        assert bus.read(self.SR, 4) >> 8 & 0x3F == 6
        assert bus.read(self.DR, 4) == 0x08070605
        assert [bus.read(self.DR, 1), bus.read(self.DR, 1)] == [9, 10]
        assert bus.read(self.SR, 4) >> 8 & 0x3F == 0

    def test_a_long_read_takes_no_more_than_the_fifo_at_a_time(self, bus: STM32H7_QuadSPI) -> None:
        bus.write(self.DLR, 4, 0xFFFFFFFF)
        bus.write(self.CCR, 4, 0x03 | self.ONE_LINE | self.DATA | self.READ)
        assert len(got(bus)) == 1 + 32
        assert not bus.read(self.SR, 4) & 1 << 1
        bus.read(self.DR, 4)
        assert len(got(bus)) == 1 + 36

    def test_a_write_sends_its_data_and_completes(self, bus: STM32H7_QuadSPI) -> None:
        bus.write(self.DLR, 4, 2)
        bus.write(self.CCR, 4, 0x02 | self.ONE_LINE | self.ADDRESS | self.DATA | self.WRITE)
        bus.write(self.AR, 4, 0x10)
        bus.write(self.DR, 1, 0xA1)
        assert not bus.read(self.SR, 4) & 1 << 1
        bus.write(self.DR, 2, 0xA3A2)
        assert got(bus) == [0x02, 0, 0, 0x10, 0xA1, 0xA2, 0xA3]
        assert bus.read(self.SR, 4) & 1 << 1

    def test_polling_matches_the_masked_status(self, bus: STM32H7_QuadSPI) -> None:
        bus.write(self.PSMKR, 4, 0x02)
        bus.write(self.PSMAR, 4, 0x02)
        bus.write(self.CCR, 4, 0x05 | self.ONE_LINE | self.DATA | self.POLL)
        assert bus.read(self.SR, 4) & 1 << 3  # the device answered 2

    def test_nothing_happens_while_it_is_disabled(self, bus: STM32H7_QuadSPI) -> None:
        bus.write(self.CR, 4, 0)
        bus.write(self.CCR, 4, 0x06 | self.ONE_LINE)
        assert got(bus) == []
