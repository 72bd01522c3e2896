"""Faults: Renode's tolerance by default, lockup and jumps out of memory reported, strict mode."""

from __future__ import annotations

import pytest

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.thumb import program, traced

FAULT = """
{name}:
    ldr r0, =0xE000ED28
    ldr r4, [r0]
    ldr r5, [r0, #4]
    ldr r6, [sp, #24]
    adds r6, #{skip}
    str r6, [sp, #24]
    str r4, [r0]
    trace {value}
    bx lr
.ltorg
"""


def fault(name: str, value: int, skip: int = 2) -> str:
    """A handler that keeps CFSR in R4 and HFSR in R5, traces, and skips the instruction."""
    return FAULT.format(name=name, value=value, skip=skip)


def test_usage_fault_is_taken_without_being_enabled_and_hfsr_stays_zero() -> None:
    board = program("start:\n udf #1\n trace 2\n b .\n.ltorg\n" + fault("usagefault", 6))
    board.emulation.run_for(100_000)
    assert traced(board) == [6, 2]
    assert (board.cpu.GetRegister("R4"), board.cpu.GetRegister("R5")) == (1 << 16, 0)


@pytest.mark.parametrize("target", [0x08000100, 0x0, 0x50000000])
@pytest.mark.parametrize("strict", [False, True])
def test_branch_to_an_even_address_is_an_invalid_state(target: int, strict: bool) -> None:
    source = f"start:\n store 0xE000ED24, 0x70000\n ldr r1, ={target:#x}\nbranch: bx r1\n.ltorg\n"
    handler = (
        "usagefault:\n ldr r0, =0xE000ED28\n ldr r4, [r0]\n ldr r5, [sp, #24]\n ldr r6, [sp, #28]\n b .\n"
    )
    board = program(source + handler)
    board.cpu.StrictFaults = strict
    board.emulation.run_for(100_000)
    register = board.cpu.GetRegister
    assert register("R4") == 1 << 17
    if strict:  # the instruction at the target is refused: ARMv7-M A2.3.1, BXWritePC
        assert register("R5") == target
        assert register("R6") & 1 << 24 == 0
    else:  # Renode refuses the branch
        assert board.machine.bus.read(register("R5"), 2) == 0x4708


def test_vector_without_the_thumb_bit_is_an_invalid_state() -> None:
    lower_svc = "store 0xE000ED1C, 0x80000000"
    source = f"start:\n {lower_svc}\n svc 0\n b .\nsvc:\n bx lr\n.ltorg\n"
    source += fault("usagefault", 6, skip=0)
    board = program(source)
    vector = board.machine.bus.read(0x0800002C, 4)
    board.machine.bus.write(0x0800002C, 4, vector & ~1)
    board.emulation.run_for(10_000)
    assert board.cpu.GetRegister("R4") == 1 << 17


def test_strict_mode_escalates_a_disabled_usage_fault() -> None:
    board = program("start:\n udf #1\n trace 2\n b .\n.ltorg\n" + fault("hardfault", 3))
    board.cpu.StrictFaults = True
    board.emulation.run_for(100_000)
    assert traced(board) == [3, 2]
    assert (board.cpu.GetRegister("R4"), board.cpu.GetRegister("R5")) == (1 << 16, 1 << 30)


def test_unmapped_access_reads_zero_and_warns() -> None:
    source = (
        "start:\n ldr r1, =0x50000001\n ldr r2, =0x1234\n str r2, [r1, #3]\n ldr r3, [r1, #3]\n"
        " trace 1\n b .\n"
    )
    board = program(source)
    board.emulation.run_for(100_000)
    assert traced(board) == [1]
    assert board.cpu.GetRegister("R3") == 0
    warnings = [line for line in board.log if "non existing" in line]
    assert [line.split("] ")[1] for line in warnings] == [
        "WriteDoubleWord to non existing peripheral at 0x50000004, value 0x1234.",
        "ReadDoubleWord from non existing peripheral at 0x50000004.",
    ]


def test_strict_mode_makes_unmapped_access_a_bus_fault() -> None:
    source = "start:\n ldr r1, =0x50000000\n ldr r3, [r1]\n trace 2\n b .\n.ltorg\n" + fault("hardfault", 3)
    board = program(source)
    board.cpu.StrictFaults = True
    board.emulation.run_for(100_000)
    assert traced(board) == [3, 2]
    assert board.cpu.GetRegister("R4") == 1 << 9 | 1 << 15
    assert board.machine.bus.read(0xE000ED38, 4) == 0x50000000


def test_jump_out_of_memory_stops_the_core_with_an_error() -> None:
    board = program("start:\n ldr r1, =0x61000001\n bx r1\n")
    board.emulation.run_for(1_000_000)
    reason = "CPU abort [PC=0x61000000]: Trying to execute code outside RAM or ROM at 0x61000000."
    assert board.cpu.abort_reason == reason
    assert board.log[-1] == f"cpu: {reason}"
    assert board.emulation.clock.now == 1_000_000


@pytest.mark.parametrize("target", ["0x100001", "0x40000001", "0xE000E001"])
def test_every_bad_target_is_reported(target: str) -> None:
    board = program(f"start:\n ldr r1, ={target}\n bx r1\n")
    board.emulation.run_for(1_000_000)
    assert board.cpu.abort_reason is not None
    assert f"PC=0x{int(target, 16) & ~1:X}" in board.cpu.abort_reason


