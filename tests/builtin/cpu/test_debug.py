"""Hooks, watchpoints, steps and registers: what a debugger needs."""

from __future__ import annotations

import pytest

from tests.builtin.cpu.thumb import FLASH, RAM, program
from vboard.builtin.cpu.debug import ExecutionMode
from vboard.builtin.machine.bus import Registration
from vboard.builtin.machine.observation import Watchpoint
from vboard.builtin.machine.symbols import Symbol

LOOP = "start:\n movs r0, #0\nloop:\n adds r0, #1\n adds r1, #2\n b loop\n"
START = FLASH + 16 * 4


def test_hook_runs_before_each_execution() -> None:
    board = program(LOOP)
    seen: list[int] = []
    board.cpu.add_hook(START + 2, lambda: seen.append(board.cpu.GetRegister("R0")))
    board.emulation.run_for(100)  # 10 instructions at 100 MIPS
    assert seen == [0, 1, 2]


def test_hook_that_pauses_stops_before_the_instruction_and_continues_behind_it() -> None:
    board = program(LOOP)
    stops: list[int] = []

    def pause() -> None:
        stops.append(board.cpu.PC)
        board.emulation.PauseAll()

    board.cpu.add_hook(START + 4, pause)
    for turn in range(1, 4):
        assert not board.emulation.run_until(1_000_000)
        assert board.cpu.PC == START + 4
        assert (board.cpu.GetRegister("R0"), board.cpu.GetRegister("R1")) == (turn, 2 * turn - 2)
    assert stops == [START + 4] * 3
    assert board.emulation.clock.now == 80  # 2 + 3 + 3 instructions of 10 ns


def test_hooks_cost_no_time() -> None:
    plain, hooked = program(LOOP), program(LOOP)
    hooked.cpu.add_hook(START + 4, lambda: None)
    for board in (plain, hooked):
        board.emulation.run_for(12_345)
    assert hooked.cpu.ExecutedInstructions == plain.cpu.ExecutedInstructions
    assert hooked.cpu.PC == plain.cpu.PC


def test_script_hook_sees_the_core_and_keeps_its_variables() -> None:
    board = program(LOOP)
    board.cpu.AddHook(START + 2, "count = globals().get('count', 0) + 1\nself.SetRegister('R5', count)")
    board.emulation.run_for(100)
    assert board.cpu.GetRegister("R5") == 3


def test_step_executes_and_passes_time() -> None:
    board = program(LOOP)
    assert board.cpu.Step() == START + 2
    assert board.cpu.Step(3) == START + 2
    assert board.cpu.GetRegister("R0") == 1
    assert board.emulation.clock.now == 40


def test_step_from_a_hook_does_not_call_it_again() -> None:
    board = program(LOOP)
    calls: list[int] = []

    def pause() -> None:
        calls.append(board.cpu.PC)
        board.emulation.PauseAll()

    board.cpu.add_hook(START + 2, pause)
    board.emulation.run_until(1_000)
    assert board.cpu.Step() == START + 4
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("read", "access", "expected"),
    [
        (False, "Write", [(RAM + 0x100, 4, 7)]),
        (True, "Read", [(RAM + 0x100, 4, 0)]),
        (True, "ReadAndWrite", [(RAM + 0x100, 4, 7), (RAM + 0x100, 4, 0)]),
    ],
)
def test_watchpoint_sees_guest_accesses(
    read: bool, access: str, expected: list[tuple[int, int, int]]
) -> None:
    source = (
        "start:\n ldr r0, =0x20000100\n movs r1, #7\n str r1, [r0]\n str r1, [r0, #4]\n ldr r2, [r0]\n b .\n"
    )
    board = program(source)
    seen: list[tuple[int, int, int]] = []
    bus = board.machine.bus
    bus.add_watchpoint(Watchpoint(RAM + 0x100, 4, read, "Write" in access, lambda *hit: seen.append(hit)))
    board.emulation.run_for(1_000)
    assert seen == expected
    bus.remove_watchpoints(RAM + 0x100)
    board.cpu.PC = START
    board.emulation.run_for(1_000)
    assert seen == expected


def test_watchpoint_pauses_after_the_access() -> None:
    board = program("start:\n ldr r0, =0x20000100\n movs r1, #7\n str r1, [r0]\n movs r1, #8\n b .\n")
    action = lambda *_hit: board.emulation.PauseAll()  # noqa: E731
    board.machine.bus.add_watchpoint(Watchpoint(RAM + 0x100, 4, False, True, action))
    assert not board.emulation.run_until(1_000)
    assert board.machine.bus.read(RAM + 0x100, 4) == 7
    assert board.cpu.GetRegister("R1") == 7


