"""MAX32650: real-time clock, I2C and SPI as the vendor's drivers use them."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.bus_devices import BusDevice
from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.max32.max32650_i2c import MAX32650_I2C
from vboard.builtin.peripherals.max32.max32650_rtc import MAX32650_RTC
from vboard.builtin.peripherals.max32.max32650_spi import MAX32650_SPI

SECOND = 1_000_000_000


@pytest.fixture
def device() -> BusDevice:
    return BusDevice()


class TestClock:
    SEC, SSEC, TODA, SSECA, CTRL = 0x00, 0x04, 0x08, 0x0C, 0x10
    ENABLE, DAY_ALARM, FRACTION_ALARM, WRITE_ENABLE = 1 << 0, 1 << 1, 1 << 2, 1 << 15
    DAY_FLAG, FRACTION_FLAG = 1 << 6, 1 << 7

    @pytest.fixture
    def clock(self, env: FakeEnvironment) -> MAX32650_RTC:
        return MAX32650_RTC(env)

    def test_it_counts_while_it_is_enabled(self, env: FakeEnvironment, clock: MAX32650_RTC) -> None:
        clock.write(self.CTRL, 4, self.ENABLE)  # without WRITE_EN
        env.pass_time(SECOND)
        assert clock.read(self.SEC, 4) == 0
        clock.write(self.CTRL, 4, self.WRITE_ENABLE)
        clock.write(self.SEC, 4, 1000)
        clock.write(self.CTRL, 4, self.WRITE_ENABLE | self.ENABLE)
        env.pass_time(2 * SECOND + SECOND // 64)
        assert (clock.read(self.SEC, 4), clock.read(self.SSEC, 4)) == (1002, 4096 // 64)

    def test_the_halves_of_a_count_belong_together(self, env: FakeEnvironment, clock: MAX32650_RTC) -> None:
        clock.write(self.CTRL, 4, self.WRITE_ENABLE | self.ENABLE)
        env.pass_time(SECOND - 1)
        assert clock.read(self.SSEC, 4) == 0xFF
        env.pass_time(2)
        assert clock.read(self.SEC, 4) == 0
        assert clock.read(self.SEC, 4) == 1

    def test_the_alarm_of_a_second_interrupts(self, env: FakeEnvironment, clock: MAX32650_RTC) -> None:
        clock.write(self.TODA, 4, 3)
        control = self.WRITE_ENABLE | self.ENABLE | self.DAY_ALARM
        clock.write(self.CTRL, 4, control)
        env.pass_time(3 * SECOND - 1)
        assert not clock.IRQ.IsSet
        env.pass_time(1)
        assert clock.IRQ.IsSet
        assert clock.read(self.CTRL, 4) & self.DAY_FLAG
        clock.write(self.CTRL, 4, control)
        assert not clock.IRQ.IsSet

    def test_the_alarm_of_a_fraction_repeats(self, env: FakeEnvironment, clock: MAX32650_RTC) -> None:
        clock.write(self.SSECA, 4, 2**32 - 1 - 1024)  # a quarter of a second
        clock.write(self.CTRL, 4, self.FRACTION_ALARM)
        for _ in range(2):
            env.pass_time(SECOND // 4)
            assert clock.IRQ.IsSet
            clock.write(self.CTRL, 4, self.FRACTION_ALARM)
            assert not clock.IRQ.IsSet


class TestI2C:
    CTRL0, STAT, FLAGS, ENABLES, RX_CTRL1, FIFO, MODE = 0x00, 0x04, 0x08, 0x0C, 0x20, 0x2C, 0x30
    START, RESTART, STOP = 1, 2, 4
    DONE, STOPPED, ACKNOWLEDGED, TIMED_OUT = 1 << 0, 1 << 6, 1 << 7, 1 << 9

    @pytest.fixture
    def bus(self, env: FakeEnvironment, device: BusDevice) -> MAX32650_I2C:
        bus = MAX32650_I2C(env)
        bus.slaves[0x38] = device
        bus.write(self.CTRL0, 4, 3)
        return bus

    @pytest.mark.parametrize("first", ["start", "address"])
    def test_bytes_are_written(self, bus: MAX32650_I2C, device: BusDevice, first: str) -> None:
        order = [(self.MODE, self.START), (self.FIFO, 0x70)]
        for offset, value in order if first == "start" else order[::-1]:
            bus.write(offset, 4, value)
        for byte in b"\1\2":
            bus.write(self.FIFO, 4, byte)
        bus.write(self.MODE, 4, self.STOP)
        assert (device.written, device.finished) == ([b"\1\2"], 1)
        flags = self.DONE | self.STOPPED | self.ACKNOWLEDGED
        assert bus.read(self.FLAGS, 4) & flags == flags
        assert not bus.read(self.STAT, 4) & 1

    def test_a_register_is_read_by_a_repeated_start(self, bus: MAX32650_I2C, device: BusDevice) -> None:
        bus.write(self.RX_CTRL1, 4, 3)
        bus.write(self.MODE, 4, self.START)
        bus.write(self.FIFO, 4, 0x70)
        bus.write(self.FIFO, 4, 0x0F)
        bus.write(self.MODE, 4, self.RESTART)
        bus.write(self.FIFO, 4, 0x71)
        assert device.written == [b"\x0f"]
        assert [bus.read(self.FIFO, 4) for _ in range(3)] == [0xA0, 0xA1, 0xA2]
        assert bus.read(self.STAT, 4) & 2  # empty
        bus.write(self.MODE, 4, self.STOP)
        assert device.finished == 1

    def test_an_address_of_ten_bits(self, bus: MAX32650_I2C) -> None:
        device = BusDevice()
        bus.slaves[0x2A5] = device
        bus.write(self.MODE, 4, 1 << 7 | self.START)
        for byte in (0b11110_10_0, 0xA5, 0x55):
            bus.write(self.FIFO, 4, byte)
        bus.write(self.MODE, 4, 1 << 7 | self.STOP)
        assert device.written == [b"\x55"]

    def test_nobody_at_the_address_times_out(self, bus: MAX32650_I2C) -> None:
        bus.write(self.ENABLES, 4, self.TIMED_OUT)
        bus.write(self.MODE, 4, self.START)
        assert not bus.IRQ.IsSet
        bus.write(self.FIFO, 4, 0x20)
        assert bus.IRQ.IsSet
        bus.write(self.FLAGS, 4, self.TIMED_OUT)
        assert not bus.IRQ.IsSet


class TestSPI:
    DATA, CTRL0, CTRL1, DMA, FLAGS, ENABLES = 0x00, 0x04, 0x08, 0x1C, 0x20, 0x24
    ENABLED, START, KEEP, SELECT_0 = 3, 1 << 5, 1 << 8, 1 << 16
    RECEIVED, DONE, UNDERRUN = 0x3F << 24, 1 << 11, 1 << 15

    @pytest.fixture
    def spi(self, env: FakeEnvironment, device: BusDevice) -> MAX32650_SPI:
        spi = MAX32650_SPI(env, 2)
        spi.slaves[0] = device
        spi.write(self.DMA, 4, 1 << 22 | 1 << 6)
        return spi

    def test_characters_are_exchanged(self, spi: MAX32650_SPI, device: BusDevice) -> None:
        spi.write(self.ENABLES, 4, self.DONE)
        spi.write(self.CTRL1, 4, 3)
        spi.write(self.DATA, 2, 0x0201)
        spi.write(self.CTRL0, 4, self.ENABLED | self.SELECT_0 | self.START)
        assert not spi.IRQ.IsSet
        spi.write(self.DATA, 1, 0x03)
        assert spi.IRQ.IsSet
        assert (device.exchanged, device.finished) == ([1, 2, 3], 1)
        assert spi.read(self.DMA, 4) & self.RECEIVED == 3 << 24
        assert [spi.read(self.DATA, 1) for _ in range(3)] == [0xFE, 0xFD, 0xFC]
        spi.write(self.FLAGS, 4, self.DONE)
        assert not spi.IRQ.IsSet

    def test_the_select_stays_low_between_transactions(self, spi: MAX32650_SPI, device: BusDevice) -> None:
        for byte in (1, 2):
            spi.write(self.CTRL1, 4, 1)
            spi.write(self.DATA, 1, byte)
            spi.write(self.CTRL0, 4, self.ENABLED | self.SELECT_0 | self.KEEP | self.START)
        assert (device.exchanged, device.finished) == ([1, 2], 0)
        spi.write(self.CTRL0, 4, 0)
        assert device.finished == 1

    def test_nobody_answers_with_ones(self, env: FakeEnvironment, spi: MAX32650_SPI) -> None:
        spi.write(self.CTRL1, 4, 1)
        spi.write(self.CTRL0, 4, self.ENABLED | 2 << 16 | self.START)
        assert any("Slave select 1 has no device" in text for text in env.messages)
        spi.write(self.DATA, 1, 0)
        assert spi.read(self.DATA, 1) == 0xFF
        assert spi.read(self.DATA, 1) == 0
        assert spi.read(self.FLAGS, 4) & self.UNDERRUN

    def test_there_are_four_selects(self, env: FakeEnvironment) -> None:
        with pytest.raises(ValueError, match="numberOfSlaves"):
            MAX32650_SPI(env, 5)
