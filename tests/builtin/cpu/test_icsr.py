"""Interrupt Control and State Register (ARMv7-M B3.2.4): as the manual has it, told where Renode differs."""

from __future__ import annotations

import struct

import pytest

from tests.builtin.cpu.board import Board
from vboard.builtin.machine.log import renode_fault

ICSR, ICSR_ADDRESS = 0xD04, 0xE000ED04
FLASH, LOOPS = 0x08000000, 0x08001000
PENDSV, SYSTICK, FIRST_LINE = 14, 15, 16
PENDSVSET, PENDSVCLR, PENDSTSET = 1 << 28, 1 << 27, 1 << 26
ISRPENDING, RETTOBASE = 1 << 22, 1 << 11
VECTPENDING_FAULT = "nvic: " + renode_fault("ICSR.VECTPENDING reads 16 unless the exception preempts")
ISRPENDING_FAULT = "nvic: " + renode_fault("ICSR.ISRPENDING always reads 0")
RETTOBASE_FAULT = "nvic: " + renode_fault("ICSR.RETTOBASE always reads 0")


def board_of_loops(core: str = "cortex-m4", *, strict: bool = False) -> Board:
    """The program and every handler are a loop of one instruction: what is taken stays active."""
    board = Board(core, mips=100)
    count = FIRST_LINE + 32
    vectors = [0x20004000, *(LOOPS + 16 * number | 1 for number in range(1, count))]
    board.machine.bus.write_bytes(FLASH, struct.pack(f"<{count}I", *vectors))
    for number in range(count):
        board.machine.bus.write_bytes(LOOPS + 16 * number, b"\xfe\xe7")
    board.cpu.VectorTableOffset = FLASH
    board.cpu.StrictFaults = strict
    board.nvic.write(0x100, 4, 0xFFFF)
    for line in range(16):
        board.nvic.write(0x400 + line, 1, 0x80 + 0x10 * (line & 7))
    board.emulation.run_for(100)
    board.log.clear()
    return board


def pend(board: Board, *lines: int) -> None:
    board.nvic.write(0x200, 4, sum(1 << line for line in lines))
    board.emulation.run_for(100)


def of_line(line: int) -> int:
    return FIRST_LINE + line


@pytest.mark.parametrize("strict", [False, True])
def test_nothing_is_pending_after_reset(strict: bool) -> None:
    board = board_of_loops(strict=strict)
    assert board.nvic.read(ICSR, 4) == 0
    assert board.log == ([] if strict else [VECTPENDING_FAULT])


def test_sets_and_clears_pendsv_and_systick() -> None:
    board = board_of_loops()
    board.cpu.SetRegister("PRIMASK", 1)
    board.nvic.write(ICSR, 4, PENDSVSET | PENDSTSET)
    assert board.nvic.read(ICSR, 4) == PENDSVSET | PENDSTSET | PENDSV << 12
    board.nvic.write(ICSR, 4, PENDSVCLR)
    assert board.nvic.read(ICSR, 4) == PENDSTSET | SYSTICK << 12
    assert board.log == []  # both would preempt: Renode has the same


@pytest.mark.parametrize("strict", [False, True])
def test_rettobase_is_set_while_one_exception_is_active(strict: bool) -> None:
    board = board_of_loops(strict=strict)
    pend(board, 7)
    assert board.nvic.read(ICSR, 4) == RETTOBASE | of_line(7)
    pend(board, 3)
    assert board.nvic.read(ICSR, 4) == of_line(3)
    assert board.log == ([] if strict else [VECTPENDING_FAULT, RETTOBASE_FAULT])


@pytest.mark.parametrize("core", ["cortex-m0", "cortex-m0+", "cortex-m23"])
def test_the_baseline_has_no_rettobase(core: str) -> None:
    """ARMv6-M B3.2.4, ARMv8-M D1.2.125: the bit is of the Main Extension."""
    board = board_of_loops(core)
    pend(board, 7)
    assert board.nvic.read(ICSR, 4) == of_line(7)


@pytest.mark.parametrize("strict", [False, True])
def test_vectpending_is_what_is_pending_and_enabled_of_the_highest_priority(strict: bool) -> None:
    board = board_of_loops(strict=strict)
    pend(board, 0)
    assert board.nvic.read(ICSR, 4) == RETTOBASE | of_line(0)
    pend(board, 2, 1, 9)  # line 9 has the priority of line 1
    assert board.nvic.read(ICSR, 4) == RETTOBASE | of_line(0) | ISRPENDING | of_line(1) << 12
    board.nvic.write(0x180, 4, 1 << 1)
    assert board.nvic.read(ICSR, 4) == RETTOBASE | of_line(0) | ISRPENDING | of_line(9) << 12


@pytest.mark.parametrize("strict", [False, True])
def test_vectpending_minds_basepri_and_faultmask_but_not_primask(strict: bool) -> None:
    board = board_of_loops(strict=strict)
    board.cpu.SetRegister("PRIMASK", 1)
    pend(board, 4)  # priority 0xC0
    pending = ISRPENDING | of_line(4) << 12
    assert board.nvic.read(ICSR, 4) == pending
    for basepri, expected in ((0xD0, pending), (0xC0, ISRPENDING), (0, pending)):
        board.cpu.SetRegister("BASEPRI", basepri)
        assert board.nvic.read(ICSR, 4) == expected
    board.cpu.SetRegister("FAULTMASK", 1)
    assert board.nvic.read(ICSR, 4) == ISRPENDING


@pytest.mark.parametrize("strict", [False, True])
def test_isrpending_counts_disabled_lines(strict: bool) -> None:
    board = board_of_loops(strict=strict)
    pend(board, 20)
    assert board.nvic.read(ICSR, 4) == ISRPENDING
    board.nvic.write(0x280, 4, 1 << 20)
    assert board.nvic.read(ICSR, 4) == 0
    assert board.log == ([] if strict else [VECTPENDING_FAULT, ISRPENDING_FAULT])


def test_a_program_that_reads_it_is_told_once() -> None:
    board = board_of_loops()
    loop = (0x6808, 0xE7FD)  # ldr r0, [r1]; b .-2
    board.machine.bus.write_bytes(0x20001000, struct.pack("<2H", *loop))
    board.cpu.SetRegister("R1", ICSR_ADDRESS)
    board.cpu.PC = 0x20001000
    board.emulation.run_for(10_000)
    assert board.log == [VECTPENDING_FAULT]
