"""DSP instructions on cores whose floating point unit is off or absent, as Renode executes them."""

from __future__ import annotations

import pytest

from tests.builtin.cpu.thumb import program

SOURCE = """
start:
    ldr r0, =0xE000ED88
    ldr r1, ={access}
    str r1, [r0]
    dsb
    isb
    ldr r0, =0x01FF80C3
    ldr r1, =0x7F0180F0
    cmp r0, r1
    sadd8 r2, r0, r1
    sel r3, r0, r1
    uqsub16 r4, r0, r1
    smmulr r5, r0, r1
    pkhbt r6, r0, r1, lsl #4
    qadd r7, r1, r1
    cmp r0, r0
    itete eq
    uxtab16eq r9, r0, r1
    usad8ne r9, r0, r1
    smlalbbeq r10, r11, r0, r1
    movne r9, #0
    b .
.ltorg
"""
RESULTS = ("R2", "R3", "R4", "R5", "R6", "R7", "R9", "R10", "R11")
FLAGS = 0xF8000000


def results(cpu: str, access: int) -> tuple[list[int], int]:
    """Result registers and the flags N, Z, C, V and Q behind the program."""
    board = program(SOURCE.format(access=access), cpu)
    board.emulation.run_for(10_000)
    assert board.cpu.abort_reason is None
    register = board.cpu.GetRegister
    return [register(name) for name in RESULTS], register("CPSR") & FLAGS


@pytest.mark.parametrize("cpu", ["cortex-m4", "cortex-m7"])
def test_results_are_those_with_floating_point_on(cpu: str) -> None:
    assert results(cpu, 0) == results(cpu, 0x00F00000)


def test_sums_saturate_and_halves_are_packed() -> None:
    board = program(SOURCE.format(access=0), "cortex-m7")
    board.emulation.run_for(10_000)
    register = board.cpu.GetRegister
    assert register("R2") == 0x800000B3  # bytes 01+7F, FF+01, 80+80, C3+F0
    assert register("R6") == 0xF01 << 20 | 0x8 << 16 | 0x80C3
    assert register("R7") == 0x7FFFFFFF
    assert register("CPSR") >> 27 & 1 == 1


def test_many_of_them_run_on_the_full_model() -> None:
    source = "start:\n ldr r0, =3000\nloop: qadd r1, r1, r0\n subs r0, #1\n bne loop\n b .\n.ltorg\n"
    board = program(source, "cortex-m4")
    board.emulation.run_for(1_000_000)
    assert board.cpu.GetRegister("R1") == 3000 * 3001 // 2
    assert board.cpu.ExecutedInstructions >= 9001


def test_other_undefined_instructions_stay_undefined() -> None:
    source = "start:\n .inst.w 0xFB7FF0FF\n b .\nusagefault:\n movs r4, #6\n b .\n"
    board = program(source, "cortex-m7")
    board.emulation.run_for(10_000)
    assert board.cpu.GetRegister("R4") == 6
