"""A UART's own DMA stores received bytes without Python, as its model does.

The oracle is the model itself, which serves each access while the bus is observed.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.test_direct_registers import DEVICE, RAM, Program
from vboard.builtin.peripherals.nrf.nrf52840_ppi import NRF52840_PPI
from vboard.builtin.peripherals.nrf.nrf52840_uart import NRF52840_UART

STARTRX, STOPRX, RXDRDY, ENDRX, RXTO, RXSTARTED = 0x000, 0x004, 0x108, 0x110, 0x144, 0x14C
SHORTS, INTENSET, PTR, MAXCNT, AMOUNT = 0x200, 0x304, 0x534, 0x538, 0x53C
EVENTS = 1 << 4 | 1 << 19  # ENDRX, RXSTARTED
PENDING, CLEAR_PENDING = 0xE000E200, 0xE000E280
PPI = 0x50010000
BUFFER = RAM + 0x8000
RECEIVED = b"some bytes and \x00\xff"


class CountedUart(NRF52840_UART):
    """Counts the writes that Python sees."""

    writes = 0
    special_writes = frozenset()

    def write(self, offset: int, width: int, value: int) -> None:
        self.writes += 1
        super().write(offset, width, value)


def _receive(
    size: int,
    events: int = EVENTS,
    shorts: int = 0,
    buffer: int = BUFFER,
    listening: bool = False,
    observed: bool = False,
) -> tuple[list[object], CountedUart]:
    board = Board()
    ppi = NRF52840_PPI(board.machine)
    board.add("ppi", ppi, PPI)
    uart = CountedUart(board.machine, easyDMA=True)
    board.add("uart", uart, DEVICE)
    uart.IRQ.connect(board.nvic, 3)
    bus = board.machine.bus
    if observed:
        bus.hook(uart)
    if listening:
        bus.write(PPI + 0x510, 4, DEVICE + ENDRX)  # on ENDRX: STOPRX
        bus.write(PPI + 0x514, 4, DEVICE + STOPRX)
        bus.write(PPI + 0x504, 4, 1)
    for offset, value in ((PTR, buffer), (MAXCNT, size), (SHORTS, shorts), (INTENSET, events)):
        bus.write(DEVICE + offset, 4, value)
    uart.receive(RECEIVED)
    program = Program()
    for _ in range(len(RECEIVED) + 2):
        program.store(DEVICE + STARTRX, 1)
        for at in (RXSTARTED, ENDRX, RXDRDY, RXTO, AMOUNT):
            program.load(DEVICE + at)
        program.load(PENDING)
        program.load(buffer)
        program.store(DEVICE + ENDRX, 0)
        program.store(DEVICE + RXSTARTED, 0)
        program.store(CLEAR_PENDING, 0xFFFFFFFF)
    uart.writes = 0
    loaded = program.run(board)
    return [loaded, uart.IRQ.changes, uart.IRQ.IsSet, board.cpu.core.executed, board.log], uart


@pytest.mark.parametrize(
    "case",
    [
        {"size": 1},
        {"size": 3},
        {"size": 64},
        {"size": 0},
        {"size": 1, "events": 0},
        {"size": 2, "shorts": 1 << 5},
        {"size": 2, "shorts": 1 << 6},
        {"size": 4, "listening": True},
        {"size": 4, "buffer": 0x70000000},
        {"size": 4, "buffer": RAM + 0x100},
    ],
    ids=str,
)
def test_buffers_events_and_lines_are_those_of_the_model(case: dict[str, Any]) -> None:
    alone, _ = _receive(**case)
    observed, _ = _receive(**case, observed=True)
    assert alone == observed


@pytest.mark.parametrize("size", [1, 5, 64])
def test_python_is_called_for_no_buffer(size: int) -> None:
    results, uart = _receive(size)
    assert uart.writes == 0
    loaded = results[0]
    assert isinstance(loaded, list)
    assert loaded[6] & 0xFF == RECEIVED[0]


def test_code_in_the_buffer_is_decoded_anew() -> None:
    """What is received may be a program: here MOVS R2, #0x2A over MOVS R2, #1."""
    board = Board()
    uart = NRF52840_UART(board.machine, easyDMA=True)
    board.add("uart", uart, DEVICE)
    bus = board.machine.bus
    code = RAM + 0x4000
    bus.write_bytes(code, (0x2201).to_bytes(2, "little") + (0x4770).to_bytes(2, "little"))  # bx lr
    for offset, value in ((PTR, code), (MAXCNT, 2)):
        bus.write(DEVICE + offset, 4, value)
    uart.receive((0x222A).to_bytes(2, "little"))
    program = Program()
    program.call(code + 1)
    program.store(DEVICE + STARTRX, 1)
    program.call(code + 1)
    assert program.run(board) == [1, 0x2A]
