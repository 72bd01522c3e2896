"""A real GDB, on every board, through `vboard debug` as a user and an editor start it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builtin.gdb.support import TIME_LIMIT, gdb, image_of, needs_gdb, offered, served
from tests.commands.test_image_formats import SUFFIXES, image
from vboard.boards.table import BOARDS
from vboard.paths import ROOT

pytestmark = needs_gdb


CPUID = {"Cortex-M3": "41[01]fc231", "Cortex-M4F": "410fc24.", "Cortex-M7": "411fc27."}
SESSION = """\
printf "reset pc %x\\n", (unsigned)$pc & ~1
printf "vector %x\\n", *(unsigned*)($vectors + 4) & ~1
break main
continue
printf "in main %d\\n", $pc == &main
monitor sysbus FindSymbolAt `sysbus.cpu PC`
monitor sysbus.nope
stepi
printf "stepped %d\\n", $pc > &main
next
bt 1
set var *(unsigned*)($sp - 64) = 0x12345678
printf "memory %x\\n", *(unsigned*)($sp - 64)
set $r5 = 0xabcd
printf "register %x\\n", $r5
printf "cpuid %x\\n", *(unsigned*)0xE000ED00
watch -l *(unsigned*)($sp - 16)
continue
info watchpoints
delete
python import threading, time
python threading.Timer(0.5, lambda: gdb.post_event(lambda: gdb.execute("interrupt"))).start()
continue
printf "interrupted %d\\n", $pc != 0
x/x 0x60000000
monitor reset
maintenance flush register-cache
printf "after reset %x\\n", (unsigned)$pc & ~1
detach"""


@pytest.mark.parametrize("board", list(BOARDS))
def test_a_session(board: str) -> None:
    image = image_of(board)
    script = SESSION.replace("$vectors", hex(BOARDS[board].flash.start))
    with served(board) as port:
        out = gdb(port, image, script)
    reset = re.search(r"reset pc ([0-9a-f]+)", out)
    assert reset, out
    assert f"vector {reset[1]}\n" in out
    assert f"after reset {reset[1]}\n" in out
    assert "in main 1" in out
    assert "main (entry)" in out
    assert "No such command or device: sysbus.nope" in out
    assert "stepped 1" in out
    assert re.search(r"#0 .*main \(\)", out)
    assert "memory 12345678" in out
    assert "register abcd" in out
    assert re.search(f"cpuid {CPUID[BOARDS[board].core]}\n", out)
    assert re.search(r"Hardware watchpoint 2: .*\n\nOld value = .*\nNew value = ", out), out
    assert re.search(r"breakpoint already hit \d+ time", out)
    assert "Program received signal SIGINT" in out, out
    assert "interrupted 1" in out
    assert "Cannot access memory at address 0x60000000" in out
    assert "detached" in out


def test_floating_point_registers() -> None:
    image = image_of("stm32f746g_disco")
    script = (
        'set $d0 = 1.5\nprintf "d0 %g s0 %x s1 %x\\n", $d0, $s0, $s1\ninfo registers fpscr msp control\nkill'
    )
    with served("stm32f746g_disco") as port:
        out = gdb(port, image, script)
    assert "d0 1.5" in out
    assert all(re.search(rf"^{name} +0x", out, re.MULTILINE) for name in ("fpscr", "msp", "control"))


def test_the_core_without_an_fpu_has_no_such_registers() -> None:
    with served("bluepill") as port:
        out = gdb(port, image_of("bluepill"), "info registers d0\nkill")
    assert "Invalid register `d0'" in out


POINTS = """\
break main
continue
delete
watch {int}$ticks if {int}$ticks == 3
continue
printf "ticks %d\\n", {int}$ticks
bt 1
delete
rwatch {int}$ticks
continue
delete
awatch {int}$ticks
continue
continue
delete
tbreak board::SetLed if index == 0
continue
finish
printf "out of SetLed %d\\n", $pc != 0
hbreak TickHandler
continue
info breakpoints
delete
load
monitor reset
maintenance flush register-cache
printf "vector %d\\n", ((unsigned)$pc & ~1) == (*(unsigned*)($flash + 4) & ~1)
kill"""


@pytest.mark.parametrize("board", list(BOARDS))
def test_watchpoints_conditions_finish_and_load(board: str) -> None:
    image = image_of(board, "hello")
    symbols = subprocess.run(
        ["arm-none-eabi-nm", "-C", image], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"^([0-9a-f]+) . .*g_milliseconds$", symbols, re.MULTILINE)
    assert found
    script = POINTS.replace("$ticks", f"0x{found[1]}").replace("$flash", hex(BOARDS[board].flash.start))
    with served(board, "hello") as port:
        out = gdb(port, image, script)
    assert "Hardware watchpoint 2" in out
    assert re.search(r"Old value = 2\nNew value = 3", out), out
    assert "ticks 3" in out
    assert re.search(r"#0 .*TickHandler \(\)", out)
    assert re.search(r"Hardware read watchpoint 3: .*\n\nValue = 3\n", out), out
    assert out.count("Hardware access (read/write) watchpoint 4") >= 3  # set, and hit twice
    assert re.search(r"Temporary breakpoint 5[.\d]*, .*board::SetLed", out)
    assert "out of SetLed 1" in out
    assert re.search(r"hw breakpoint.*TickHandler", out)
    flash = hex(BOARDS[board].flash.start)
    assert re.search(rf"Loading section \.text, size 0x[0-9a-f]+ lma {flash}", out)
    assert "Transfer rate" in out
    assert "vector 1" in out


def test_a_taken_port_is_told_in_one_line() -> None:
    import socket

    image_of("bluepill")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "vboard", "debug", "bluepill", "--port", str(port)],
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    assert done.returncode == 2
    assert f"Cannot listen on port {port}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_server_of_a_console_behind_a_pipe() -> None:
    """`machine StartGdbServer` serves while the console waits for its next line."""
    import socket

    image = image_of("bluepill")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "vboard", "console", "bluepill"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"machine StartGdbServer {port}\necho 'serving'\n")
    process.stdin.flush()
    while "serving" not in (line := process.stdout.readline()):
        assert line
    out = gdb(port, image, "break main\ncontinue\nbt 1\nkill")
    assert re.search(r"#0 .*main \(\)", out), out
    rest, _ = process.communicate('emulation RunFor "0.1"\n', timeout=TIME_LIMIT)
    assert process.returncode == 0
    assert "usart1 | listening for" in rest  # the breakpoint has gone with its debugger


def test_monitor_start_in_the_order_of_renodes_documentation() -> None:
    """Connect, `monitor start`, breakpoints, `continue`."""
    script = (
        "monitor start\nshell sleep 0.2\nmaintenance flush register-cache\n"
        'printf "waits %d\\n", ((unsigned)$pc & ~1) == (*(unsigned*)0x8000004 & ~1)\n'
        "break main\ncontinue\nmonitor machine Reset\nmaintenance flush register-cache\ncontinue\nbt 1\nkill"
    )
    with served("bluepill", "hello") as port:
        out = gdb(port, image_of("bluepill", "hello"), script)
    assert "waits 1" in out, out
    assert out.count("Breakpoint 1, main ()") == 2, out


@pytest.mark.parametrize("board", list(BOARDS))
def test_runs_are_exact_under_a_debugger(board: str) -> None:
    """Stops cost no virtual time: the clock at a breakpoint is the same however often one stopped before."""
    image = image_of(board)
    clocks = []
    for stops in ("", "tbreak main\ncontinue\nstepi 20\n"):
        with served(board) as port:
            text = f"{stops}tbreak board::WaitForInterrupt\ncontinue\nmonitor currentTime\nkill"
            clocks.append(re.search(r"virtual time: (\S+)", gdb(port, image, text)))
    assert clocks[0]
    assert clocks[1]
    assert clocks[0][1] == clocks[1][1]


def test_a_recording_is_heard_while_gdb_drives() -> None:
    clip = ROOT / "robot_tests" / "audio" / "no.wav"
    script = 'break Responder::Respond\ncontinue\nprintf "heard %s\\n", name\nkill'
    with served("bluepill", "hotword", "--audio", str(clip), "--no-realtime") as port:
        out = gdb(port, image_of("bluepill"), script)
    assert "heard no\n" in out, out


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_image_that_is_no_elf_file(suffix: str, tmp_path: Path) -> None:
    with offered("bluepill", str(image(tmp_path, suffix))) as (elf, port):
        out = gdb(port, elf, 'x/i $pc\nstepi\nprintf "stepped to %x\\n", $pc\nkill')
    assert "=> 0x8000040:\tmovw\tr0, #14336" in out, out
    assert "stepped to 8000044\n" in out
