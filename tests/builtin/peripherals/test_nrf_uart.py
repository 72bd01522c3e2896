"""NRF52840_UART: what stops, and the events that drivers wait for."""

from __future__ import annotations

import pytest

from tests.builtin.peripherals.fakes import FakeEnvironment
from vboard.builtin.peripherals.nrf.nrf52840_ppi import NRF52840_PPI
from vboard.builtin.peripherals.nrf.nrf52840_uart import NRF52840_UART

STARTRX, STOPRX, STOPTX = 0x000, 0x004, 0x00C
ENDRX, RXTO, TXSTOPPED = 0x110, 0x144, 0x158
RXD_PTR, RXD_MAXCNT, RXD_AMOUNT = 0x534, 0x538, 0x53C
RXDRDY, RXSTARTED, SHORTS, INTENSET = 0x108, 0x14C, 0x200, 0x304


@pytest.mark.parametrize("dma", [False, True])
def test_stopping_an_idle_receiver_answers_with_rxto(env: FakeEnvironment, dma: bool) -> None:
    """Start-up code stops the receiver that a boot loader may have left on, and waits."""
    uart = NRF52840_UART(env, easyDMA=dma)
    uart.write(STOPRX, 4, 1)
    assert uart.read(RXTO, 4) == 1


def test_stopping_an_idle_transmitter_answers_with_txstopped(env: FakeEnvironment) -> None:
    uart = NRF52840_UART(env, easyDMA=True)
    uart.write(STOPTX, 4, 1)
    assert uart.read(TXSTOPPED, 4) == 1


def test_stopping_ends_an_unfinished_buffer_before_the_receiver(env: FakeEnvironment) -> None:
    uart = NRF52840_UART(env, easyDMA=True)
    uart.write(RXD_PTR, 4, 0x20000000)
    uart.write(RXD_MAXCNT, 4, 4)
    uart.write(STARTRX, 4, 1)
    for byte in b"ab":
        uart.WriteChar(byte)
    assert uart.read(ENDRX, 4) == 0

    uart.write(STOPRX, 4, 1)

    assert uart.read(ENDRX, 4) == 1
    assert uart.read(RXTO, 4) == 1
    assert uart.read(RXD_AMOUNT, 4) == 2
    assert env.bus.get(0x20000000, 4) == b"ab\0\0"


def test_a_write_of_0_is_no_task(env: FakeEnvironment) -> None:
    uart = NRF52840_UART(env, easyDMA=True)
    uart.write(STOPRX, 4, 0)
    assert uart.read(RXTO, 4) == 0


def test_bytes_before_time_passes_raise_the_interrupt_when_it_does(env: FakeEnvironment) -> None:
    uart = NRF52840_UART(env)
    uart.write(INTENSET, 4, 1 << 2)
    env.clock.running = False
    for _ in range(2):
        for byte in b"ab":
            uart.WriteChar(byte)
        assert not uart.IRQ.level
        env.pass_time(1)
        assert uart.IRQ.level
        uart.write(RXDRDY, 4, 0)
        assert not uart.IRQ.level


def test_a_byte_while_time_passes_raises_the_interrupt_at_once(env: FakeEnvironment) -> None:
    uart = NRF52840_UART(env)
    uart.write(INTENSET, 4, 1 << 2)
    uart.WriteChar(ord("a"))  # paused
    env.clock.running = True
    uart.WriteChar(ord("b"))
    assert uart.IRQ.level


@pytest.mark.parametrize("bit", [4, 19], ids=["ENDRX", "RXSTARTED"])
@pytest.mark.parametrize("width", [2, 4])
def test_each_start_takes_a_waiting_byte_and_raises_what_is_enabled(
    env: FakeEnvironment, bit: int, width: int
) -> None:
    """A buffer of one byte: drivers start once for each."""
    uart = NRF52840_UART(env, easyDMA=True)
    uart.write(INTENSET, 4, 1 << bit)
    uart.write(RXD_PTR, 4, 0x20000000)
    uart.write(RXD_MAXCNT, 4, 1)
    for byte in b"ab":
        uart.WriteChar(byte)
    for byte in b"ab":
        uart.write(STARTRX, width, 1)
        assert env.bus.get(0x20000000, 1) == bytes([byte])
        assert uart.IRQ.level
        assert [uart.read(at, 4) for at in (ENDRX, RXSTARTED, RXD_AMOUNT)] == [1, 1, 1]
        uart.write(ENDRX, 4, 0)
        uart.write(RXSTARTED, 4, 0)
        assert not uart.IRQ.level
    uart.write(STARTRX, width, 1)
    assert [uart.read(at, 4) for at in (ENDRX, RXSTARTED, RXD_AMOUNT)] == [0, 1, 0]
    assert uart.IRQ.level == (bit == 19)


def test_the_interconnect_sees_events_while_a_channel_is_on(env: FakeEnvironment) -> None:
    uart, ppi = NRF52840_UART(env, easyDMA=True), NRF52840_PPI(env)
    uart.registered_at(0x40002000)
    ppi.write(0x510, 4, 0x40002000 + RXSTARTED)
    ppi.write(0x514, 4, 0x20000010)
    uart.write(STARTRX, 4, 1)
    assert env.bus.get(0x20000010, 4) == bytes(4)
    ppi.write(0x504, 4, 1)
    uart.write(STARTRX, 4, 1)
    assert env.bus.get(0x20000010, 4) == b"\1\0\0\0"


def test_a_buffer_that_starts_anew_by_itself_keeps_the_amount_of_the_last_one(env: FakeEnvironment) -> None:
    """PS 6.34.9, RXD.AMOUNT: bytes of the last transaction; handlers of one byte ask for it at ENDRX."""
    uart = NRF52840_UART(env, easyDMA=True)
    uart.write(RXD_PTR, 4, 0x20000000)
    uart.write(RXD_MAXCNT, 4, 1)
    uart.write(SHORTS, 4, 1 << 5)
    uart.write(STARTRX, 4, 1)
    for byte in b"abc":  # all at once: they wait for the handler
        uart.WriteChar(byte)
    for byte in b"abc":
        assert env.bus.get(0x20000000, 1) == bytes([byte])
        assert [uart.read(at, 4) for at in (ENDRX, RXD_AMOUNT)] == [1, 1]
        uart.write(ENDRX, 4, 0)
        assert env.bus.get(0x20000000, 1) == bytes([byte])  # handlers read it behind that
        env.pass_time(100_000)
    uart.write(RXD_MAXCNT, 4, 3)
    uart.WriteChar(ord("d"))
    assert [uart.read(at, 4) for at in (ENDRX, RXD_AMOUNT)] == [0, 1]
