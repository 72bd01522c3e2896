"""NXP: timers and serial buses as MCUXpresso and Zephyr drive them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.bus_devices import BusDevice, device_of
from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.nxp.imx_trng import IMX_TRNG
from vboard.builtin.peripherals.nxp.imxrt_lpspi import IMXRT_LPSPI
from vboard.builtin.peripherals.nxp.k6xf_rng import K6xF_RNG
from vboard.builtin.peripherals.nxp.lpc_ctimer import LPC_CTimer
from vboard.builtin.peripherals.nxp.nxp_flexcomm import I2C_BLOCK, NXP_FLEXCOMM
from vboard.builtin.peripherals.nxp.nxp_ostimer import NXP_OsTimer, from_gray, to_gray
from vboard.builtin.peripherals.nxp.s32k3xx_low_power_inter_integrated_circuit import (
    S32K3XX_LowPowerInterIntegratedCircuit,
)
from vboard.builtin.peripherals.nxp.s32k3xx_periodicinterrupttimer import S32K3XX_PeriodicInterruptTimer
from vboard.builtin.peripherals.nxp.s32k3xx_systemtimermodule import S32K3XX_SystemTimerModule
from vboard.builtin.peripherals.nxp.s32k_lpit import S32K_LPIT
from vboard.builtin.peripherals.nxp.s32k_scg import S32K_SCG

MEGAHERTZ = 1_000_000
MICROSECOND = 1_000


class TestOsTimer:
    EVTIMERL, EVTIMERH, MATCH_L, MATCH_H, CTRL = 0x0, 0x4, 0x10, 0x14, 0x1C

    @given(st.integers(0, 2**64 - 1))
    def test_gray_code_of_neighbours_differs_in_one_bit(self, value: int) -> None:
        assert from_gray(to_gray(value)) == value
        assert (to_gray(value) ^ to_gray((value + 1) % 2**64)).bit_count() == 1

    def test_it_interrupts_at_the_match_value(self, env: FakeEnvironment) -> None:
        timer = NXP_OsTimer(env, MEGAHERTZ)
        env.pass_time(100 * MICROSECOND)
        now = from_gray(timer.read(self.EVTIMERH, 4) << 32 | timer.read(self.EVTIMERL, 4))
        assert now == 100
        timer.write(self.CTRL, 4, 2)
        match = to_gray(now + 50)
        timer.write(self.MATCH_L, 4, match & 0xFFFF_FFFF)
        timer.write(self.MATCH_H, 4, match >> 32)
        assert not timer.read(self.CTRL, 4) & 1 << 2
        env.pass_time(50 * MICROSECOND - 1)
        assert not timer.IRQ.IsSet
        env.pass_time(1)
        assert timer.IRQ.IsSet
        timer.write(self.CTRL, 4, 3)
        assert not timer.IRQ.IsSet


class TestPeriodicTimers:
    MCR, MSR, MIER, SETTEN, CLRTEN, TVAL, CVAL, TCTRL = 0x08, 0x0C, 0x10, 0x14, 0x18, 0x20, 0x24, 0x28

    @pytest.mark.parametrize("channel", range(4))
    def test_a_channel_interrupts_each_period(self, env: FakeEnvironment, channel: int) -> None:
        timer = S32K_LPIT(env, MEGAHERTZ)
        timer.write(self.MCR, 4, 1)
        timer.write(self.TVAL + 0x10 * channel, 4, 1000)
        timer.write(self.MIER, 4, 1 << channel)
        timer.write(self.SETTEN, 4, 1 << channel)
        for _ in range(3):
            env.pass_time(1000 * MICROSECOND)
            assert timer.IRQ.IsSet
            assert timer.read(self.MSR, 4) == 1 << channel
            timer.write(self.MSR, 4, 1 << channel)
            assert not timer.IRQ.IsSet
        timer.write(self.CLRTEN, 4, 1 << channel)
        env.pass_time(5000 * MICROSECOND)
        assert timer.read(self.MSR, 4) == 0

    def test_a_new_value_begins_with_the_next_period(self, env: FakeEnvironment) -> None:
        timer = S32K_LPIT(env, MEGAHERTZ)
        timer.write(self.MCR, 4, 1)
        timer.write(self.TVAL, 4, 100)
        timer.write(self.TCTRL, 4, 1)
        timer.write(self.TVAL, 4, 300)
        env.pass_time(100 * MICROSECOND)
        assert timer.read(self.CVAL, 4) == 300

    def test_registers_of_the_functional_clock_need_it(self, env: FakeEnvironment) -> None:
        timer = S32K_LPIT(env, MEGAHERTZ)
        timer.write(self.TVAL, 4, 100)
        assert timer.read(self.TVAL, 4) == 0
        assert any("M_CEN" in text for text in env.messages)


def test_counter_timer_restarts_at_its_match_value(env: FakeEnvironment) -> None:
    timer = LPC_CTimer(env, MEGAHERTZ)
    timer.write(0x0C, 4, 9)  # PR: divided by 10
    timer.write(0x18, 4, 100)  # MR0: 1 ms
    timer.write(0x14, 4, 3)  # MR0I, MR0R
    timer.write(0x04, 4, 1)
    for _ in range(2):
        env.pass_time(1000 * MICROSECOND)
        assert timer.IRQ.IsSet
        timer.write(0x00, 4, 1)
        assert not timer.IRQ.IsSet
    env.pass_time(250 * MICROSECOND)
    assert timer.read(0x08, 4) == 25


class TestPeriodicInterruptTimer:
    LTMR64H, LTMR64L, LDVAL, CVAL, TCTRL, TFLG = 0xE0, 0xE4, 0x100, 0x104, 0x108, 0x10C

    @pytest.mark.parametrize("channel", range(4))
    def test_a_channel_interrupts_each_period(self, env: FakeEnvironment, channel: int) -> None:
        timer = S32K3XX_PeriodicInterruptTimer(env, MEGAHERTZ)
        base = 0x10 * channel
        timer.write(base + self.LDVAL, 4, 1000)
        timer.write(base + self.TCTRL, 4, 0b11)
        for _ in range(3):
            env.pass_time(1000 * MICROSECOND)
            assert timer.IRQ.IsSet
            timer.write(base + self.TFLG, 4, 1)
            assert not timer.IRQ.IsSet
        env.pass_time(250 * MICROSECOND)
        assert timer.read(base + self.CVAL, 4) == 750

    def test_a_chained_channel_counts_periods_of_the_one_before(self, env: FakeEnvironment) -> None:
        timer = S32K3XX_PeriodicInterruptTimer(env, MEGAHERTZ)
        timer.write(self.LDVAL, 4, 100)
        timer.write(self.LDVAL + 0x10, 4, 5)
        timer.write(self.TCTRL + 0x10, 4, 0b111)
        timer.write(self.TCTRL, 4, 0b001)
        env.pass_time(500 * MICROSECOND - 1)
        assert not timer.IRQ.IsSet
        assert timer.read(self.CVAL + 0x10, 4) == 1
        env.pass_time(1)
        assert timer.IRQ.IsSet
        assert timer.read(self.CVAL + 0x10, 4) == 5

    def test_the_lifetime_counts_up(self, env: FakeEnvironment) -> None:
        timer = S32K3XX_PeriodicInterruptTimer(env, MEGAHERTZ)
        timer.write(self.TCTRL + 0x10, 4, 0b101)
        timer.write(self.TCTRL, 4, 0b001)
        env.pass_time(1234 * MICROSECOND)
        assert (timer.read(self.LTMR64H, 4), timer.read(self.LTMR64L, 4)) == (0, 1234)


class TestSystemTimerModule:
    CR, CNT, CCR, CIR, CMP = 0x00, 0x04, 0x10, 0x14, 0x18

    @pytest.mark.parametrize("channel", range(4))
    def test_a_channel_interrupts_at_its_value(self, env: FakeEnvironment, channel: int) -> None:
        timer = S32K3XX_SystemTimerModule(env, MEGAHERTZ)
        base = 0x10 * channel
        timer.write(base + self.CMP, 4, 50)
        timer.write(base + self.CCR, 4, 1)
        timer.write(self.CR, 4, 1 << 8 | 1)  # divided by 2
        env.pass_time(100 * MICROSECOND - 1)
        assert not timer.IRQ.IsSet
        env.pass_time(1)
        assert timer.IRQ.IsSet
        assert timer.read(self.CNT, 4) == 50
        timer.write(base + self.CIR, 4, 1)
        assert not timer.IRQ.IsSet


def test_random_numbers_are_ready_and_repeat(env: FakeEnvironment) -> None:
    for make, status, ready, first in ((IMX_TRNG, 0x00, 1 << 10, 0x40), (K6xF_RNG, 0x04, 1 << 8, 0x0C)):
        model = make(env)
        if make is K6xF_RNG:
            assert (model.read(status, 4), model.read(first, 4)) == (0, 0)
            model.write(0x00, 4, 1)
        assert model.read(status, 4) & ready
        numbers = [model.read(first, 4) for _ in range(4)]
        again = make(env)
        again.write(0x00, 4, 1)
        assert numbers == [again.read(first, 4) for _ in range(4)]
        assert len(set(numbers)) == 4


def test_the_clock_of_run_mode_is_what_was_asked_for(env: FakeEnvironment) -> None:
    scg = S32K_SCG(env)
    scg.write(0x14, 4, 6 << 24 | 1 << 4 | 2)
    assert scg.read(0x10, 4) == 6 << 24 | 1 << 4 | 2
    assert scg.read(0x100, 4) & scg.read(0x300, 4) & 1 << 24
    scg.write(0x200, 4, 0)
    assert not scg.read(0x200, 4) & 1 << 24


class TestSPI:
    CR, SR, IER, FCR, TCR, TDR, RDR = 0x10, 0x14, 0x18, 0x58, 0x60, 0x64, 0x74
    TDF, RDF, TCF = 1 << 0, 1 << 1, 1 << 10

    @pytest.fixture
    def spi(self, env: FakeEnvironment) -> IMXRT_LPSPI:
        spi = IMXRT_LPSPI(env)
        spi.slaves[1] = BusDevice()
        spi.write(self.CR, 4, 1)
        spi.write(self.TCR, 4, 1 << 24 | 7)
        return spi

    def test_a_byte_is_exchanged_with_the_selected_device(self, spi: IMXRT_LPSPI) -> None:
        spi.write(self.IER, 4, self.RDF)
        spi.write(self.TDR, 4, 0x5A)
        assert spi.read(self.SR, 4) & (self.TDF | self.RDF | self.TCF) == self.TDF | self.RDF | self.TCF
        assert spi.IRQ.IsSet
        assert spi.read(self.RDR, 4) == 0xA5
        assert not spi.IRQ.IsSet
        assert device_of(spi.slaves[1]).exchanged == [0x5A]

    def test_a_masked_receiver_keeps_nothing(self, spi: IMXRT_LPSPI) -> None:
        spi.write(self.TCR, 4, 1 << 24 | 1 << 19 | 7)
        spi.write(self.TDR, 4, 1)
        assert not spi.read(self.SR, 4) & self.RDF

    def test_a_frame_of_several_words(self, spi: IMXRT_LPSPI) -> None:
        spi.write(self.TCR, 4, 1 << 24 | 47)
        spi.write(self.TDR, 4, 0x04030201)
        spi.write(self.TDR, 4, 0x0605)
        assert device_of(spi.slaves[1]).exchanged == [1, 2, 3, 4, 5, 6]


class TestI2C:
    MCR, MSR, MIER, MTDR, MRDR = 0x10, 0x14, 0x18, 0x60, 0x70
    RDF, SDF, NDF = 1 << 1, 1 << 9, 1 << 10
    SEND, RECEIVE, STOP, START = 0 << 8, 1 << 8, 2 << 8, 4 << 8

    @pytest.fixture
    def device(self) -> BusDevice:
        return BusDevice()

    @pytest.fixture(params=["alone", "in a FLEXCOMM"])
    def i2c(
        self, request: pytest.FixtureRequest, env: FakeEnvironment, device: BusDevice
    ) -> S32K3XX_LowPowerInterIntegratedCircuit | NXP_FLEXCOMM:
        model: S32K3XX_LowPowerInterIntegratedCircuit | NXP_FLEXCOMM
        if request.param == "alone":
            model, self.base = S32K3XX_LowPowerInterIntegratedCircuit(env), 0
        else:
            model, self.base = NXP_FLEXCOMM(env), I2C_BLOCK
            model.write(0xFF8, 4, 3)
        model.slaves[0x38] = device
        model.write(self.base + self.MCR, 4, 1)
        return model

    def command(self, i2c: S32K3XX_LowPowerInterIntegratedCircuit | NXP_FLEXCOMM, *commands: int) -> None:
        for command in commands:
            i2c.write(self.base + self.MTDR, 4, command)

    def test_a_write_reaches_the_device(
        self, i2c: S32K3XX_LowPowerInterIntegratedCircuit | NXP_FLEXCOMM, device: BusDevice
    ) -> None:
        self.command(i2c, self.START | 0x70, self.SEND | 1, self.SEND | 2, self.STOP)
        assert (device.written, device.finished) == ([b"\1\2"], 1)
        assert i2c.read(self.base + self.MSR, 4) & self.SDF

    def test_a_register_is_read_by_a_repeated_start(
        self, i2c: S32K3XX_LowPowerInterIntegratedCircuit | NXP_FLEXCOMM, device: BusDevice
    ) -> None:
        self.command(i2c, self.START | 0x70, self.SEND | 0x0F, self.START | 0x71, self.RECEIVE | 1)
        assert device.written == [b"\x0f"]
        assert i2c.read(self.base + self.MSR, 4) & self.RDF
        assert [i2c.read(self.base + self.MRDR, 4) for _ in range(3)] == [0xA0, 0xA1, 1 << 14]

    def test_nobody_at_the_address_is_not_acknowledged(
        self, i2c: S32K3XX_LowPowerInterIntegratedCircuit | NXP_FLEXCOMM
    ) -> None:
        i2c.write(self.base + self.MIER, 4, self.NDF)
        self.command(i2c, self.START | 0x20)
        assert i2c.read(self.base + self.MSR, 4) & self.NDF
        assert i2c.IRQ.IsSet


class TestFlexcommAsUart:
    INTSTAT, PSELID, CTRL, DATA = 0xFF4, 0xFF8, 0x18, 0x1C

    def test_it_sends_and_receives(self, env: FakeEnvironment) -> None:
        block = NXP_FLEXCOMM(env)
        sent: list[int] = []
        block.observe(sent.append)
        block.write(self.PSELID, 4, 1)
        block.write(self.CTRL, 4, 1 << 21 | 1 << 19 | 1 << 18)
        block.write(self.DATA, 4, 0x41)
        block.WriteChar(0x42)
        assert block.IRQ.IsSet
        assert block.read(self.INTSTAT, 4) == 0b10
        assert block.read(self.DATA, 4) & 0xFF == 0x42
        assert not block.IRQ.IsSet
        assert sent == [0x41]

    def test_a_locked_selection_stays(self, env: FakeEnvironment) -> None:
        block = NXP_FLEXCOMM(env)
        block.write(self.PSELID, 4, 1 << 3 | 1)
        block.write(self.PSELID, 4, 3)
        assert block.read(self.PSELID, 4) & 7 == 1

    def test_a_mode_that_is_not_there_is_refused(self, env: FakeEnvironment) -> None:
        block = NXP_FLEXCOMM(env, i2cPresent=False)
        block.write(self.PSELID, 4, 3)
        assert block.read(self.PSELID, 4) & 7 == 0
        with pytest.raises(ValueError, match="At least one"):
            NXP_FLEXCOMM(env, uartPresent=False, i2cPresent=False, spiPresent=False)