def test_registers_by_name_and_number() -> None:
    board = program(LOOP, "cortex-m7")
    cpu = board.cpu
    cpu.SetRegister("R3", 0x12345678)
    cpu.SetRegister(13, RAM + 0x400)
    cpu.SetRegister("D1", 0x3FF0000000000000)
    assert cpu.GetRegister(3) == 0x12345678
    assert cpu.SP == cpu.GetRegister("MSP") == RAM + 0x400
    assert cpu.GetRegister("S3") == 0x3FF00000
    with pytest.raises(ValueError, match="Wrong register name: XPSR"):
        cpu.GetRegister("XPSR")


def test_registers_have_renodes_numbers() -> None:
    cpu = program(LOOP).cpu
    cpu.SetRegister(18, 2)
    assert cpu.GetRegister("Control") == cpu.Control == 2
    cpu.SetRegister(20, FLASH)
    assert cpu.VectorTableOffset == cpu.GetRegister("VecBase") == FLASH
    cpu.SetRegister(99, 1)  # S24: Renode has floating point registers in a Cortex-M3, too
    assert cpu.GetRegister("S24") == cpu.GetRegister(99) == 1
    with pytest.raises(ValueError, match="Wrong register name: 17"):
        cpu.GetRegister(17)


def test_the_table_of_registers() -> None:
    cpu = program(LOOP).cpu
    rows = cpu.GetRegistersValues()
    assert rows[0] == ["Name", "Index", "Value"]
    assert ["SP / R13", "13", f"0x{cpu.SP:X}"] in rows
    assert [name for name, _, _ in rows[1:]] == cpu.GetRegisters()


def test_code_written_by_the_host_is_executed() -> None:
    board = program(LOOP)
    board.emulation.run_for(1_000)
    board.machine.bus.write_bytes(START + 4, b"\x05\x31")  # adds r1, #5
    before = board.cpu.GetRegister("R1"), board.cpu.GetRegister("R0")
    board.emulation.run_for(3_000)
    turns = board.cpu.GetRegister("R0") - before[1]
    assert board.cpu.GetRegister("R1") - before[0] == pytest.approx(5 * turns, abs=5)


def test_a_second_address_of_the_same_memory_shows_its_bytes() -> None:
    board = program(
        "start:\n ldr r0, =0x00000004\n ldr r4, [r0]\n ldr r1, =alias + 1 - 0x08000000\n"
        " bx r1\nalias:\n movs r5, #9\n b .\n"
    )
    board.machine.bus.register(Registration(0, 0x100000, board.flash))
    board.emulation.run_for(1_000)
    assert board.cpu.GetRegister("R4") == START + 1
    assert board.cpu.GetRegister("R5") == 9
    assert board.cpu.PC < 0x1000


def test_single_step_mode_runs_by_step_alone() -> None:
    board = program(LOOP)
    board.cpu.ExecutionMode = ExecutionMode.SingleStep
    board.emulation.run_for(1_000)
    assert board.cpu.ExecutedInstructions == 0
    board.cpu.Step(2)
    assert board.cpu.ExecutedInstructions == 2


def test_function_names_are_logged() -> None:
    board = program("start:\n bl work\n b .\nwork:\n bx lr\n")
    board.machine.bus.symbols.add([Symbol(START + 6, START + 8, "work")])
    board.cpu.LogFunctionNames(True)
    board.emulation.run_for(1_000)
    assert f"cpu: Entering function work (entry) at 0x{START + 6:X}" in board.log
    count = len(board.log)
    board.cpu.LogFunctionNames(False)
    board.cpu.PC = START
    board.emulation.run_for(1_000)
    assert len(board.log) == count


def test_periodic_script_runs_in_virtual_time() -> None:
    board = program(LOOP)
    script = "cpu = machine['cpu']\ncpu.SetRegister('R9', cpu.GetRegister('R9') + 1)"
    board.machine.ExecutePythonEvery("tick", 2, script)
    board.emulation.run_for(7_000_000)
    board.machine.StopPythonExecution("tick")
    board.emulation.run_for(7_000_000)
    assert board.cpu.GetRegister("R9") == 3
