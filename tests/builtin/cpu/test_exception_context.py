"""What exceptions stack and give back: registers, floating point, privilege, SVC (ARMv7-M B1.5.6)."""

from __future__ import annotations

import pytest

from tests.builtin.cpu.thumb import STACK, program, traced

ISER = 0xE000E100
ISPR = 0xE000E200
ICSR = 0xE000ED04
SHPR2 = 0xE000ED1C


@pytest.mark.parametrize("strict", [False, True])
def test_registers_and_flags_survive_an_interrupt_on_the_process_stack(strict: bool) -> None:
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
    board.cpu.StrictFaults = strict
    board.emulation.run_for(100_000)
    register = board.cpu.GetRegister
    assert [register(f"R{n}") for n in (1, 2, 3, 9)] == [0x11, 0x22, 0x33, 0x1212]
    assert register("R0") == register("R6") == 0xF8000000
    assert register("R7") == 2
    assert register("R8") == 0x20002004
    assert register("R10") == (0 if strict else 2)  # SPSEL in a handler: Renode shows the thread's
    assert register("R11") == 0x20002004 - 4 - 0x20


@pytest.mark.parametrize("strict", [False, True])
def test_unprivileged_thread_comes_back_unprivileged(strict: bool) -> None:
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
    board.cpu.StrictFaults = strict
    board.emulation.run_for(100_000)
    register = board.cpu.GetRegister
    assert register("R4") == 3
    assert register("R5") == 0x20002000
    assert register("R6") == (1 if strict else 3)  # nPRIV stays; SPSEL: Renode shows the thread's
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
