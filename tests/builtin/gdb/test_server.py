"""The server, packet by packet, on a core without a board."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builtin.cpu.thumb import FLASH, RAM, program
from vboard.builtin.gdb.commands import Commands
from vboard.builtin.gdb.target import Target
from vboard.builtin.host_loop import HostLoop
from vboard.builtin.host_ports import HostPorts

LOOP = "start:\n movs r0, #0\n ldr r2, =0x20000100\nloop:\n adds r0, #1\n str r0, [r2]\n b loop\n"
START = FLASH + 16 * 4


def make() -> tuple[Target, Commands]:
    board = program(LOOP)
    machine = board.machine
    target = Target(board.emulation, machine, board.cpu)
    target.halt()
    return target, Commands(target, lambda line: f"ran {line}\n\n", autostart=True)


def ask(commands: Commands, text: str) -> bytes:
    replies = commands.answer(text.encode("latin-1")).replies
    return replies[-1] if replies else b""


def test_registers_memory_and_steps() -> None:
    target, commands = make()
    assert ask(commands, "p f") == b"E16"
    assert ask(commands, "pf") == START.to_bytes(4, "little").hex().encode()
    assert ask(commands, "vCont;s:1") == b"T05thread:1;"
    assert ask(commands, "P5=78563412") == b"OK"
    assert target.cpu.GetRegister("R5") == 0x12345678
    everything = ask(commands, "g")
    assert everything[40:48] == b"78563412"
    assert ask(commands, "G" + everything.decode()) == b"OK"
    assert ask(commands, "g") == everything
    assert ask(commands, f"M{RAM:x},4:01020304") == b"OK"
    assert ask(commands, f"m{RAM:x},6") == b"010203040000"
    assert ask(commands, f"X{RAM:x},3:a}}b") == b"OK"
    assert ask(commands, "m60000000,4") == b"E0e"
    assert ask(commands, "M60000000,1:00") == b"E0e"


def test_breakpoint_and_watchpoint_stop_and_are_named() -> None:
    target, commands = make()
    assert ask(commands, f"Z0,{START + 4:x},2") == b"OK"
    assert commands.answer(b"vCont;c").replies == []
    target._emulation.run_for(1_000_000)
    assert target.stop_signal(interrupted=False) == 5
    assert target.cpu.PC == START + 4
    assert ask(commands, f"z0,{START + 4:x},2") == b"OK"
    assert ask(commands, f"Z2,{RAM + 0x100:x},4") == b"OK"
    commands.answer(b"c")
    target._emulation.run_for(1_000_000)
    assert commands.stop_reply(target.stop_signal(interrupted=False) or 0) == b"T05thread:1;watch:20000100;"
    assert target.read(RAM + 0x100, 4) == bytes((1, 0, 0, 0))
    # GDB's step over the access, which has been made: nothing is executed; the next step is real.
    counter, ticks = target.cpu.PC, target._emulation.clock.now
    assert ask(commands, "vCont;s:1") == b"T05thread:1;"
    assert (target.cpu.PC, target._emulation.clock.now) == (counter, ticks)
    assert ask(commands, "vCont;s:1") == b"T05thread:1;"
    assert counter != target.cpu.PC
    target.remove_all()
    commands.answer(b"c")
    assert target._emulation.run_for(1_000_000)
    assert target.stop_signal(interrupted=False) is None
    assert target.stop_signal(interrupted=True) == 2


def test_monitor_commands_pass_through_in_packets_of_bounded_size() -> None:
    _, commands = make()
    replies = commands.answer(b"qRcmd," + b"version".hex().encode()).replies
    assert replies == [b"O" + b"ran version\n".hex().encode(), b"OK"]


@pytest.mark.parametrize("query", ["vMustReplyEmpty", "qNonsense", "b", "Z9,0,2", ""])
def test_unknown_packets_get_the_empty_reply(query: str) -> None:
    assert make()[1].answer(query.encode()).replies == [b""]


def looped(target: Target) -> HostLoop:
    class Pumped:
        emulation = target._emulation
        ports = HostPorts(target._emulation.clock)

    return HostLoop(Pumped(), realtime=False)


@pytest.mark.parametrize("autostart", [True, False])
def test_a_start_in_the_monitor_waits_for_continue(autostart: bool) -> None:
    """As in Renode, where a connected debugger has the core in single step mode."""
    target, _ = make()
    emulation = target._emulation

    def started(line: str) -> str:
        emulation.StartAll()
        return ""

    commands = Commands(target, started, autostart)
    loop = looped(target)
    ask(commands, "qRcmd," + b"start".hex())
    loop.advance()
    assert emulation.started
    assert (emulation.clock.now, target.cpu.PC) == (0, START)
    ask(commands, "vCont;s:1")
    ask(commands, f"Z0,{START + 4:x},2")
    for _ in range(2):  # the second time behind a stop, without another `start`
        commands.answer(b"vCont;c")
        loop.advance()
        assert target.stop_signal(interrupted=False) == 5
        assert target.cpu.PC == START + 4
        stopped = emulation.clock.now
        loop.advance()
        assert emulation.clock.now == stopped
    target.release()
    emulation.StartAll()
    loop.advance()
    assert emulation.clock.now > stopped


def test_without_autostart_continue_waits_for_start() -> None:
    target, _ = make()
    commands = Commands(target, lambda line: "", autostart=False)
    loop = looped(target)
    commands.answer(b"vCont;c")
    loop.advance()
    assert target._emulation.clock.now == 0
    target._emulation.StartAll()
    loop.advance()
    assert target._emulation.clock.now > 0


def test_breakpoints_survive_a_reset_of_the_firmware() -> None:
    board = program("start:\n ldr r0, =0xE000ED0C\n ldr r1, =0x05FA0004\n str r1, [r0]\nend: b end\n")
    target = Target(board.emulation, board.machine, board.cpu)
    board.emulation.on_reset(lambda machine: setattr(board.cpu, "VectorTableOffset", FLASH))
    commands = Commands(target, lambda line: "", autostart=True)
    target.halt()
    ask(commands, f"Z0,{START + 4:x},2")
    for _ in range(3):
        commands.answer(b"vCont;c")
        board.emulation.run_for(1_000_000)
        assert target.stop_signal(interrupted=False) == 5
        assert target.cpu.PC == START + 4
        assert target.cpu.ExecutedInstructions == 2


TARGET, COMMANDS = make()


@given(st.sampled_from("gGpPmMXzZHTqQvDkscCSR?!") | st.text(max_size=1), st.binary(max_size=40))
def test_no_packet_raises(name: str, rest: bytes) -> None:
    answer = COMMANDS.answer(name.encode() + rest)
    assert all(isinstance(reply, bytes) for reply in answer.replies)
    TARGET.halt()


@given(st.sampled_from("mMXzZ"), st.integers(0, 2**34), st.integers(0, 2**20))
def test_no_address_or_length_raises(name: str, address: int, length: int) -> None:
    text = f"{name}0,{address:x},{length:x}" if name in "zZ" else f"{name}{address:x},{length:x}:00"
    assert COMMANDS.answer(text.encode()).replies
    TARGET.remove_all()
