"""Exception model, shown by small programs that trace the order of what happens (ARMv7-M B1.5)."""

from __future__ import annotations

import pytest

from tests.builtin.cpu.thumb import RAM, STACK, program, run_traced, traced

ISER, ISPR, IPR, ICSR, SHPR2, SHPR3 = 0xE000E100, 0xE000E200, 0xE000E400, 0xE000ED04, 0xE000ED1C, 0xE000ED20
END = "\nb .\n"


def lines_program(priorities: tuple[int, int, int], body: str, handlers: str = "") -> str:
    """Lines 0 to 2 enabled with these priorities; handler n traces 0xA0 + n unless given."""
    packed = priorities[0] | priorities[1] << 8 | priorities[2] << 16
    result = f"start:\n store {ISER}, 7\n store {IPR}, {packed:#x}\n{body}{END}.ltorg\n{handlers}\n"
    for line in range(3):
        if f"irq{line}:" not in handlers:
            result += f"irq{line}:\n trace 0xA{line}\n bx lr\n.ltorg\n"
    return result


LINES = {0: "irq0", 1: "irq1", 2: "irq2"}


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
def test_every_way_to_unmask_delivers_at_once(mask: str, unmask: str) -> None:
    body = f"{mask}\n store {ISPR}, 1\n dsb\n isb\n trace 1\n{unmask}\n isb\n trace 2\n"
    assert run_traced(lines_program((0x20, 0x20, 0x20), body), lines=LINES) == [1, 0xA0, 2]


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


def test_registers_and_flags_survive_an_interrupt_on_the_process_stack() -> None:
    source = f"""
start:
    ldr r0, =0x20002004          @ not a multiple of 8: the frame must be aligned
    msr psp, r0
    movs r0, #2
    msr control, r0
    isb
    store {ISER}, 1
    movs r1, #0x11
    movs r2, #0x22
    movs r3, #0x33
    ldr r12, =0x1212
    ldr r0, =0xF8000000
    msr apsr_nzcvq, r0
    ldr r4, ={ISPR}
    mov r5, #1
    str r5, [r4]
    mrs r6, apsr
    mrs r7, control
    mov r8, sp
    mov r9, r12
    b .
irq0:
    mrs r10, control
    mrs r11, psp
    movs r0, #0
    movs r1, #0
    movs r2, #0
    movs r3, #0
    mov r12, #0
    cmp r0, r0
    bx lr
.ltorg
"""
    board = program(source, lines={0: "irq0"})
    board.emulation.run_for(100_000)
    register = board.cpu.GetRegister
    assert [register(f"R{n}") for n in (1, 2, 3, 9)] == [0x11, 0x22, 0x33, 0x1212]
    assert register("R0") == register("R6") == 0xF8000000
    assert register("R7") == 2
    assert register("R8") == 0x20002004
    assert register("R10") == 0  # handler: main stack
    assert register("R11") == 0x20002004 - 4 - 0x20


def test_unprivileged_thread_comes_back_unprivileged() -> None:
    source = """
start:
    ldr r0, =0x20002000
    msr psp, r0
    movs r0, #3
    msr control, r0
    isb
    svc 1
    mrs r4, control
    mov r5, sp
    svc 2
    b .
svc:
    mrs r6, control
    mrs r7, psp
    mrs r8, msp
    trace 5
    bx lr
.ltorg
"""
    board = program(source)
    board.emulation.run_for(100_000)
    register = board.cpu.GetRegister
    assert register("R4") == 3
    assert register("R5") == 0x20002000
    assert register("R6") == 1  # nPRIV stays set, SPSEL reads 0 in a handler
    assert register("R7") == 0x20002000 - 0x20
    assert register("R8") == STACK
    assert traced(board) == [5, 5]


def test_floating_point_context_is_stacked() -> None:
    source = f"""
start:
    store 0xE000ED88, 0xF00000
    dsb
    isb
    vmov.f64 d3, #3.0
    vmov.f32 s15, #2.5
    store {ICSR}, 0x10000000
    dsb
    isb
    vmov r4, s15
    vmov r5, r6, d3
    mrs r7, control
    b .
pendsv:
    mov r8, lr
    mov r9, sp
    mrs r10, control
    vmov.f64 d3, #1.0
    vmov.f32 s15, #1.0
    bx lr
.ltorg
"""
    board = program(source, "cortex-m7")
    board.emulation.run_for(100_000)
    register = board.cpu.GetRegister
    assert register("R4") == 0x40200000
    assert (register("R6"), register("R5")) == (0x40080000, 0)
    assert register("R8") == 0xFFFFFFE9
    assert register("R9") == STACK - 0x68
    assert register("R10") & 4 == 0  # FPCA is clear at entry
    assert register("R7") & 4


def test_floating_point_without_access_is_a_usage_fault() -> None:
    source = """
start:
    vadd.f32 s0, s1, s2
    trace 2
    b .
usagefault:
    ldr r0, =0xE000ED28
    ldr r4, [r0]
    ldr r0, =0xE000ED88
    ldr r1, =0xF00000
    str r1, [r0]
    trace 1
    bx lr
.ltorg
"""
    board = program(source, "cortex-m7")
    board.emulation.run_for(100_000)
    assert traced(board) == [1, 2]
    assert board.cpu.GetRegister("R4") == 1 << 19


def test_exclusive_store_fails_after_an_exception() -> None:
    source = """
start:
    ldr r4, =0x20003000
    movs r5, #7
    ldrex r6, [r4]
    strex r7, r5, [r4]
    ldrex r6, [r4]
    svc 0
    strex r8, r5, [r4]
    b .
svc:
    bx lr
.ltorg
"""
    board = program(source)
    board.emulation.run_for(100_000)
    assert (board.cpu.GetRegister("R7"), board.cpu.GetRegister("R8")) == (0, 1)


def test_svc_in_an_it_block_continues_the_block() -> None:
    source = """
start:
    movs r4, #0
    cmp r4, #0
    itet eq
    svceq 0
    movne r5, #1
    moveq r6, #2
    b .
svc:
    cmp r4, #1
    trace 7
    bx lr
.ltorg
"""
    board = program(source)
    board.emulation.run_for(100_000)
    assert traced(board) == [7]
    assert (board.cpu.GetRegister("R5"), board.cpu.GetRegister("R6")) == (0, 2)


def test_svc_that_cannot_preempt_waits_as_in_renode() -> None:
    source = f"""
start:
    store {SHPR2}, 0x40000000
    movs r2, #0x20
    msr basepri, r2
    svc 0
    trace 2
    movs r2, #0
    msr basepri, r2
    trace 3
    b .
svc:
    trace 11
    bx lr
.ltorg
"""
    board = program(source)
    board.emulation.run_for(100_000)
    assert traced(board) == [2, 11, 3]


def test_svc_that_cannot_preempt_becomes_hard_fault_in_strict_mode() -> None:
    source = f"""
start:
    store {SHPR2}, 0x40000000
    movs r2, #0x20
    msr basepri, r2
    svc 0
    trace 2
    b .
svc:
    trace 0xBAD
    bx lr
hardfault:
    ldr r0, =0xE000ED2C
    ldr r4, [r0]
    trace 1
    bx lr
.ltorg
"""
    board = program(source)
    board.cpu.StrictFaults = True
    board.emulation.run_for(100_000)
    assert traced(board) == [1, 2]
    assert board.cpu.GetRegister("R4") == 1 << 30


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
