"""CC2538: sleep timer and serial interface (CC2538 user's guide)."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.bus_devices import BusDevice, device_of
from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.ti.cc2538_ssi import CC2538_SSI, FIFO
from vboard.builtin.peripherals.ti.cc2538sleeptimer import CC2538SleepTimer

SECOND = 1_000_000_000


class TestSleepTimer:
    def count(self, timer: CC2538SleepTimer) -> int:
        return sum(timer.read(4 * n, 4) << 8 * n for n in range(4))

    def test_a_count_is_latched_by_its_low_byte(self, env: FakeEnvironment) -> None:
        timer = CC2538SleepTimer(env)
        env.pass_time(3 * SECOND)
        low = timer.read(0, 4)
        env.pass_time(5 * SECOND)
        assert low | timer.read(4, 4) << 8 | timer.read(8, 4) << 16 == 3 * 32_768
        assert self.count(timer) == 8 * 32_768

    def test_it_pulses_at_the_compare_value(self, env: FakeEnvironment) -> None:
        timer = CC2538SleepTimer(env)
        line = record(timer.IRQ, env)
        assert timer.read(0x10, 4) == 1
        for n in (3, 2, 1, 0):
            timer.write(4 * n, 4, 2 * 32_768 >> 8 * n & 0xFF)
        env.pass_time(3 * SECOND)
        assert line.times == [2 * SECOND] * 2
        assert not timer.IRQ.IsSet


class TestSerialInterface:
    CR0, CR1, DR, SR, IM, RIS, MIS, ICR = 0x00, 0x04, 0x08, 0x0C, 0x14, 0x18, 0x1C, 0x20
    TFE, TNF, RNE, RFF, BSY = 1, 2, 4, 8, 16

    @pytest.fixture
    def ssi(self, env: FakeEnvironment) -> CC2538_SSI:
        ssi = CC2538_SSI(env)
        ssi.slave = BusDevice()
        ssi.write(self.CR0, 4, 7)
        ssi.write(self.CR1, 4, 2)
        return ssi

    def test_bytes_are_exchanged(self, ssi: CC2538_SSI) -> None:
        ssi.write(self.DR, 4, 0x5A)
        assert ssi.read(self.SR, 4) == self.TFE | self.TNF | self.RNE
        assert ssi.read(self.DR, 4) == 0xA5
        assert ssi.read(self.SR, 4) == self.TFE | self.TNF

    def test_bytes_wait_until_it_is_enabled(self, ssi: CC2538_SSI) -> None:
        ssi.write(self.CR1, 4, 0)
        ssi.write(self.DR, 4, 1)
        assert ssi.read(self.SR, 4) == self.TNF | self.BSY
        ssi.write(self.CR1, 4, 2)
        assert device_of(ssi.slave).exchanged == [1]

    def test_what_is_not_read_is_overrun(self, ssi: CC2538_SSI) -> None:
        ssi.write(self.IM, 4, 1)
        for byte in range(FIFO + 1):
            ssi.write(self.DR, 4, byte)
        assert ssi.read(self.SR, 4) & self.RFF
        assert ssi.read(self.MIS, 4) == 1
        assert ssi.IRQ.IsSet
        ssi.write(self.ICR, 4, 1)
        assert not ssi.IRQ.IsSet
