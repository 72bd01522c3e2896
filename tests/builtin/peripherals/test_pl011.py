"""UART.PL011: register behaviour and its documented departures from the PrimeCell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.arm.pl011 import PL011
from vboard.builtin.peripherals.base import Bits, Parity

DR, FR, IBRD, FBRD, LCRH, CR, IFLS, IMSC, RIS, MIS, ICR = (
    *(0x000, 0x018, 0x024, 0x028, 0x02C, 0x030),
    *(0x034, 0x038, 0x03C, 0x040, 0x044),
)
UARTEN, LBE, TXE, RXE = 1, 1 << 7, 1 << 8, 1 << 9
RXFE, RXFF, TXFE = 0x10, 0x40, 0x80
RX, TX = 1 << 4, 1 << 5
FEN, WLEN8 = 1 << 4, 3 << 5


@pytest.fixture
def uart(env: FakeEnvironment) -> PL011:
    uart = PL011(env, fifoSize=16)
    uart.write(LCRH, 4, FEN | WLEN8)
    uart.write(CR, 4, UARTEN | TXE | RXE)
    return uart


def test_reset_values(env: FakeEnvironment) -> None:
    uart = PL011(env)
    assert [uart.read(o, 4) for o in (CR, IFLS, FR, RIS)] == [0x300, 0x12, RXFE | TXFE, TX]


def test_identification(env: FakeEnvironment) -> None:
    uart = PL011(env)
    parts = [uart.read(0xFE0 + 4 * i, 4) for i in range(8)]
    assert parts == [0x11, 0x10, 0x34, 0x00, 0x0D, 0xF0, 0x05, 0xB1]


def test_a_written_byte_is_on_the_wire_at_once(uart: PL011) -> None:
    sent: list[int] = []
    uart.observe(sent.append)
    for byte in b"hi":
        uart.write(DR, 4, byte)
        assert uart.read(FR, 4) & TXFE
    assert bytes(sent) == b"hi"


@pytest.mark.parametrize(("cr", "name"), [(TXE, "UARTEN"), (UARTEN, "TXE")])
def test_transmission_needs_both_enables(env: FakeEnvironment, uart: PL011, cr: int, name: str) -> None:
    uart.write(CR, 4, cr)
    uart.write(DR, 4, 0x55)
    assert env.messages == [f"DATA register cannot be written to; {name} is disabled!"]


@pytest.mark.parametrize(("cr", "name"), [(RXE, "UARTEN"), (UARTEN, "RXE")])
def test_reception_needs_both_enables(env: FakeEnvironment, uart: PL011, cr: int, name: str) -> None:
    uart.write(CR, 4, cr)
    uart.WriteChar(0x55)
    assert env.messages[0] == f"Character cannot be received by UART; {name} is disabled!"
    assert uart.read(FR, 4) & RXFE


def test_loopback_discards(uart: PL011) -> None:
    sent: list[int] = []
    uart.observe(sent.append)
    uart.write(CR, 4, UARTEN | TXE | RXE | LBE)
    uart.write(DR, 4, 0x55)
    assert (sent, uart.read(FR, 4) & RXFE) == ([], RXFE)


@given(st.binary(max_size=64))
def test_received_bytes_queue_past_the_fifos_size(data: bytes) -> None:
    uart = PL011(FakeEnvironment(), fifoSize=16)
    uart.write(LCRH, 4, FEN | WLEN8)
    uart.write(CR, 4, UARTEN | RXE)
    for i, byte in enumerate(data):
        assert bool(uart.read(FR, 4) & RXFF) is (i >= 16)
        uart.WriteChar(byte)
    taken = []
    while not uart.read(FR, 4) & RXFE:
        taken.append(uart.read(DR, 4))
    assert bytes(taken) == data


@pytest.mark.parametrize(("select", "level"), [(0, 2), (1, 4), (2, 8), (3, 12), (4, 14)])
def test_receive_interrupt_comes_at_the_selected_level(uart: PL011, select: int, level: int) -> None:
    uart.write(IFLS, 4, select << 3)
    uart.write(IMSC, 4, RX)
    for i in range(16):
        assert uart.IRQ.IsSet is (i >= level)
        uart.WriteChar(i)


def test_without_fifo_each_byte_interrupts(env: FakeEnvironment) -> None:
    uart = PL011(env, fifoSize=16)
    uart.write(CR, 4, UARTEN | RXE)
    uart.write(IMSC, 4, RX)
    uart.WriteChar(1)
    assert uart.IRQ.IsSet
    uart.read(DR, 4)
    assert not uart.IRQ.IsSet


def test_transmit_interrupt_clears_by_icr_and_sets_on_each_byte(uart: PL011) -> None:
    uart.write(IMSC, 4, TX)
    assert (uart.IRQ.IsSet, uart.read(MIS, 4)) == (True, TX)
    uart.write(ICR, 4, TX)
    assert (uart.IRQ.IsSet, uart.read(RIS, 4)) == (False, 0)
    uart.write(DR, 4, 1)
    assert uart.IRQ.IsSet


def test_reset_keeps_the_mask_in_force(uart: PL011) -> None:
    uart.write(IMSC, 4, TX)
    uart.Reset()
    assert (uart.read(IMSC, 4), uart.read(MIS, 4)) == (0, TX)


def test_baud_rate_ignores_the_fraction(uart: PL011) -> None:
    uart.write(IBRD, 4, 13)
    uart.write(FBRD, 4, 63)
    assert uart.BaudRate == 24_000_000 // (16 * 13)


@pytest.mark.parametrize(
    ("lcrh", "parity"), [(0, "None"), (2, "Odd"), (6, "Even"), (0x82, "Forced1"), (0x86, "Forced0")]
)
def test_parity(uart: PL011, lcrh: int, parity: str) -> None:
    uart.write(LCRH, 4, lcrh)
    assert uart.ParityBit is Parity[parity]


def test_stop_bits(uart: PL011) -> None:
    uart.write(LCRH, 4, 8)
    assert uart.StopBits is Bits.Two


def test_short_words_warn(env: FakeEnvironment, uart: PL011) -> None:
    uart.write(LCRH, 4, 0)
    uart.write(DR, 4, 1)
    assert env.messages == [
        "DATA read or written while 5-bit word length is set (WLEN=0). "
        "Only 7-bit and 8-bit words are fully supported."
    ]
