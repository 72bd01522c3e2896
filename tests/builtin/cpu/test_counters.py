"""Exact instruction counts, however a run is cut and whatever stops it."""

from __future__ import annotations

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.thumb import FLASH, program, traced

SOURCE = """
start:
    store 0xE000E014, 200
    store 0xE000E018, 0
    store 0xE000E010, 7
loop:
    adds r4, #1
    cmp r4, #7
    itt gt
    movgt r4, #0
    addgt r5, #1
    ldr r0, =0xE000E018
    ldr r1, [r0]
    svc 1
    yield
    cmp r5, #3
    blt loop
    wfi
    trace 5
    movs r5, #0
    b loop
svc:
    bx lr
systick:
    adds r6, #1
    bx lr
.ltorg
"""


def state(board: Board) -> dict[str, int]:
    """Everything that a difference of one instruction would change."""
    names = ("R0", "R1", "R4", "R5", "R6", "PC", "SP")
    return {name: board.cpu.GetRegister(name) for name in names} | {
        "executed": board.cpu.ExecutedInstructions,
        "traced": len(traced(board)),
    }


@pytest.mark.parametrize("cut", [50_000, 1_000, 130, 10, 1])
def test_a_run_is_the_same_however_it_is_cut(cut: int) -> None:
    board = program(SOURCE)
    while board.emulation.clock.now < 50_000:
        board.emulation.run_for(cut if board.emulation.clock.now + cut <= 50_000 else 1)
    assert board.cpu.GetRegister("R6") > 10
    whole = program(SOURCE)
    whole.emulation.run_for(50_000)
    assert state(board) == state(whole)


def test_every_kind_of_stop_counts_its_instructions_once() -> None:
    straight = "start:\n nop\n svc 0\n nop\n yield\n wfe\n udf #0\n nop\nend: b .\n"
    board = program(
        straight + "svc: bx lr\nusagefault:\n ldr r0, [sp, #24]\n adds r0, #2\n str r0, [sp, #24]\n bx lr\n"
    )
    end: list[int] = []
    board.cpu.add_hook(FLASH + 0x40 + 14, lambda: end.append(board.cpu.ExecutedInstructions))
    board.emulation.run_for(200)
    # 7 instructions up to the last NOP (the undefined one is charged too), 1 in SVC, 4 in the fault
    assert end[0] == 7 + 1 + 4
