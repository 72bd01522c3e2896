"""Order of exceptions and masks, shown by small programs that trace what happens (ARMv7-M B1.5)."""

from __future__ import annotations

import pytest

from tests.builtin.cpu.thumb import LINES, RAM, STACK, lines_program, program, run_traced, traced

ISER = 0xE000E100
ISPR = 0xE000E200
IPR = 0xE000E400


def nesting(pended: int) -> str:
    """A handler of line 1 that pends the lines of the mask `pended` in its middle."""
    return (
        f"irq1:\n push {{lr}}\n trace 0xB1\n store {ISPR}, {pended}\n dsb\n isb\n"
        " trace 0xE1\n pop {pc}\n.ltorg\n"
    )


def test_pending_lines_run_by_priority_then_number() -> None:
    source = lines_program((0x40, 0x20, 0x20), f"cpsid i\n store {ISPR}, 7\n cpsie i\n isb\n trace 1\n")
    assert run_traced(source, lines=LINES) == [0xA1, 0xA2, 0xA0, 1]


def test_higher_priority_preempts_and_lower_waits() -> None:
    body = f"store {ISPR}, 2\n isb\n trace 1\n"
    source = lines_program((0x10, 0x20, 0x30), body, nesting(pended=5))
    assert run_traced(source, lines=LINES) == [0xB1, 0xA0, 0xE1, 0xA2, 1]


def test_equal_group_priority_does_not_preempt() -> None:
    # PRIGROUP 5: bits 7:6 preempt; 0x10 and 0x20 share a group, the sub-priority only orders.
    body = f"store 0xE000ED0C, 0x05FA0500\n store {ISPR}, 2\n isb\n trace 1\n"
    source = lines_program((0x10, 0x20, 0x30), body, nesting(pended=1))
    assert run_traced(source, lines=LINES) == [0xB1, 0xE1, 0xA0, 1]


def test_tail_chaining_does_not_touch_the_stack() -> None:
    handlers = """
irq0:
    trace 0xA0
    ldr r0, =0x20000100
    str sp, [r0]
    bx lr
irq1:
    ldr r0, =0x20000104
    str sp, [r0]
    str lr, [r0, #4]
    bx lr
.ltorg
"""
    body = f"cpsid i\n store {ISPR}, 3\n cpsie i\n isb\n"
    board = program(lines_program((0x10, 0x20, 0x30), body, handlers), lines=LINES)
    board.emulation.run_for(100_000)
    read = board.machine.bus.read
    assert read(RAM + 0x100, 4) == read(RAM + 0x104, 4) == STACK - 0x20
    assert read(RAM + 0x108, 4) == 0xFFFFFFF9
    assert board.cpu.SP == STACK


def test_late_arrival_of_a_line_during_stacking_is_served_first() -> None:
    body = f"cpsid i\n store {ISPR}, 1\n store {ISPR}, 2\n cpsie i\n isb\n"
    source = lines_program((0x20, 0x10, 0x30), body)
    assert run_traced(source, lines=LINES) == [0xA1, 0xA0]


def test_line_that_stays_high_enters_again_until_it_drops() -> None:
    board = program(lines_program((0x20, 0x10, 0x30), "wfi\n trace 1\n"), lines=LINES)
    board.emulation.run_for(10_000)
    board.nvic.OnGPIO(0, True)
    board.emulation.run_for(10_000)
    board.nvic.OnGPIO(0, False)
    board.emulation.run_for(10_000)
    entries = traced(board)
    assert entries[0] == 0xA0
    assert entries.count(0xA0) > 3
    assert entries[-1] == 1


def test_pulse_is_latched_while_masked() -> None:
    body = "cpsid i\n wfi\n trace 1\n cpsie i\n isb\n trace 2\n"
    board = program(lines_program((0x20, 0x10, 0x30), body), lines=LINES)
    board.emulation.run_for(10_000)
    board.nvic.OnGPIO(0, True)
    board.nvic.OnGPIO(0, False)
    board.emulation.run_for(10_000)
    assert traced(board) == [1, 0xA0, 2]  # WFI wakes although PRIMASK is set


@pytest.mark.parametrize(
    ("mask", "unmask"),
    [
        ("cpsid i", "cpsie i"),
        ("cpsid f", "cpsie f"),
        ("movs r2, #1\n msr primask, r2", "movs r2, #0\n msr primask, r2"),
        ("movs r2, #1\n msr faultmask, r2", "movs r2, #0\n msr faultmask, r2"),
        ("movs r2, #0x10\n msr basepri, r2", "movs r2, #0\n msr basepri, r2"),
        ("movs r2, #0x10\n msr basepri_max, r2", "movs r2, #0x40\n msr basepri, r2"),
    ],
)
@pytest.mark.parametrize("strict", [False, True])
def test_every_way_to_unmask_delivers_at_once(mask: str, unmask: str, strict: bool) -> None:
    body = f"{mask}\n store {ISPR}, 1\n dsb\n isb\n trace 1\n{unmask}\n isb\n trace 2\n"
    board = program(lines_program((0x20, 0x20, 0x20), body), lines=LINES)
    board.cpu.StrictFaults = strict
    board.emulation.run_for(1_000_000)
    # Renode does not look for what pends when FAULTMASK is cleared.
    missed = not strict and ("faultmask" in mask or mask == "cpsid f")
    assert traced(board) == ([1, 2] if missed else [1, 0xA0, 2])


