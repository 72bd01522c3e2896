"""Several machines on one clock, and events that registers schedule while a core runs."""

from __future__ import annotations

from tests.builtin.cpu.board import Board
from tests.builtin.cpu.thumb import FLASH, RAM, program, traced
from vboard.builtin.cpu.cortex_m import CortexM
from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.machine.bus import Registration
from vboard.builtin.machine.memory import MappedMemory
from vboard.builtin.peripherals.base import BusPeripheral, Environment


class Alarm(BusPeripheral):
    """A write of n pends line 0 of the controller n nanoseconds later; reads give the clock."""

    size = 0x400

    def __init__(self, env: Environment, nvic: NVIC) -> None:
        super().__init__(env)
        self._nvic = nvic
        self.rings: list[int] = []

    def read(self, offset: int, width: int) -> int:
        return self.env.clock.now & 0xFFFFFFFF

    def write(self, offset: int, width: int, value: int) -> None:
        def ring() -> None:
            self.rings.append(self.env.clock.now)
            self._nvic.OnGPIO(0, True)
            self._nvic.OnGPIO(0, False)

        self.env.clock.schedule_in(value, ring)


def second_machine(board: Board, source: str) -> CortexM:
    """Another machine in the board's emulation with the code of `source`, at 10 MIPS."""
    machine = board.emulation.add_machine("second")
    bus = machine.bus
    for start in (FLASH, RAM):
        bus.register(Registration(start, 0x10000, MappedMemory(machine, 0x10000)))
    nvic = NVIC(machine)
    bus.register(Registration(0xE000E000, 0x1000, nvic))
    cpu = CortexM(machine, "cortex-m3", nvic)
    cpu.PerformanceInMips = 10
    machine.add("cpu", cpu, bus, "")
    bus.write_bytes(FLASH, program(source).flash.buffer[:0x1000])
    cpu.VectorTableOffset = FLASH
    return cpu


COUNT = "start:\n adds r0, #1\n b start\n"


def test_two_machines_share_the_clock_at_their_own_speeds() -> None:
    board = program(COUNT)
    slow = second_machine(board, COUNT)
    board.emulation.run_for(1_000_000)
    assert board.cpu.ExecutedInstructions == 100_000
    assert slow.ExecutedInstructions == 10_000


def test_stopping_in_one_machine_loses_nothing_in_the_other() -> None:
    cut, whole = program(COUNT), program(COUNT)
    others = [second_machine(board, COUNT) for board in (cut, whole)]
    times = [cut.emulation.clock.schedule(t, cut.emulation.request_stop) for t in (33_333, 333_334)]
    assert not cut.emulation.run_until(1_000_000)
    assert cut.emulation.clock.now == times[0].at
    assert not cut.emulation.run_until(1_000_000)
    assert cut.emulation.run_until(1_000_000)
    whole.emulation.run_until(1_000_000)
    assert cut.cpu.ExecutedInstructions == whole.cpu.ExecutedInstructions
    assert others[0].ExecutedInstructions == others[1].ExecutedInstructions


def test_an_event_that_a_register_write_schedules_comes_at_its_time() -> None:
    source = """
start:
    store 0xE000E100, 1
    ldr r0, =0x40000000
    movs r1, #100
    movs r4, #0
    str r1, [r0]
again:
    adds r4, #1
    b again
alarm:
    mov r5, r4
    trace 1
    ldr r0, =0x40000000
    ldr r6, [r0]
    bx lr
.ltorg
"""
    board = program(source, lines={0: "alarm"})
    alarm = board.add("alarm", Alarm(board.machine, board.nvic), 0x40000000)
    board.emulation.run_for(10_000)
    written = 6 * 10  # 6 instructions of 10 ns precede the store
    assert alarm.rings == [written + 100]
    assert traced(board) == [1]
    # The store ends 10 ns after its start; of the 90 ns left each turn of the loop takes 20.
    assert board.cpu.GetRegister("R5") == 5


def test_the_clock_is_exact_inside_register_accesses() -> None:
    source = "start:\n ldr r0, =0x40000000\n nop\n ldr r1, [r0]\n nop\n nop\n ldr r2, [r0]\n b .\n"
    board = program(source)
    board.add("alarm", Alarm(board.machine, board.nvic), 0x40000000)
    board.emulation.run_for(10_000)
    assert (board.cpu.GetRegister("R1"), board.cpu.GetRegister("R2")) == (20, 50)


def test_a_reset_that_an_event_requests_comes_before_the_next_instruction() -> None:
    board = program(COUNT)
    board.emulation.on_reset(lambda machine: setattr(board.cpu, "VectorTableOffset", FLASH))
    board.emulation.clock.schedule(500, board.machine.request_reset)
    board.emulation.run_for(1_000)
    assert board.cpu.ExecutedInstructions == 50
    assert board.cpu.GetRegister("R0") == 25
