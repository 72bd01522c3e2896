"""The console in a real terminal, driven by pexpect as fingers would."""

from __future__ import annotations

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


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Any]:
    if not BOARDS[BOARD].image("hotword").is_file():
        pytest.skip(f"hotword is not built for {BOARD}: run 'make firmware'")
    import os

    child = pexpect.spawn(
        sys.executable,
        ["-m", "vboard", "console", BOARD, "--record", str(tmp_path / "session.resc")],
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path), "TERM": "xterm-256color", "NO_COLOR": ""},
        dimensions=(30, 120),
        encoding="utf-8",
        timeout=30,
    )
    child.expect(re.escape(f"({BOARD}) "))
    yield child
    child.close(force=True)


def leave(child: Any) -> None:
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_a_session(terminal: Any, tmp_path: Path) -> None:
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
    leave(terminal)
    record = (tmp_path / "session.resc").read_text()
    assert "sysbus.gpioPortI.button Press\n" in record
    assert re.search(r'RunFor "0\.[01]\d+"\nsysbus\.gpioPortI\.button Release\n', record)
    assert "sysbus.usart1 WriteChar 107\n" in record


def test_completion_history_and_colour(terminal: Any) -> None:
    terminal.send("curr\t\r")
    terminal.expect("Current virtual time: 00:00:00.0")
    terminal.send("sysbus.gpioPortI.l\t St\t\r")
    terminal.expect("(?:True|False)")
    terminal.send("nonsense\r")
    terminal.expect("\x1b\\[[0-9;]*31m[^\n]*No such command or device: nonsense")
    terminal.send("\x1b[A\x1b[A\r")  # two lines back in the history
    terminal.expect("(?:True|False)")
    leave(terminal)


def test_ctrl_c_ends_a_long_run(terminal: Any) -> None:
    terminal.send('emulation RunFor "100000"\r')
    terminal.expect(r"usart1 \| listening for")
    terminal.send("\x03")
    terminal.expect(re.escape(f"({BOARD}) "))
    terminal.send("quit 5\r")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 5
