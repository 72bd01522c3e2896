"""SAM4S: SPI, two-wire interface and converters as ASF drives them (SAM4S datasheet)."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.bus_devices import BusDevice, device_of
from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.sam.sam4s_adc import SAM4S_ADC
from vboard.builtin.peripherals.sam.sam4s_dacc import SAM4S_DACC
from vboard.builtin.peripherals.sam.sam4s_twi import SAM4S_TWI
from vboard.builtin.peripherals.sam.sam_spi import SAM_SPI

MICROSECOND = 1_000
RPR, RCR, TPR, TCR, RNPR, RNCR, PTCR, PTSR = 0x100, 0x104, 0x108, 0x10C, 0x110, 0x114, 0x120, 0x124
RXTEN, TXTEN = 1 << 0, 1 << 8
BUFFER, SECOND_BUFFER, SOURCE = 0x2000_0000, 0x2000_0100, 0x2000_0200


class TestSPI:
    CR, MR, RDR, TDR, SR, IER, CSR0, WPMR, WPSR = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x14, 0x30, 0xE4, 0xE8
    RDRF, TDRE, OVRES, ENDRX, ENDTX, RXBUFF, TXBUFE, TXEMPTY = 1, 2, 8, 16, 32, 64, 128, 512

    @pytest.fixture
    def spi(self, env: FakeEnvironment) -> SAM_SPI:
        spi = SAM_SPI(env)
        spi.slaves[1] = BusDevice()
        spi.write(self.MR, 4, 0b1101 << 16 | 1)
        spi.write(self.CR, 4, 1)
        return spi

    def test_a_byte_is_exchanged(self, spi: SAM_SPI) -> None:
        spi.write(self.IER, 4, self.RDRF)
        spi.write(self.TDR, 4, 0x5A)
        assert spi.read(self.SR, 4) & 0x3FF == self.RDRF | self.TDRE | self.TXEMPTY
        assert spi.IRQ.IsSet
        assert spi.read(self.RDR, 4) & 0xFFFF == 0xA5
        assert not spi.IRQ.IsSet
        assert device_of(spi.slaves[1]).exchanged == [0x5A]

    def test_an_item_of_16_bits(self, spi: SAM_SPI) -> None:
        spi.write(self.CSR0 + 4, 4, 8 << 4)
        spi.write(self.TDR, 4, 0x1234)
        assert device_of(spi.slaves[1]).exchanged == [0x34, 0x12]
        assert spi.read(self.RDR, 4) & 0xFFFF == 0x1234 ^ 0xFFFF

    def test_what_was_not_read_is_overrun(self, spi: SAM_SPI) -> None:
        spi.write(self.TDR, 4, 1)
        spi.write(self.TDR, 4, 2)
        assert spi.read(self.SR, 4) & self.OVRES
        assert not spi.read(self.SR, 4) & self.OVRES

    def test_a_transfer_waits_for_the_reader(self, spi: SAM_SPI) -> None:
        spi.write(self.MR, 4, 0b1101 << 16 | 1 << 5 | 1)
        spi.write(self.TDR, 4, 1)
        spi.write(self.TDR, 4, 2)
        assert device_of(spi.slaves[1]).exchanged == [1]
        spi.read(self.RDR, 4)
        assert device_of(spi.slaves[1]).exchanged == [1, 2]

    def test_dma_fills_both_buffers(self, env: FakeEnvironment, spi: SAM_SPI) -> None:
        env.bus.put(SOURCE, bytes(range(1, 7)))
        for register, value in ((RPR, BUFFER), (RCR, 4), (RNPR, SECOND_BUFFER), (RNCR, 2)):
            spi.write(register, 4, value)
        spi.write(TPR, 4, SOURCE)
        spi.write(TCR, 4, 6)
        spi.write(PTCR, 4, RXTEN | TXTEN)
        assert env.bus.get(BUFFER, 4) + env.bus.get(SECOND_BUFFER, 2) == bytes(n ^ 0xFF for n in range(1, 7))
        flags = self.ENDRX | self.ENDTX | self.RXBUFF | self.TXBUFE
        assert spi.read(self.SR, 4) & flags == flags
        assert spi.read(PTSR, 4) == 0

    def test_a_protected_register_stays_and_the_violation_is_shown(self, spi: SAM_SPI) -> None:
        spi.write(self.WPMR, 4, 0x535049 << 8 | 1)
        before = spi.read(self.MR, 4)
        spi.write(self.MR, 4, 0)
        assert spi.read(self.MR, 4) == before
        assert spi.read(self.WPSR, 4) == self.MR << 8 | 1
        spi.write(self.WPMR, 4, 0x535049 << 8)
        spi.write(self.MR, 4, 0)
        assert spi.read(self.MR, 4) == 0


class TestTwoWire:
    CR, MMR, IADR, SR, IER, RHR, THR = 0x00, 0x04, 0x0C, 0x20, 0x24, 0x30, 0x34
    START, STOP, MSEN = 1, 2, 4
    TXCOMP, RXRDY, TXRDY, NACK = 1, 2, 4, 1 << 8
    READ = 1 << 12

    @pytest.fixture
    def twi(self, env: FakeEnvironment) -> SAM4S_TWI:
        twi = SAM4S_TWI(env)
        twi.slaves[0x38] = BusDevice()
        twi.write(self.CR, 4, self.MSEN)
        return twi

    def select(self, twi: SAM4S_TWI, mode: int = 0, address: int = 0x38) -> None:
        twi.write(self.MMR, 4, address << 16 | mode)

    def test_a_write_reaches_the_device_at_the_stop(self, twi: SAM4S_TWI) -> None:
        self.select(twi)
        for byte in (1, 2):
            assert twi.read(self.SR, 4) & self.TXRDY
            twi.write(self.THR, 4, byte)
        assert not twi.read(self.SR, 4) & self.TXCOMP
        twi.write(self.CR, 4, self.STOP)
        assert twi.read(self.SR, 4) & self.TXCOMP
        assert (device_of(twi.slaves[0x38]).written, device_of(twi.slaves[0x38]).finished) == ([b"\1\2"], 1)

    def test_the_internal_address_goes_first(self, twi: SAM4S_TWI) -> None:
        self.select(twi, 2 << 8)
        twi.write(self.IADR, 4, 0x1234)
        twi.write(self.THR, 4, 7)
        twi.write(self.CR, 4, self.STOP)
        assert device_of(twi.slaves[0x38]).written == [b"\x12\x34\x07"]

    def test_a_stop_asked_for_before_ends_with_the_byte(self, twi: SAM4S_TWI) -> None:
        self.select(twi)
        twi.write(self.CR, 4, self.START | self.STOP)
        twi.write(self.THR, 4, 9)
        assert device_of(twi.slaves[0x38]).written == [b"\x09"]

    def test_bytes_are_read_until_the_stop(self, twi: SAM4S_TWI) -> None:
        self.select(twi, self.READ)
        twi.write(self.CR, 4, self.START)
        assert twi.read(self.SR, 4) & self.RXRDY
        assert twi.read(self.RHR, 4) == 0xA0
        twi.write(self.CR, 4, self.STOP)
        assert twi.read(self.RHR, 4) == 0xA1
        assert twi.read(self.SR, 4) & (self.RXRDY | self.TXCOMP) == self.TXCOMP

    def test_dma_reads_a_buffer(self, env: FakeEnvironment, twi: SAM4S_TWI) -> None:
        self.select(twi, self.READ)
        twi.write(RPR, 4, BUFFER)
        twi.write(RCR, 4, 3)
        twi.write(PTCR, 4, RXTEN)
        twi.write(self.CR, 4, self.START)
        assert env.bus.get(BUFFER, 4) == b"\xa0\xa1\xa2\0"
        assert twi.read(self.SR, 4) & 1 << 12

    @pytest.mark.parametrize("mode", [0, READ])
    def test_nobody_at_the_address_is_not_acknowledged(self, twi: SAM4S_TWI, mode: int) -> None:
        twi.write(self.IER, 4, self.NACK)
        self.select(twi, mode, 0x10)
        twi.write(*((self.CR, 4, self.START) if mode else (self.THR, 4, 1)))
        assert twi.read(self.SR, 4) & (self.NACK | self.TXCOMP) == self.NACK | self.TXCOMP
        assert twi.IRQ.IsSet


class TestConverters:
    def test_temperature_is_converted(self, env: FakeEnvironment) -> None:
        adc = SAM4S_ADC(env, baseFrequency=1_000_000)
        adc.Temperature = 27.0
        adc.write(0x94, 4, 1 << 4)
        adc.write(0x10, 4, 1 << 15)
        adc.write(0x24, 4, 1 << 24)
        adc.write(0x00, 4, 2)
        assert not adc.IRQ.IsSet
        env.pass_time(2 * MICROSECOND)
        assert adc.IRQ.IsSet
        assert adc.read(0x30, 4) == 1 << 24 | 1 << 15
        assert adc.read(0x20, 4) == int(1.44 / 5 * 0xFFF)
        assert not adc.IRQ.IsSet
        assert adc.read(0x50 + 4 * 15, 4) == int(1.44 / 5 * 0xFFF)
        assert adc.read(0x30, 4) == 0

    @pytest.mark.parametrize(("value", "volts"), [(0, 0.5), (0xFFF, 2.5)])
    def test_an_enabled_channel_gives_its_voltage(
        self, env: FakeEnvironment, value: int, volts: float
    ) -> None:
        dac = SAM4S_DACC(env)
        dac.write(0x04, 4, 1 << 16)
        dac.write(0x10, 4, 0b10)
        dac.write(0x20, 4, value)
        assert dac.read(0x30, 4) == 0b11
        assert dac.DAC0 == 0.0
        assert pytest.approx(volts) == dac.DAC1

    def test_a_conversion_ends_with_an_interrupt(self, env: FakeEnvironment) -> None:
        dac = SAM4S_DACC(env)
        dac.write(0x24, 4, 0b10)  # IER: end of conversion
        assert not dac.IRQ.IsSet
        dac.write(0x20, 4, 0)
        assert dac.IRQ.IsSet
        assert dac.read(0x30, 4) == 0b11
        assert not dac.IRQ.IsSet
        dac.write(0x24, 4, 0b01)  # ready, which it always is
        assert dac.IRQ.IsSet
        assert dac.read(0x04, 4) == 0x100
