"""The console in a real terminal, driven by pexpect as fingers would."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from vboard.boards import BOARDS

pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
pytest.importorskip("prompt_toolkit", reason="prompt_toolkit is not installed")

BOARD = "stm32f746g_disco"
F2, F4, F5 = "\x1bOQ", "\x1bOS", "\x1b[15~"


class Terminal:
    """A terminal that answers where its cursor is, which the prompt asks before it shows its status line."""

    def __init__(self, child: Any) -> None:
        self.child = child

    def send(self, keys: str) -> None:
        self.child.send(keys)

    def expect(self, pattern: Any) -> None:
        while self.child.expect([r"\x1b\[6n", pattern]) == 0:
            self.child.send("\x1b[10;1R")

    def end(self) -> int:
        """Wait for the program's end; returns its exit status."""
        self.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    if not BOARDS[BOARD].image("hotword").is_file():
        pytest.skip(f"hotword is not built for {BOARD}: run 'make firmware'")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "vboard", "console", BOARD, "--record", str(tmp_path / "session.resc")],
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path), "TERM": "xterm-256color", "NO_COLOR": ""},
        dimensions=(30, 120),
        encoding="utf-8",
        timeout=30,
    )
    terminal = Terminal(child)
    terminal.expect(re.escape(f"({BOARD})"))
    yield terminal
    child.close(force=True)


def test_a_session(terminal: Terminal, tmp_path: Path) -> None:
    """Start, console output, pause, button by key, keys to a UART, and the recording of it all."""
    terminal.expect("paused")
    terminal.send("start\r")
    terminal.expect("Starting emulation...")
    terminal.expect(r"usart1 \| hotword on STM32F746G")
    terminal.expect(r"usart1 \| listening for")
    terminal.expect(r"running \d+\.\d+x")
    terminal.send(F5)
    terminal.expect(r"usart1 \| button")
    terminal.send(F2)
    terminal.expect("usart1>")
    terminal.send("k")
    terminal.send(F2)
    terminal.send("\x03")
    terminal.expect("Pausing emulation...")
    terminal.expect("paused")
    terminal.send("\x04")
    assert terminal.end() == 0
    record = (tmp_path / "session.resc").read_text()
    assert "sysbus.gpioPortI.button Press\n" in record
    assert re.search(r'RunFor "0\.[01]\d+"\nsysbus\.gpioPortI\.button Release\n', record)
    assert "sysbus.usart1 WriteChar 107\n" in record


def test_completion_history_and_colour(terminal: Terminal) -> None:
    terminal.send("curr\t")
    terminal.expect("entTime")
    terminal.send("\r")
    terminal.expect("Current virtual time: 00:00:00.0")
    terminal.send("sysbus.gpioPortI.l\t")
    terminal.expect("ed")
    terminal.send(" St\t")
    terminal.expect("ate")
    terminal.send("\r")
    terminal.expect("(?:True|False)")
    terminal.send("nonsense\r")
    terminal.expect("\x1b\\[[0-9;]*31m[^\n]*No such command or device: nonsense")
    terminal.send("\x1b[A\x1b[A\r")  # two lines back in the history
    terminal.expect("(?:True|False)")
    terminal.send("\x04")
    assert terminal.end() == 0


def test_ctrl_c_ends_a_long_run(terminal: Terminal) -> None:
    terminal.send('emulation RunFor "100000"\r')
    terminal.expect(r"usart1 \| listening for")
    terminal.send("\x03")
    terminal.expect(re.escape(f"({BOARD})"))
    terminal.send("quit 5\r")
    assert terminal.end() == 5
