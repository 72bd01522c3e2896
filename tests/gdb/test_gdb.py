"""A real GDB, on both boards, through `vboard debug` as a user and an editor start it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vboard.boards import BOARDS, ROOT

GDB = shutil.which("gdb-multiarch") or shutil.which("arm-none-eabi-gdb")
pytestmark = pytest.mark.skipif(GDB is None, reason="no gdb-multiarch: apt-get install gdb-multiarch")
TIME_LIMIT = 90


def image_of(board: str) -> Path:
    image = BOARDS[board].image("hotword")
    if not image.is_file():
        pytest.skip(f"hotword is not built for {board}: run 'make firmware'")
    return image


@contextmanager
def served(board: str) -> Iterator[int]:
    """`vboard debug`, which ends by itself with its debugger; gives the port."""
    command = [sys.executable, "-m", "vboard", "debug", board, "hotword", "--port", "0", "--once"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"'target remote :(\d+)'", line)
        assert found, line
        yield int(found[1])
        process.communicate(timeout=TIME_LIMIT)
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()


def gdb(port: int, image: Path, script: str, *options: str) -> str:
    assert GDB is not None
    commands = ["set pagination off", "set confirm off", f"target remote :{port}", *script.split("\n")]
    done = subprocess.run(
        [GDB, "-q", "-nx", "-batch", *options, str(image), *(w for c in commands for w in ("-ex", c))],
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    return done.stdout + done.stderr


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
    assert {"bluepill": "cpuid 411fc231", "stm32f746g_disco": "cpuid 411fc272"}[board] in out.replace(
        "cpuid 410fc231", "cpuid 411fc231"
    )
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


def test_the_editors_launch_configuration() -> None:
    """What `launch.json` of the documentation makes a debug adapter send, over GDB's machine interface."""
    text = (ROOT / "docs" / "debugger.md").read_text()
    block = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert block
    configuration = json.loads(block[1])["configurations"][0]
    image = image_of("bluepill")
    assert configuration["program"].replace("${workspaceFolder}", str(ROOT)) == str(image)
    assert configuration["miDebuggerServerAddress"] == "localhost:3333"
    assert configuration["MIMode"] == "gdb"
    with served("bluepill") as port:
        lines = [f'-interpreter-exec console "{each["text"]}"' for each in configuration["setupCommands"]]
        lines = [f"-file-exec-and-symbols {image}", f"-target-select remote localhost:{port}", *lines]
        lines += ["-break-insert main", "-exec-continue"]
        assert GDB is not None
        process = subprocess.Popen(
            [GDB, "-q", "-nx", "--interpreter=mi2"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n".join(lines) + "\n")
        process.stdin.flush()
        seen = []
        for line in process.stdout:
            seen.append(line)
            if '*stopped,reason="breakpoint-hit"' in line:
                break
        process.communicate(
            "-data-list-register-values x 15\n-target-detach\n-gdb-exit\n", timeout=TIME_LIMIT
        )
    assert 'func="main"' in seen[-1], "".join(seen)
    assert not any(line.startswith("^error") for line in seen), "".join(seen)


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
