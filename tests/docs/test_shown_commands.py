"""What pages and helps show outside of sessions is typed here, or listed with the reason why not."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.shown_commands import pages_with_sessions, set_desk, shown_commands
from vboard.boards.table import BOARDS
from vboard.paths import ROOT

SHOWN = shown_commands()

NOT_TYPED = {
    r"--engine renode|vboard compare |make .*ENGINE=renode": "needs a Renode",
    r"--audio mic|--microphone$|--record --each": "needs a microphone (tests/player/test_host_microphone.py)",
    r"vboard stream /": "needs a serial port (tests/player/test_streaming.py)",
    r"vboard train |trained/|--data speech_commands|--data list|--data /shared": "needs a data set of speech",
    r"micro_speech_quantized|kws_ref_model|models published|my_models/": "needs models of others",
    r"custom\.tflite": "needs a custom operator (tests/docs/test_workflow.py makes one)",
    r"^vboard test$|^vboard test --fixture|^python -m firmware|make -C firmware/tests": "a part of make test",
    r"^gdb-multiarch": "needs a second terminal (tests/builtin/gdb)",
    r"^vboard size --budget": "judges the compiler as well (tests/report/test_sizes.py)",
}
"""What cannot be typed here, and why."""
LONG = (
    r"^vboard run$",
    r"^vboard (bench|inspect|fit|check-models|merge-results)\b",
    r"robot_tests/hotword",
    r"hotword_microphone|my_sketch",
    r"--syntax$",
    r"--against ~",
    r"--board .*a\.npy",
    r"--shard|--rerun-failed",
    r"\./gesture|new apps/",
)
"""What takes more than a few seconds, most of all to build what it measures on."""
SERVES = r"^vboard (debug|robot-server)|--uart "
"""What lasts until Ctrl-C."""
ELSEWHERE = {
    "/tmp/": "./",
    "~/": "home/",
    "tcp:3456": "tcp:0",
    "--port 9999": "--port 0",
    "--port 4444": "--port 0",
    "debug bluepill": "debug bluepill --port 0",
    "debug my_board": "debug --port 0 my_board",
    "stm32f746g_disco my.elf": "stm32f746g_disco disco.elf",
}
"""Ports and folders of the machine that another may have; an image for that board."""
BEFORE = {
    r"my\.hex": "arm-none-eabi-objcopy -O ihex my.elf my.hex",
    r"\./gesture": "vboard new gesture --model gesture.tflite",
    r"merge-results shards/": "for k in 1 2; do vboard test tests/ --shard $k/2 -r shards/$k; done",
    r"merge-results shard-1": "for k in 1 2 3 4; do vboard test tests/ -r shard-$k; done",
    r"--durations last": "vboard test tests/ -r last",
    r"--rerun-failed": "vboard test tests/ -r report",
    r"infer .*b\.npy": "cp a.npy b.npy",
}
"""What a page has a reader do before."""


def _typed() -> list[object]:
    found: list[object] = []
    for command in SHOWN:
        if any(re.search(each, command) for each in NOT_TYPED):
            continue
        long = any(re.search(each, command) for each in LONG)
        found.append(pytest.param(command, marks=pytest.mark.long) if long else command)
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    if not all(
        board.image("hotword").is_file() and board.image("hello").is_file() for board in BOARDS.values()
    ):
        pytest.skip("the applications are not built: run 'make firmware'")
    set_desk(tmp_path)
    return tmp_path


def _environment(desk: Path) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    return {**given, "PATH": path, "HOME": str(desk / "home"), "VBOARD_ROOT": str(ROOT)}


def _type(command: str, desk: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        cwd=desk,
        env=_environment(desk),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _serve(command: str, desk: Path) -> tuple[int, str]:
    """Start what lasts, wait until it says something, press Ctrl-C; returns exit status and output."""
    with subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=desk,
        env=_environment(desk),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        first = ""
        for line in process.stdout:
            first += line
            if re.search(r"target remote|127\.0\.0\.1|/dev/pts/|\./|Pill \(STM32|tcp", line):
                break
        process.send_signal(signal.SIGINT)
        return process.wait(), first + process.stdout.read()


@pytest.mark.parametrize("command", _typed())
def test_what_is_shown_works(command: str, desk: Path) -> None:
    if "my.hex" in command and shutil.which("arm-none-eabi-objcopy") is None:
        pytest.skip("no arm-none-eabi-objcopy: make setup")
    for pattern, before in BEFORE.items():
        if re.search(pattern, command):
            _type(before, desk)
    typed = command
    for name, own in ELSEWHERE.items():
        typed = typed.replace(name, own)
    if command.startswith("make "):
        typed = typed.replace("make ", f"make --dry-run -C {ROOT} ", 1)
    if command.startswith("vboard new-board"):
        typed = f"cp -r -L {ROOT}/firmware {ROOT}/renode own; export VBOARD_ROOT=$PWD/own; {typed}"
        (desk / "own").mkdir()
    if re.search(SERVES, command):
        status, output = _serve(typed, desk)
        assert status in (0, 130), f"$ {typed}\n{output}"
    else:
        done = _type(typed, desk)
        output = done.stdout + done.stderr
        assert done.returncode == 0, f"$ {typed}\n{output}"
    assert "Traceback" not in output


def test_every_reason_is_for_something_that_is_shown() -> None:
    for pattern in (*NOT_TYPED, *LONG, *BEFORE):
        assert any(re.search(pattern, command) for command in SHOWN), pattern


def test_pages_with_sessions_are_followed() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for page in pages_with_sessions():
        assert Path(page).stem in tests, page