def test_running_off_the_end_of_memory_is_reported() -> None:
    board = program("start:\n ldr r1, =0x2004FFF1\n bx r1\n")  # zeros are MOVS R0, R0
    board.emulation.run_for(1_000_000)
    assert board.cpu.abort_reason is not None
    assert "PC=0x20050000" in board.cpu.abort_reason


def test_fault_in_the_hard_fault_handler_locks_up_in_strict_mode() -> None:
    board = program("start:\n cpsid i\n udf #1\nhardfault:\n udf #2\n")
    board.cpu.StrictFaults = True
    board.emulation.run_for(1_000_000)
    assert board.cpu.abort_reason is not None
    assert "lockup" in board.cpu.abort_reason
    assert board.log[-1].startswith("cpu: CPU lockup [PC=0x")


def masked_fault(strict: bool) -> Board:
    """An undefined instruction under a BASEPRI that masks UsageFault has executed."""
    source = "start:\n store 0xE000ED24, 0x70000\n store 0xE000ED18, 0x00800000\n"
    source += " movs r0, #0x80\n msr basepri, r0\n udf #1\n trace 2\n b .\n.ltorg\n"
    board = program(source + fault("usagefault", 6) + fault("hardfault", 3))
    board.cpu.StrictFaults = strict
    board.emulation.run_for(100_000)
    assert board.emulation.clock.now == 100_000
    return board


def test_fault_that_is_masked_halts_the_core_where_renode_repeats_it_for_ever() -> None:
    board = masked_fault(strict=False)
    assert traced(board) == []
    assert board.cpu.IsHalted
    assert "UsageFault (CFSR 0x00010000) cannot be taken: BASEPRI masks it" in board.log[-1]
    board.emulation.run_for(100_000)
    assert len([line for line in board.log if "cannot be taken" in line]) == 1


def test_fault_that_is_masked_is_a_hard_fault_in_strict_mode() -> None:
    board = masked_fault(strict=True)
    assert traced(board) == [3, 2]
    assert board.cpu.GetRegister("R5") == 1 << 30


def test_return_of_a_frame_that_is_none_locks_up() -> None:
    board = program("start:\n ldr r1, =0xFFFFFFDF\n bx r1\n")
    board.emulation.run_for(1_000_000)
    assert board.cpu.abort_reason is not None
    assert "CPU lockup [PC=0x0]: UsageFault" in board.cpu.abort_reason


def test_exception_return_in_thread_mode_unstacks() -> None:
    source = "start:\n ldr r0, =after + 1\n ldr r1, =0x01000000\n push {r0, r1}\n sub sp, #24\n"
    source += " ldr r0, =0xFFFFFFF9\n bx r0\n.ltorg\nafter:\n trace 1\n b .\n"
    board = program(source)
    board.emulation.run_for(100_000)
    assert traced(board) == [1]


def test_vector_table_outside_memory_is_refused() -> None:
    board = program("start:\n store 0xE000ED08, 0x60000000\n trace 1\n b .\n")
    board.emulation.run_for(100_000)
    assert board.cpu.VectorTableOffset == 0x08000000
    message = "Tried to set VTOR address at 0x60000000 which does not lay in memory. Aborted."
    assert f"cpu: {message}" in board.log


def test_division_by_zero_gives_zero() -> None:
    source = "start:\n store 0xE000ED14, 0x10\n movs r2, #7\n movs r3, #0\n udiv r4, r2, r3\n trace 1\n b .\n"
    board = program(source)
    board.emulation.run_for(100_000)
    assert traced(board) == [1]
    assert board.cpu.GetRegister("R4") == 0


def test_breakpoint_instruction_takes_exception_12() -> None:
    board = program("start:\n bkpt #1\n trace 2\n b .\n.ltorg\n" + fault("debugmon", 12))
    board.emulation.run_for(100_000)
    assert traced(board) == [12, 2]


def test_empty_flash_halts_the_core_with_renodes_message() -> None:
    board = program("start: b .")
    board.machine.bus.write_bytes(0x08000000, bytes(8))
    board.emulation.run_for(1_000_000)
    assert board.cpu.IsHalted
    message = "PC does not lay in memory or PC and SP are equal to zero. CPU was halted."
    assert board.log[-1] == f"cpu: {message}"
    assert board.emulation.clock.now == 1_000_000


def test_reset_of_the_machine_keeps_memory_and_clock_and_zeroes_pc() -> None:
    board = program("start:\n trace 1\n b .\n")
    board.emulation.run_for(1_000_000)
    board.machine.Reset()
    assert board.cpu.PC == 0
    assert traced(board) == [1]
    assert board.emulation.clock.now == 1_000_000


def test_system_reset_request_restarts_at_the_vector_table() -> None:
    source = (
        "start:\n trace 1\n ldr r0, =0x20000100\n ldr r1, [r0]\n adds r1, #1\n str r1, [r0]\n"
        " cmp r1, #3\n bhs done\n store 0xE000ED0C, 0x05FA0004\n trace 0xBAD\ndone: b .\n"
    )
    board = program(source)
    board.emulation.on_reset(lambda machine: setattr(board.cpu, "VectorTableOffset", 0x08000000))
    board.emulation.run_for(1_000_000)
    assert traced(board) == [1, 1, 1]
