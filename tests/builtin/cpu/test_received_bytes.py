"""Bytes that a serial port received are read without Python, with the flags and lines that the model has.

The oracle is the model itself, which serves each access while the bus is observed, or somebody has to know of
the interrupt line.
"""

from __future__ import annotations

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.test_direct_registers import DEVICE, CountedBoard, Program
from vboard.builtin.peripherals.arm.pl011 import PL011
from vboard.builtin.peripherals.stm32.stm32_uart import STM32_UART
from vboard.builtin.peripherals.stm32.stm32f7_usart import STM32F7_USART

PORTS = {
    "STM32": (STM32_UART, {}, [(0x0C, 0x2034)], 0x00, 0x04),
    "STM32 with DMA": (STM32_UART, {}, [(0x14, 0x40), (0x0C, 0x2034)], 0x00, 0x04),
    "STM32F7": (STM32F7_USART, {"frequency": 16_000_000}, [(0x00, 0x25)], 0x1C, 0x24),
    "STM32F7 with DMA": (
        STM32F7_USART,
        {"frequency": 16_000_000},
        [(0x08, 0x40), (0x00, 0x25)],
        0x1C,
        0x24,
    ),
    "PL011": (PL011, {}, [(0x2C, 0x60), (0x30, 0x301), (0x38, 0x10)], 0x18, 0x00),
    "PL011 with a FIFO": (
        PL011,
        {"fifoSize": 8},
        [(0x2C, 0x70), (0x34, 0x10), (0x30, 0x301), (0x38, 0x10)],
        0x18,
        0x00,
    ),
    "PL011 of short words": (PL011, {}, [(0x2C, 0x00), (0x30, 0x301), (0x38, 0x10)], 0x18, 0x00),
}
RECEIVED = b"some bytes and \x00\xff"


def _read_all(
    board: Board, name: str, told: bool = False, observed: bool = False, at_once: bool = False
) -> list[object]:
    cls, arguments, setup, status, data = PORTS[name]
    port = cls(board.machine, **arguments)
    port.size = port.size or 0x400
    board.add("port", port, DEVICE)
    port.IRQ.connect(board.nvic, 3)
    changes: list[bool] = []
    if told:
        port.IRQ.observe(changes.append)
    if observed:
        board.machine.bus.hook(port)
    for offset, value in setup:
        board.machine.bus.write(DEVICE + offset, 4, value)
    if at_once:
        port.receive(RECEIVED)
    else:
        for byte in RECEIVED:
            port.WriteChar(byte)
    program = Program()
    for i in range(len(RECEIVED) + 3):
        program.load(DEVICE + status)
        program.load(DEVICE + data, 1 if i % 3 == 2 else 4)
        program.load(0xE000E200)  # what is pending
        program.store(0xE000E280, 0xFFFFFFFF)
    return [program.run(board), port.IRQ.changes, port.IRQ.IsSet, board.cpu.core.executed, board.log]


@pytest.mark.parametrize("name", PORTS)
def test_bytes_flags_and_lines_are_those_of_the_model(name: str) -> None:
    alone = _read_all(Board(), name)
    assert alone == _read_all(Board(), name, told=True)
    assert alone == _read_all(Board(), name, observed=True)
    assert alone == _read_all(Board(), name, at_once=True)
    loaded = alone[0]
    assert isinstance(loaded, list)
    assert bytes(loaded[1 : 4 * len(RECEIVED) : 3])[: len(RECEIVED)] == RECEIVED


@pytest.mark.parametrize("name", ["STM32", "STM32F7", "PL011"])
def test_bytes_at_once_are_reported_each_where_the_receiver_is_off(name: str) -> None:
    cls, arguments, *_ = PORTS[name]
    logs = []
    for at_once in (False, True):
        board = Board()
        port = cls(board.machine, **arguments)
        port.size = port.size or 0x400
        board.add("port", port, DEVICE)
        port.write(0x30, 4, 0)  # CR of a PL011
        if at_once:
            port.receive(RECEIVED)
        else:
            for byte in RECEIVED:
                port.WriteChar(byte)
        logs.append(board.log)
    assert logs[0] == logs[1]


@pytest.mark.parametrize("name", ["STM32", "PL011", "PL011 with a FIFO"])
def test_python_is_called_for_no_byte(name: str) -> None:
    board = CountedBoard()
    _read_all(board, name)
    assert board.reads == 0
