"""WFI, WFE and sleep on exit (ARMv7-M B1.5.17)."""

from __future__ import annotations

from tests.builtin.cpu.thumb import LINES, RAM, lines_program, program, run_traced, traced


def test_wfi_sleeps_until_systick_and_time_jumps() -> None:
    source = """
start:
    store 0xE000E014, 99999
    store 0xE000E018, 0
    store 0xE000E010, 7
again:
    wfi
    b again
systick:
    ldr r0, =0x20000100
    ldr r1, [r0]
    adds r1, #1
    str r1, [r0]
    bx lr
.ltorg
"""
    board = program(source)
    board.emulation.run_for(1_000_000_000)
    assert board.machine.bus.read(RAM + 0x100, 4) == 1000
    assert board.cpu.ExecutedInstructions < 10_000


def test_sleep_on_exit_returns_to_sleep() -> None:
    body = "store 0xE000ED10, 2\n wfi\n trace 1\n"
    board = program(lines_program((0x20, 0x20, 0x20), body), lines=LINES)
    board.emulation.run_for(10_000)
    for _ in range(2):
        board.nvic.OnGPIO(0, True)
        board.nvic.OnGPIO(0, False)
        board.emulation.run_for(10_000)
    assert traced(board) == [0xA0, 0xA0]


def test_wfe_and_yield_are_no_faults() -> None:
    source = "start:\n yield\n sev\n wfe\n trace 1\n nop\n yield\n yield\n trace 2\n b .\n"
    assert run_traced(source) == [1, 2]