def test_basepri_lets_higher_priorities_through() -> None:
    body = (
        f"movs r2, #0x20\n msr basepri, r2\n store {ISPR}, 7\n dsb\n isb\n trace 1\n"
        " movs r2, #0\n msr basepri, r2\n isb\n trace 2\n"
    )
    assert run_traced(lines_program((0x10, 0x20, 0x30), body), lines=LINES) == [0xA0, 1, 0xA1, 0xA2, 2]


def test_faultmask_is_cleared_by_the_return() -> None:
    handlers = "irq0:\n cpsid f\n trace 0xA0\n bx lr\n.ltorg\n"
    body = f"store {ISPR}, 1\n dsb\n isb\n mrs r4, faultmask\n store {ISPR}, 2\n dsb\n isb\n trace 1\n"
    board = program(lines_program((0x20, 0x20, 0x20), body, handlers), lines=LINES)
    board.emulation.run_for(100_000)
    assert traced(board) == [0xA0, 0xA1, 1]
    assert board.cpu.GetRegister("R4") == 0


def test_unmasking_in_code_that_the_guest_copied_to_ram_delivers_at_once() -> None:
    source = f"""
start:
    store {ISER}, 1
    cpsid i
    store {ISPR}, 1
    cpsie i
    isb                          @ the search for unmasking instructions has happened once
    ldr r0, =code
    ldr r1, =0x20003000
    movs r2, #10
copy:
    ldrh r3, [r0], #2
    strh r3, [r1], #2
    subs r2, #1
    bne copy
    movs r4, #0
    cpsid i
    store {ISPR}, 1
    ldr r1, =0x20003001
    bx r1
code:
    adds r4, #1
    cpsie i
    adds r4, #1
    adds r4, #1
    adds r4, #1
    adds r4, #1
    b .
irq0:
    mov r5, r4
    bx lr
.ltorg
"""
    board = program(source, lines={0: "irq0"})
    board.emulation.run_for(100_000)
    assert board.cpu.GetRegister("R4") == 5
    assert board.cpu.GetRegister("R5") == 1


@pytest.mark.parametrize(("mask", "taken"), [("cpsid i", False), ("cpsid f", False), ("nop", True)])
def test_masks_hold_in_unprivileged_code(mask: str, taken: bool) -> None:
    source = f"""
start:
    store {ISER}, 1
    {mask}
    movs r0, #1
    msr control, r0
    isb
    adds r4, #1
    b .
irq0:
    trace 1
    bx lr
.ltorg
"""
    board = program(source, lines={0: "irq0"})
    board.emulation.run_for(10_000)
    board.nvic.OnGPIO(0, True)
    board.nvic.OnGPIO(0, False)
    board.emulation.run_for(10_000)
    assert traced(board) == ([1] if taken else [])
    assert board.cpu.GetRegister("CONTROL") == 1
    assert board.cpu.GetRegister("MSP") == STACK


CRITICAL = f"""
start:
    store 0xE000ED20, 0x80000000     @ SysTick 0x80
    store {IPR}, 0x40
    store {ISER}, 1
    store 0xE000E014, 97
    store 0xE000E018, 0
    store 0xE000E010, 7
    movs r6, #0
loop:
    adds r4, #1
    cpsid i
    adds r4, #1
    tst r4, #8
    it ne
    addne r6, #1
    cpsie i
    movs r2, #0x60
    msr basepri, r2
    adds r6, #3
    tst r4, #64
    beq skip
    ldr r0, ={ISPR}
    movs r1, #1
    str r1, [r0]
skip:
    adds r6, #5
    movs r2, #0
    msr basepri, r2
    b loop
irq0:
    eor r7, r7, r6
    ror r7, r7, #3
    bx lr
systick:
    add r8, r8, r6
    ror r8, r8, #5
    bx lr
.ltorg
"""


@pytest.mark.parametrize("cut", [10, 70, 1_110, 33_333])
def test_critical_sections_give_the_same_run_however_it_is_cut(cut: int) -> None:
    results = []
    for piece in (100_000, cut):
        board = program(CRITICAL, lines={0: "irq0"})
        while board.emulation.clock.now < 100_000:
            board.emulation.run_for(min(piece, 100_000 - board.emulation.clock.now))
        registers = tuple(board.cpu.GetRegister(n) for n in range(16))
        results.append((registers, board.cpu.ExecutedInstructions))
    assert results[0] == results[1]
    assert results[0][1] == 10_000
