"""Bit-band alias and cycle counter, as the guest sees them."""

from __future__ import annotations

from tests.builtin.cpu.thumb import RAM, program, traced
from vboard.builtin.machine.bus import Registration
from vboard.builtin.peripherals.arm.bit_banding import BitBanding
from vboard.builtin.peripherals.arm.dwt import DWT
from vboard.builtin.peripherals.arm.semihosting_uart import SemihostingUart
from vboard.builtin.registry import find_type


def test_bit_band_words_are_the_bits_of_the_target() -> None:
    source = """
start:
    ldr r0, =0x22000000 + 32 * 0x2101 + 4 * 1   @ bit 9 of the word at 0x20002100
    movs r1, #1
    str r1, [r0]
    ldr r4, [r0]
    ldr r5, [r0, #4]
    ldr r2, =0x20002100
    ldr r6, [r2]
    movs r1, #2                     @ only bit 0 of the value counts
    str r1, [r0]
    ldr r7, [r2]
    b .
"""
    board = program(source)
    alias = BitBanding(board.machine, RAM)
    board.machine.bus.register(Registration(0x22000000, 0x2000000, alias))
    board.machine.bus.write(RAM + 0x2100, 4, 0x80000001)
    board.emulation.run_for(100_000)
    register = board.cpu.GetRegister
    assert (register("R4"), register("R5")) == (1, 0)
    assert register("R6") == 0x80000201
    assert register("R7") == 0x80000001


def test_cycle_counter_counts_the_instructions_between_two_reads() -> None:
    source = """
start:
    ldr r0, =0xE0001000
    ldr r1, [r0, #4]
    movs r1, #1
    str r1, [r0]
    ldr r4, [r0, #4]
    nop
    nop
    nop
    ldr r5, [r0, #4]
    movs r1, #0
    str r1, [r0]
    ldr r6, [r0, #4]
    nop
    ldr r7, [r0, #4]
    trace 1
    b .
"""
    board = program(source)
    board.add("dwt", DWT(board.machine, 100_000_000), 0xE0001000)
    board.emulation.run_for(100_000)
    register = board.cpu.GetRegister
    assert traced(board) == [1]
    assert register("R5") - register("R4") == 4
    assert register("R6") == register("R7")


def test_both_are_found_by_renodes_names() -> None:
    assert find_type("Miscellaneous.BitBanding") is BitBanding
    assert find_type("Antmicro.Renode.Peripherals.Miscellaneous.DWT") is DWT


def test_semihosting_console_prints_and_reads() -> None:
    source = """
start:
    movs r0, #4
    ldr r1, =text
    bkpt 0xAB
    movs r0, #7
    bkpt 0xAB
    mov r4, r0
    trace 1
    b .
text: .asciz "hello"
.ltorg
"""
    board = program(source)
    uart = SemihostingUart(board.machine)
    board.machine.add("console", uart, board.cpu, "")
    uart.observe(board.on_byte)
    uart.WriteChar(0x55)
    board.emulation.run_for(10_000)
    assert board.output == b"hello"
    assert board.cpu.GetRegister("R4") == 0x55
    assert traced(board) == [1]


def test_semihosting_without_a_console_answers_zero() -> None:
    board = program("start:\n movs r0, #5\n bkpt 0xAB\n mov r4, r0\n trace 1\n b .\n.ltorg\n")
    board.cpu.SetRegister("R4", 7)
    board.emulation.run_for(10_000)
    assert traced(board) == [1]
    assert board.cpu.GetRegister("R4") == 0
