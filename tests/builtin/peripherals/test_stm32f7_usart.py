"""UART.STM32F7_USART: register behaviour and its documented departures from silicon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment, record
from vboard.builtin.peripherals.stm32.stm32f7_usart import STM32F7_USART

CR1, CR2, CR3, BRR, RTOR, RQR, ISR, ICR, RDR, TDR = (
    *(0x00, 0x04, 0x08, 0x0C, 0x14),
    *(0x18, 0x1C, 0x20, 0x24, 0x28),
)
UE, RE, TE, RXNEIE, TCIE, TXEIE, OVER8, RTOIE = (1 << bit for bit in (0, 2, 3, 5, 6, 7, 15, 26))
RXNE, TC, TXE, RTOF, TEACK, REACK = (1 << bit for bit in (5, 6, 7, 11, 21, 22))


@pytest.fixture
def uart(env: FakeEnvironment) -> STM32F7_USART:
    uart = STM32F7_USART(env, frequency=108_000_000)
    uart.write(BRR, 4, 938)
    uart.write(CR1, 4, UE | RE | TE)
    return uart


def test_isr_resets_to_renodes_value(env: FakeEnvironment) -> None:
    assert STM32F7_USART(env, 1).read(ISR, 4) == 0x2000_00C0
    assert STM32F7_USART(env, 1, lowPowerMode=True).read(ISR, 4) == 0xC0


def test_a_written_byte_is_on_the_wire_at_once(uart: STM32F7_USART) -> None:
    sent: list[int] = []
    uart.observe(sent.append)
    for byte in b"hi":
        uart.write(TDR, 4, byte)
        assert uart.read(ISR, 4) & (TXE | TC) == TXE | TC
    assert bytes(sent) == b"hi"
    assert uart.read(TDR, 4) == ord("i")


@pytest.mark.parametrize("cr1", [0, UE, TE, UE | RE])
def test_transmission_needs_ue_and_te(env: FakeEnvironment, uart: STM32F7_USART, cr1: int) -> None:
    sent: list[int] = []
    uart.observe(sent.append)
    uart.write(CR1, 4, cr1)
    uart.write(TDR, 4, 0x55)
    assert sent == []
    assert env.messages == [
        "Char was to be sent, but the transmitter (or the whole USART) is not enabled. Ignoring."
    ]


@pytest.mark.parametrize("cr1", [0, UE, RE, UE | TE])
def test_reception_needs_ue_and_re(uart: STM32F7_USART, cr1: int) -> None:
    uart.write(CR1, 4, cr1)
    uart.WriteChar(0x55)
    assert not uart.read(ISR, 4) & RXNE


@given(st.binary(max_size=300))
def test_received_bytes_queue_without_end(data: bytes) -> None:
    uart = STM32F7_USART(FakeEnvironment(), 1)
    uart.write(CR1, 4, UE | RE)
    for byte in data:
        uart.WriteChar(byte)
    taken = []
    while uart.read(ISR, 4) & RXNE:
        taken.append(uart.read(RDR, 4))
    assert bytes(taken) == data


def test_reading_an_empty_queue_warns(env: FakeEnvironment, uart: STM32F7_USART) -> None:
    assert uart.read(RDR, 4) == 0
    assert env.messages == ["No characters in queue."]


def test_acknowledge_flags_follow_the_enables(uart: STM32F7_USART) -> None:
    assert uart.read(ISR, 4) & (TEACK | REACK) == TEACK | REACK
    uart.write(CR1, 4, UE)
    assert not uart.read(ISR, 4) & (TEACK | REACK)


def test_tc_clears_by_icr_and_sets_when_te_goes(uart: STM32F7_USART) -> None:
    uart.write(ICR, 4, TC)
    assert not uart.read(ISR, 4) & TC
    uart.write(CR1, 4, UE | RE)
    assert uart.read(ISR, 4) & TC


def test_rxne_interrupt_follows_the_queue(uart: STM32F7_USART) -> None:
    uart.write(CR1, 4, UE | RE | RXNEIE)
    irq = record(uart.IRQ)
    uart.WriteChar(1)
    uart.WriteChar(2)
    uart.read(RDR, 4)
    assert uart.IRQ.IsSet
    uart.read(RDR, 4)
    assert irq.edges == [(0, True), (0, False)]


def test_rxfrq_drops_what_was_received(uart: STM32F7_USART) -> None:
    uart.WriteChar(1)
    uart.write(RQR, 4, 1 << 3)
    assert not uart.read(ISR, 4) & RXNE


def test_dma_request_is_high_while_bytes_wait(uart: STM32F7_USART) -> None:
    uart.write(CR3, 4, 1 << 6)
    request = record(uart.ReceiveDmaRequest)
    uart.WriteChar(1)
    uart.WriteChar(2)
    assert request.edges == [(0, True)]
    uart.read(RDR, 4)
    uart.read(RDR, 4)
    assert request.edges == [(0, True), (0, False)]


def test_receiver_timeout_is_counted_in_bytes(env: FakeEnvironment, uart: STM32F7_USART) -> None:
    uart.write(CR1, 4, UE | RE | RTOIE)
    uart.write(RTOR, 4, 10)
    irq = record(uart.IRQ, env)
    uart.WriteChar(1)
    env.pass_time(10_000_000)
    assert irq.times == [10 * 8_000_000 // uart.BaudRate * 1000]
    assert uart.read(ISR, 4) & RTOF
    uart.write(ICR, 4, RTOF)
    assert not uart.read(ISR, 4) & RTOF
    assert not uart.IRQ.IsSet


def test_idle_line_is_a_tag(env: FakeEnvironment, uart: STM32F7_USART) -> None:
    uart.write(CR1, 4, UE | RE | TE | 1 << 4)
    assert env.messages[0].endswith("Tags: IDLEIE (0x1).")


def test_baud_rate(uart: STM32F7_USART) -> None:
    assert uart.BaudRate == 108_000_000 // 938
    uart.write(CR1, 4, OVER8)
    assert uart.BaudRate == 2 * 108_000_000 // 938


def test_baud_rate_without_divisor_divides_by_zero(uart: STM32F7_USART) -> None:
    uart.write(BRR, 4, 0)
    with pytest.raises(ZeroDivisionError, match="Attempted to divide by zero"):
        _ = uart.BaudRate


def test_reset_empties_the_queue(uart: STM32F7_USART) -> None:
    uart.WriteChar(1)
    uart.Reset()
    assert uart.read(ISR, 4) == 0x2000_00C0
