"""I2C and SPI controllers of STM32, with and without a device on the bus."""

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.stm32.stm32_spi import STM32SPI, STM32Series
from vboard.builtin.peripherals.stm32.stm32f4_i2c import STM32F4_I2C
from vboard.builtin.peripherals.stm32.stm32f7_i2c import STM32F7_I2C


class Slave:
    """Remembers writes, answers reads with 0xA0, 0xA1, ..."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.transmitted: list[int] = []
        self.finished = 0

    def Write(self, data: bytes) -> None:
        self.written.append(data)

    def Read(self, count: int) -> bytes:
        return bytes(0xA0 + i for i in range(count))

    def FinishTransmission(self) -> None:
        self.finished += 1

    def Transmit(self, data: int) -> int:
        self.transmitted.append(data)
        return data ^ 0xFF


def slave_of(i2c: STM32F4_I2C | STM32F7_I2C) -> Slave:
    """The device at 0x38."""
    slave = i2c.slaves[0x38]
    assert isinstance(slave, Slave)
    return slave


class TestF4I2C:
    CR1, CR2, DR, SR1, SR2 = 0x00, 0x04, 0x10, 0x14, 0x18
    PE, START, STOP = 1, 1 << 8, 1 << 9
    SB, ADDR, BTF, TXE, AF = 1, 2, 4, 1 << 7, 1 << 10

    @pytest.fixture
    def i2c(self, env: FakeEnvironment) -> STM32F4_I2C:
        i2c = STM32F4_I2C(env)
        i2c.slaves[0x38] = Slave()
        i2c.write(self.CR1, 4, self.PE)
        return i2c

    def start(self, i2c: STM32F4_I2C, address_byte: int) -> int:
        i2c.write(self.CR1, 4, self.PE | self.START)
        assert i2c.read(self.SR1, 4) & self.SB
        i2c.write(self.DR, 4, address_byte)
        return i2c.read(self.SR1, 4)

    def test_a_write_reaches_the_slave_at_the_stop(self, env: FakeEnvironment, i2c: STM32F4_I2C) -> None:
        assert self.start(i2c, 0x70) & self.ADDR
        i2c.read(self.SR2, 4)
        assert not i2c.read(self.SR1, 4) & self.ADDR
        for byte in (1, 2, 3):
            i2c.write(self.DR, 4, byte)
            env.pass_time(0)
            assert i2c.read(self.SR1, 4) & (self.TXE | self.BTF) == self.TXE | self.BTF
        assert slave_of(i2c).written == []
        i2c.write(self.CR1, 4, self.PE | self.STOP)
        assert slave_of(i2c).written == [b"\1\2\3"]

    def test_a_read_after_a_repeated_start(self, i2c: STM32F4_I2C) -> None:
        self.start(i2c, 0x70)
        i2c.write(self.DR, 4, 9)
        assert self.start(i2c, 0x71) & self.BTF
        assert slave_of(i2c).written == [b"\x09"]
        assert i2c.read(self.DR, 1) == 0xA0

    def test_an_address_that_nobody_has_fails_once(self, env: FakeEnvironment, i2c: STM32F4_I2C) -> None:
        i2c.write(self.CR2, 4, 1 << 8)
        assert self.start(i2c, 0x20) & self.AF
        env.pass_time(0)
        assert not i2c.read(self.SR1, 4) & self.AF

    def test_event_interrupt(self, env: FakeEnvironment, i2c: STM32F4_I2C) -> None:
        i2c.write(self.CR2, 4, 1 << 9)
        line = record(i2c.EventInterrupt)
        i2c.write(self.CR1, 4, self.PE | self.START)
        assert line.edges == [(0, True)]

    def test_byte_access_is_for_data_only(self, env: FakeEnvironment, i2c: STM32F4_I2C) -> None:
        i2c.read(self.SR1, 1)
        i2c.write(self.CR2, 1, 0)
        assert env.messages == [
            "Unhandled read from offset 0x14.",
            "Unhandled write to offset 0x4, value 0x0.",
        ]


class TestF7I2C:
    CR1, CR2, ISR, ICR, RXDR, TXDR = 0x00, 0x04, 0x18, 0x1C, 0x24, 0x28
    READ, START, RELOAD, AUTOEND = 1 << 10, 1 << 13, 1 << 24, 1 << 25
    TXIS, RXNE, STOPF, TC, TCR = 1 << 1, 1 << 2, 1 << 5, 1 << 6, 1 << 7

    @pytest.fixture
    def i2c(self, env: FakeEnvironment) -> STM32F7_I2C:
        i2c = STM32F7_I2C(env)
        i2c.slaves[0x38] = Slave()
        i2c.write(self.CR1, 4, 1)
        return i2c

    def test_a_write_reaches_the_slave_as_one_block(self, i2c: STM32F7_I2C) -> None:
        i2c.write(self.CR2, 4, 0x70 | 3 << 16 | self.START)
        assert i2c.read(self.ISR, 4) & self.TXIS
        for byte in (1, 2, 3):
            assert slave_of(i2c).written == []
            i2c.write(self.TXDR, 4, byte)
        assert slave_of(i2c).written == [b"\1\2\3"]
        assert i2c.read(self.ISR, 4) & (self.TC | self.TXIS) == self.TC

    def test_automatic_end_stops(self, i2c: STM32F7_I2C) -> None:
        i2c.write(self.CR1, 4, 1 | 1 << 5)
        i2c.write(self.CR2, 4, 0x70 | 1 << 16 | self.START | self.AUTOEND)
        i2c.write(self.TXDR, 4, 1)
        assert (i2c.read(self.ISR, 4) & self.STOPF, slave_of(i2c).finished) == (self.STOPF, 1)
        assert i2c.EventInterrupt.IsSet
        i2c.write(self.ICR, 4, self.STOPF)
        assert not i2c.EventInterrupt.IsSet

    def test_reads_give_nbytes(self, i2c: STM32F7_I2C) -> None:
        i2c.write(self.CR2, 4, 0x70 | 2 << 16 | self.READ | self.START)
        taken = []
        while i2c.read(self.ISR, 4) & self.RXNE:
            taken.append(i2c.read(self.RXDR, 4))
        assert taken == [0xA0, 0xA1]
        assert i2c.read(self.ISR, 4) & self.TC

    def test_reload_continues(self, i2c: STM32F7_I2C) -> None:
        i2c.write(self.CR2, 4, 0x70 | 1 << 16 | self.READ | self.START | self.RELOAD)
        i2c.read(self.RXDR, 4)
        assert i2c.read(self.ISR, 4) & self.TCR
        i2c.write(self.CR2, 4, 0x70 | 2 << 16 | self.READ)
        assert not i2c.read(self.ISR, 4) & self.TCR
        assert [i2c.read(self.RXDR, 4) for _ in range(2)] == [0xA0, 0xA1]

    def test_an_address_that_nobody_has_is_logged(self, env: FakeEnvironment, i2c: STM32F7_I2C) -> None:
        i2c.write(self.CR2, 4, 0x20 | 1 << 16 | self.START)
        i2c.write(self.TXDR, 4, 5)
        assert env.messages == [
            "Unknown slave at address 16.",
            "Trying to send byte 5 to an unknown slave with address 16.",
        ]


class TestSPI:
    CR1, CR2, SR, DR = range(0, 0x10, 4)

    @pytest.fixture
    def spi(self, env: FakeEnvironment) -> STM32SPI:
        return STM32SPI(env)

    @pytest.mark.parametrize("width", [1, 2, 4])
    def test_a_transfer_takes_no_time(self, spi: STM32SPI, width: int) -> None:
        slave = spi.slave = Slave()
        spi.write(self.DR, width, 0x5A)
        assert spi.read(self.SR, 4) == 0b11
        assert (spi.read(self.DR, width), slave.transmitted) == (0xA5, [0x5A])
        assert spi.read(self.SR, 4) == 0b10

    def test_without_a_device_0_is_received(self, env: FakeEnvironment, spi: STM32SPI) -> None:
        spi.write(self.DR, 4, 0x5A)
        assert (spi.read(self.SR, 4) & 1, spi.read(self.DR, 4)) == (1, 0)
        assert env.messages == ["SPI transmission while no SPI peripheral is connected."]

    def test_interrupts(self, spi: STM32SPI) -> None:
        spi.slave = Slave()
        spi.write(self.CR2, 4, 1 << 6)
        spi.write(self.DR, 4, 1)
        assert spi.IRQ.IsSet
        spi.read(self.DR, 4)
        assert not spi.IRQ.IsSet
        spi.write(self.CR2, 4, 1 << 7)
        assert spi.IRQ.IsSet

    def test_dma_request_pulses(self, spi: STM32SPI) -> None:
        spi.slave = Slave()
        spi.write(self.CR2, 4, 1)
        line = record(spi.DMARecieve)
        spi.write(self.DR, 4, 1)
        assert line.edges == [(0, True), (0, False)]

    def test_slave_mode_is_refused(self, env: FakeEnvironment, spi: STM32SPI) -> None:
        spi.write(self.CR1, 4, 0)
        assert env.messages == ["Slave mode is not supported"]


def test_spi_pulses_both_names_of_its_request(env: FakeEnvironment) -> None:
    spi = STM32SPI(env, series=STM32Series.L5)
    spi.slave = type("Echo", (), {"Transmit": staticmethod(lambda data: data)})()
    lines = [record(spi.DMARecieve), record(spi.DMAReceive)]
    spi.write(0x04, 2, 1)
    spi.write(0x00, 2, 0b1000100)
    spi.write(0x0C, 2, 0x5A)
    assert [line.edges for line in lines] == [[(0, True), (0, False)]] * 2
