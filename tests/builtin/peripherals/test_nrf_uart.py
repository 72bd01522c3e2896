"""NRF52840_UART: what stops, and the events that drivers wait for."""

from __future__ import annotations

import pytest

from vboard.builtin.peripherals.nrf.nrf52840_uart import NRF52840_UART

STARTRX, STOPRX, STOPTX = 0x000, 0x004, 0x00C
ENDRX, RXTO, TXSTOPPED = 0x110, 0x144, 0x158
RXD_PTR, RXD_MAXCNT, RXD_AMOUNT = 0x534, 0x538, 0x53C


@pytest.mark.parametrize("dma", [False, True])
def test_stopping_an_idle_receiver_answers_with_rxto(env, dma):
    """Start-up code stops the receiver that a boot loader may have left on, and waits."""
    uart = NRF52840_UART(env, easyDMA=dma)
    uart.write(STOPRX, 4, 1)
    assert uart.read(RXTO, 4) == 1


def test_stopping_an_idle_transmitter_answers_with_txstopped(env):
    uart = NRF52840_UART(env, easyDMA=True)
    uart.write(STOPTX, 4, 1)
    assert uart.read(TXSTOPPED, 4) == 1


def test_stopping_ends_an_unfinished_buffer_before_the_receiver(env):
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


def test_a_write_of_0_is_no_task(env):
    uart = NRF52840_UART(env, easyDMA=True)
    uart.write(STOPRX, 4, 0)
    assert uart.read(RXTO, 4) == 0
