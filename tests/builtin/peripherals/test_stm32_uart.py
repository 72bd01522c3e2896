"""UART.STM32_UART: register behaviour and its documented departures from silicon."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.base import Bits, Parity
from vboard.builtin.peripherals.stm32.stm32_uart import STM32_UART

SR, DR, BRR, CR1, CR2, CR3 = 0x00, 0x04, 0x08, 0x0C, 0x10, 0x14
RE, TE, IDLEIE, RXNEIE, TCIE, TXEIE, UE = (1 << bit for bit in (2, 3, 4, 5, 6, 7, 13))
IDLE, RXNE, TC, TXE = 0x10, 0x20, 0x40, 0x80


@pytest.fixture
def uart(env: FakeEnvironment) -> STM32_UART:
    uart = STM32_UART(env, frequency=72_000_000)
    uart.write(BRR, 4, 625)  # 115200 baud
    uart.write(CR1, 4, UE | RE | TE)
    return uart


@pytest.fixture
def sent(uart: STM32_UART) -> list[Any]:
    sent: list[int] = []
    uart.observe(sent.append)
    return sent


def test_reset_values(env: FakeEnvironment) -> None:
    uart = STM32_UART(env)
    assert [uart.read(offset, 4) for offset in (SR, DR, BRR, CR1, CR2, CR3)] == [0xC0, 0, 0, 0, 0, 0]


def test_a_written_byte_is_on_the_wire_at_once_and_txe_stays_set(uart: STM32_UART, sent: list[Any]) -> None:
    for byte in b"hi":
        uart.write(DR, 4, byte)
        assert uart.read(SR, 4) & (TXE | TC) == TXE | TC
    assert bytes(sent) == b"hi"


def test_nine_bit_data_sends_its_low_byte(uart: STM32_UART, sent: list[Any]) -> None:
    uart.write(DR, 4, 0x1A5)
    assert sent == [0xA5]


@pytest.mark.parametrize(("cr1", "sends"), [(0, False), (RE, False), (UE, True), (TE, True)])
def test_transmission_needs_ue_or_te(
    env: FakeEnvironment, uart: STM32_UART, sent: list[Any], cr1: int, sends: bool
) -> None:
    uart.write(CR1, 4, cr1)
    uart.write(DR, 4, 0x55)
    assert bool(sent) is sends
    assert bool(env.messages) is not sends


@pytest.mark.parametrize(("cr1", "receives"), [(0, False), (TE, False), (UE, True), (RE, True)])
def test_reception_needs_ue_or_re(env: FakeEnvironment, uart: STM32_UART, cr1: int, receives: bool) -> None:
    uart.write(CR1, 4, cr1)
    uart.WriteChar(0x55)
    assert bool(uart.read(SR, 4) & RXNE) is receives
    assert (
        "Received a character, but the receiver is not enabled, dropping." in env.messages
    ) is not receives


@given(st.binary(max_size=300))
def test_received_bytes_queue_without_end_and_without_overrun(data: bytes) -> None:
    uart = STM32_UART(FakeEnvironment())
    uart.write(CR1, 4, UE | RE)
    for byte in data:
        uart.WriteChar(byte)
    taken = []
    while uart.read(SR, 4) & RXNE:
        taken.append(uart.read(DR, 4))
    assert bytes(taken) == data
    assert uart.read(DR, 4) == 0


def test_rxne_and_tc_clear_by_writing_0(uart: STM32_UART) -> None:
    uart.WriteChar(1)
    uart.write(SR, 4, ~(RXNE | TC) & 0xC0 | TXE)
    assert uart.read(SR, 4) == TXE


def test_a_byte_write_to_dr_takes_a_received_byte_as_renodes_translation_does(
    uart: STM32_UART, sent: list[Any]
) -> None:
    uart.WriteChar(0x31)
    uart.WriteChar(0x32)
    uart.write(DR, 1, 0x55)
    assert sent == [0x55]
    assert uart.read(DR, 4) == 0x32


@pytest.mark.parametrize("width", [1, 2, 4])
def test_every_width_reads_status_and_data(uart: STM32_UART, width: int) -> None:
    uart.WriteChar(0x41)
    assert uart.read(SR, width) & RXNE
    assert uart.read(DR, width) == 0x41
    assert not uart.read(SR, width) & RXNE


def test_rxne_interrupt_follows_the_queue(uart: STM32_UART) -> None:
    uart.write(CR1, 4, UE | RE | RXNEIE)
    irq = record(uart.IRQ)
    uart.WriteChar(1)
    uart.WriteChar(2)
    uart.read(DR, 4)
    assert uart.IRQ.IsSet
    uart.read(DR, 4)
    assert irq.edges == [(0, True), (0, False)]


@pytest.mark.parametrize("enable", [TXEIE, TCIE])
def test_transmit_interrupts_are_pending_from_reset_on(uart: STM32_UART, enable: int) -> None:
    uart.write(CR1, 4, UE | TE | enable)
    assert uart.IRQ.IsSet


def test_idle_line_comes_eight_bit_times_after_a_byte_in_whole_microseconds(
    env: FakeEnvironment, uart: STM32_UART
) -> None:
    uart.write(CR1, 4, UE | RE | IDLEIE)
    irq = record(uart.IRQ, env)
    uart.WriteChar(1)
    env.pass_time(1_000_000)
    assert irq.times == [69_000]  # 8 bits at 115200 baud are 69.4 us
    assert uart.read(SR, 4) & IDLE
    uart.read(DR, 4)
    assert not uart.read(SR, 4) & IDLE


def test_a_second_byte_does_not_call_off_the_first_idle_line(env: FakeEnvironment, uart: STM32_UART) -> None:
    uart.WriteChar(1)
    env.pass_time(40_000)
    uart.WriteChar(2)
    env.pass_time(29_000)
    assert uart.read(SR, 4) & IDLE


def test_clearing_ue_calls_off_the_idle_line(env: FakeEnvironment, uart: STM32_UART) -> None:
    uart.WriteChar(1)
    uart.write(CR1, 4, RE)
    env.pass_time(1_000_000)
    assert not uart.read(SR, 4) & IDLE


def test_without_baud_rate_there_is_no_idle_line(env: FakeEnvironment, uart: STM32_UART) -> None:
    uart.write(BRR, 4, 0)
    uart.WriteChar(1)
    assert env.messages == ["Unknown baud rate, couldn't trigger the idle line interrupt"]
    assert env.clock.next_event() is None


def test_dma_request_pulses_for_each_received_byte(uart: STM32_UART) -> None:
    request = record(uart.DMARequest)
    uart.WriteChar(1)
    uart.write(CR3, 4, 1 << 6)
    uart.WriteChar(2)
    uart.WriteChar(3)
    assert request.edges == [(0, True), (0, False)] * 2


@given(st.integers(1, 0xFFFF), st.integers(1_000_000, 216_000_000), st.booleans())
def test_baud_rate_is_the_manuals_formula(brr: int, frequency: int, over8: bool) -> None:
    uart = STM32_UART(FakeEnvironment(), frequency)
    uart.write(BRR, 4, brr)
    uart.write(CR1, 4, over8 << 15)
    fraction = brr & (7 if over8 else 15)
    divisor = 8 * (2 - over8) * ((brr >> 4) + fraction / 16)
    assert uart.BaudRate == (int(frequency / divisor) if divisor else 0)


def test_frame_format_members(uart: STM32_UART) -> None:
    assert (uart.StopBits, uart.ParityBit) == (Bits.One, Parity["None"])
    uart.write(CR2, 4, 2 << 12)
    uart.write(CR1, 4, 1 << 10)
    assert (uart.StopBits, uart.ParityBit) == (Bits.Two, Parity.Even)
    uart.write(CR1, 4, 3 << 9)
    assert uart.ParityBit is Parity.Odd


def test_gtpr_is_unhandled(env: FakeEnvironment, uart: STM32_UART) -> None:
    assert uart.read(0x18, 4) == 0
    assert env.messages == ["Unhandled read from offset 0x18 (GuardTimeAndPrescaler)."]


def test_word_length_is_a_tag(env: FakeEnvironment, uart: STM32_UART) -> None:
    uart.write(CR1, 4, UE | 1 << 12)
    assert env.messages == [
        "Unhandled write to offset 0xC. Unhandled bits: [12] when writing value 0x3000. Tags: M (0x1)."
    ]
    assert uart.read(CR1, 4) == UE


def test_reset_empties_the_queue_and_calls_off_the_idle_line(env: FakeEnvironment, uart: STM32_UART) -> None:
    uart.WriteChar(1)
    uart.Reset()
    env.pass_time(1_000_000)
    assert uart.read(SR, 4) == 0xC0
    assert not uart.IRQ.IsSet
