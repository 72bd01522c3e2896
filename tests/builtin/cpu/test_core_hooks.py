"""Scripts at blocks, exceptions and sleep; WFI that does not sleep; the core's state by name."""

from __future__ import annotations

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.thumb import FLASH, program
from vboard.builtin.cpu.core_hooks import exception_name
from vboard.builtin.cpu.core_state import CoreStateError
from vboard.builtin.cpu.debug import ExecutionMode

CALLS = "start:\n svc #1\n b .\nsvc:\n adds r5, #1\n bx lr\n"
SLEEPS = """
start:
 store 0xE000E014, 999
 store 0xE000E018, 0
 store 0xE000E010, 7
loop:
 wfi
 adds r6, #1
 b loop
.ltorg
systick:
 adds r7, #1
 bx lr
"""


def count(board: Board, name: str) -> int:
    """What a script counted in the machine's scope."""
    found = board.machine.script_scope.get(name, 0)
    assert isinstance(found, int)
    return found


def counting(name: str, condition: str = "True") -> str:
    return f"{name} = globals().get('{name}', 0) + (1 if {condition} else 0)"


def test_interrupt_hooks_see_entry_and_return() -> None:
    board = program(CALLS)
    board.cpu.AddHookAtInterruptBegin(counting("entered", "exceptionIndex == 2"))
    board.cpu.AddHookAtInterruptEnd(counting("left", "self.GetRegister('R5') == 1"))
    board.emulation.run_for(1000)
    assert (count(board, "entered"), count(board, "left")) == (1, 1)
    assert board.cpu.GetRegister("R5") == 1


def test_an_interrupt_is_index_5_and_hooks_cost_nothing() -> None:
    plain, hooked = program(SLEEPS), program(SLEEPS)
    hooked.cpu.AddHookAtInterruptBegin(counting("ticks", "exceptionIndex == 5"))
    for board in (plain, hooked):
        board.emulation.run_for(100_000)
    assert count(hooked, "ticks") == hooked.cpu.GetRegister("R7") > 1
    assert hooked.cpu.ExecutedInstructions == plain.cpu.ExecutedInstructions


def test_sleep_hooks_see_both_changes() -> None:
    board = program(SLEEPS)
    board.cpu.AddHookAtWfiStateChange(counting("slept", "isInWfi"))
    board.cpu.AddHookAtWfiStateChange(counting("woke", "not isInWfi"))
    board.emulation.run_for(100_000)
    assert count(board, "woke") - board.cpu.GetRegister("R6") in (0, 1)
    assert count(board, "woke") > 1
    assert count(board, "slept") in (count(board, "woke"), count(board, "woke") + 1)


def test_block_hooks_see_each_block_until_they_are_cleared() -> None:
    board = program("start:\n nop\nloop:\n adds r0, #1\n b loop\n")
    board.cpu.SetHookAtBlockBegin(counting("blocks", f"pc >= {FLASH}"))
    board.emulation.run_for(200)
    seen = count(board, "blocks")
    assert seen > 5
    board.cpu.ClearHookAtBlockBegin()
    board.emulation.run_for(200)
    assert count(board, "blocks") == seen


def test_interrupts_are_logged_by_name() -> None:
    board = program(CALLS)
    board.cpu.LogCpuInterrupts(True)
    board.emulation.run_for(1000)
    assert "Begin of the interrupt: SVCall" in "\n".join(board.log)
    assert "End of the interrupt: SVCall" in "\n".join(board.log)
    assert [exception_name(number) for number in (3, 15, 16, 21)] == [
        "HardFault",
        "SysTick",
        "IRQ 0",
        "IRQ 5",
    ]


@pytest.mark.parametrize(("nop", "expected"), [(False, 0), (True, 1)])
def test_wfi_as_nop(nop: bool, expected: int) -> None:
    board = program("start:\n wfi\n movs r6, #1\n b .\n")
    board.cpu.WfiAsNop = nop
    board.emulation.run_for(1000)
    assert board.cpu.GetRegister("R6") == expected
    assert board.cpu.WfiAsNop is nop


@pytest.mark.parametrize(("nop", "expected"), [(False, 0), (True, 1)])
def test_wfe_as_nop(nop: bool, expected: int) -> None:
    board = program("start:\n wfe\n wfe\n movs r6, #1\n b .\n")
    board.cpu.WfeAndSevAsNop = nop
    board.emulation.run_for(1000)
    assert board.cpu.GetRegister("R6") == expected


def test_a_step_may_end_within_an_it_block_and_the_core_stays_in_single_step_mode() -> None:
    board = program("start:\n cmp r0, #0\n ittt eq\n moveq r1, #1\n moveq r2, #2\n moveq r3, #3\n b .\n")
    start = FLASH + 16 * 4
    assert board.cpu.Step(2) == start + 4
    assert board.cpu.Step() == start + 6
    assert [board.cpu.GetRegister(name) for name in ("R1", "R2", "R3")] == [1, 0, 0]
    assert board.cpu.ExecutionMode is ExecutionMode.SingleStep
    assert board.cpu.Step(2) == start + 10
    assert [board.cpu.GetRegister(name) for name in ("R1", "R2", "R3")] == [1, 2, 3]


def test_registers_by_name() -> None:
    board = program("start:\n cpsid i\n movs r0, #0x40\n msr basepri, r0\n b .\n", "cortex-m7")
    board.emulation.run_for(1000)
    cpu = board.cpu
    assert (cpu.PRIMASK, cpu.BasePri, cpu.Control) == (1, 0x40, 0)
    cpu.FPSCR = 0x03000000
    assert cpu.GetRegister("FPSCR") == 0x03000000
    assert (cpu.CurrentSP, cpu.NumberOfMPURegions, cpu.MPUEnabled) == (cpu.SP, 8, False)
    assert (cpu.Architecture, cpu.Model, cpu.Slot) == ("arm-m", "cortex-m7", 0)


def test_cycles_are_instructions_times_a_factor() -> None:
    board = program("start:\n b .\n")
    board.emulation.run_for(1000)
    board.cpu.CyclesPerInstruction = 1.5
    assert board.cpu.ElapsedCycles == board.cpu.ExecutedInstructions * 3 // 2
    for wrong in (0, -1, 1.00001):
        with pytest.raises(CoreStateError):
            board.cpu.CyclesPerInstruction = wrong


def test_a_paused_core_lets_time_pass() -> None:
    board = program("start:\n adds r0, #1\n b start\n")
    board.cpu.Pause()
    board.emulation.run_for(1000)
    assert (board.cpu.GetRegister("R0"), board.emulation.clock.now) == (0, 1000)
    board.cpu.Resume()
    board.emulation.run_for(1000)
    assert board.cpu.GetRegister("R0") == 50
