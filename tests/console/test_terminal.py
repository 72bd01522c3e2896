"""The console in a terminal: pexpect's fingers, and the eyes of pyte, which draws what a user would see."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from vboard.boards.table import BOARDS

pexpect = pytest.importorskip("pexpect", reason="pexpect is not installed")
pyte = pytest.importorskip("pyte", reason="pyte is not installed")

BOARD = "stm32f746g_disco"
F2, F3, F4, F5, F9 = "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[20~"
PAGE_UP, PAGE_DOWN, UP, CTRL_C, CTRL_D = "\x1b[5~", "\x1b[6~", "\x1b[A", "\x03", "\x04"
PATIENCE = 60
"""Seconds of the host; only a test that fails takes so long."""


class Terminal:
    """A program on a screen of so many rows and columns."""

    def __init__(self, child: Any, rows: int, columns: int) -> None:
        self.child = child
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)

    def send(self, keys: str) -> None:
        self.child.send(keys)

    @property
    def text(self) -> str:
        """The screen, without spaces at the ends of its lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def status(self) -> str:
        """The last line."""
        return str(self.screen.display[-1]).rstrip()

    def pane(self, name: str) -> str:
        """What is below a UART's title, up to the next one or the status line."""
        found = re.search(rf"^─ {name} [^\n]*\n(.*?)(?=^─ |\Z)", self.text, re.MULTILINE | re.DOTALL)
        return found[1] if found else ""

    def wait(self, pattern: str, where: Callable[[], str] | None = None) -> re.Match[str]:
        """Read until a pattern is on the screen, or in a part of it."""
        look = where or (lambda: self.text)
        deadline = time.monotonic() + PATIENCE
        while (found := re.search(pattern, look(), re.MULTILINE)) is None:
            try:
                left = deadline - time.monotonic()  # the status line of a running board never ends
                self._feed(self.child.read_nonblocking(65_536, max(0, left)))
            except (pexpect.TIMEOUT, pexpect.EOF):
                left = 0
            assert left > 0, f"never seen: {pattern}\n{self.text}"
        return found

    def _feed(self, data: str) -> None:
        self._stream.feed(data)
        if "\x1b[6n" in data:  # the prompt asks where the cursor is before it shows its status line
            self.child.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")

    def colour(self, text: str) -> str:
        """Colour of a text on the screen."""
        for row, line in enumerate(self.screen.display):
            if text in line:
                return str(self.screen.buffer[row][line.index(text)].fg)
        raise AssertionError(f"not on the screen: {text}\n{self.text}")

    def end(self) -> int:
        """Wait for the program's end; returns its exit status."""
        while True:
            try:
                self._feed(self.child.read_nonblocking(65_536, PATIENCE))
            except pexpect.EOF:
                break
        self.child.close()
        return int(self.child.exitstatus)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Starts a console; the terminal shows its prompt."""
    children = []

    def spawn(*arguments: str, rows: int = 36, columns: int = 120) -> Terminal:
        if not BOARDS[BOARD].image("hotword").is_file():
            pytest.skip(f"hotword is not built for {BOARD}: run 'make firmware'")
        record = tmp_path / "session.resc"
        child = pexpect.spawn(
            sys.executable,
            ["-m", "vboard", "console", BOARD, "--record", str(record), *arguments],
            env={**os.environ, "XDG_STATE_HOME": str(tmp_path), "TERM": "xterm-256color", "NO_COLOR": ""},
            dimensions=(rows, columns),
            encoding="utf-8",
            timeout=PATIENCE,
        )
        children.append(child)
        terminal = Terminal(child, rows, columns)
        terminal.wait(re.escape(f"({BOARD})"))
        terminal.wait("paused")
        return terminal

    yield spawn
    for child in children:
        child.close(force=True)


@pytest.fixture
def terminal(start: Callable[..., Terminal]) -> Terminal:
    return start()


def test_a_session(terminal: Terminal, tmp_path: Path) -> None:
    """Start, a UART's pane, button by key, keys to the UART, pause, and the recording of it all."""
    terminal.wait(r"^ 0\.000 s  F4 paused  ○ led  F5 button", lambda: terminal.status)
    terminal.send("start\r")
    terminal.wait("Starting emulation...")
    terminal.wait(r"^hotword on STM32F746G", lambda: terminal.pane("usart1"))
    terminal.wait(r"^listening for", lambda: terminal.pane("usart1"))
    terminal.wait(r"running \d+\.\d+x", lambda: terminal.status)
    terminal.send(F5)
    terminal.wait(r"^button", lambda: terminal.pane("usart1"))
    terminal.send(F2)
    terminal.wait("─ keys go here, F2: back")
    terminal.wait("^usart1>")
    terminal.send("k")
    terminal.send(F2)
    terminal.wait(re.escape(f"({BOARD})") + "$")
    terminal.send(CTRL_C)
    terminal.wait("Pausing emulation...")
    terminal.wait("paused", lambda: terminal.status)
    terminal.send(CTRL_D)
    assert terminal.end() == 0
    record = (tmp_path / "session.resc").read_text()
    assert "sysbus.gpioPortI.button Press\n" in record
    assert re.search(r'RunFor "0\.[01]\d+"\nsysbus\.gpioPortI\.button Release\n', record)
    assert "sysbus.usart1 WriteChar 107\n" in record


def test_the_led_is_live(terminal: Terminal) -> None:
    terminal.send("sysbus.gpioPortI.led\r")
    terminal.wait("State")
    terminal.send("sysbus WriteDoubleWord 0x40022014 2; sysbus WriteDoubleWord 0x40022000 4\r")
    terminal.wait("● led", lambda: terminal.status)
    terminal.send("sysbus WriteDoubleWord 0x40022014 0\r")
    terminal.wait("○ led", lambda: terminal.status)


def test_completion_history_and_colour(terminal: Terminal) -> None:
    terminal.send("curr\t\r")  # Enter right behind Tab runs what Tab completed
    terminal.wait(r"^Current virtual time: 00:00:00\.0")
    terminal.send("sysbus.gpioPortI.l\t St\t\r")
    terminal.wait("^(?:True|False)$")
    terminal.send("sysbus.usa\t\t")
    terminal.wait(r"^ +sysbus\.usart6 *$")  # the menu
    terminal.send(CTRL_C)
    terminal.send("nonsense\r")
    terminal.wait("^No such command or device: nonsense")
    assert terminal.colour("No such command") == "red"
    terminal.send(f"{UP}{UP}\r")  # two lines back in the history
    terminal.wait("(?:True|False)\n(?:.*\n)*.*nonsense\n(?:.*\n)*(?:True|False)")
    terminal.send(CTRL_D)
    assert terminal.end() == 0


def test_paths_are_completed(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "only one.resc").write_text("echo 'it ran'\n")
    terminal.send(f"i @{tmp_path}/on\t\r")
    terminal.wait("^it ran")


def test_ctrl_c_ends_a_long_run(terminal: Terminal) -> None:
    terminal.send('emulation RunFor "100000"\r')
    terminal.wait(r"usart1 \| listening for")
    terminal.send(CTRL_C)
    terminal.wait(re.escape(f"({BOARD})") + "$")
    terminal.send("quit 5\r")
    assert terminal.end() == 5


def test_panes_of_several_uarts(terminal: Terminal) -> None:
    terminal.wait("^─ usart1 ─")
    assert "─ usart2 ─" not in terminal.text
    terminal.send(F3)
    terminal.wait("^─ usart2 ─.* F2: type here")
    terminal.send(F9)
    terminal.wait(r"\A(?![\s\S]*─ usart1 ─)")
    terminal.send(F9)
    terminal.wait("^─ usart1 ─")


def test_a_pane_scrolls_back(terminal: Terminal) -> None:
    terminal.send("start\r")
    terminal.wait("^listening for", lambda: terminal.pane("usart1"))
    for _ in range(4):
        terminal.send(F5)
        terminal.wait("^stats", lambda: terminal.pane("usart1"))
    terminal.wait(r"^(?![\s\S]*hotword on)", lambda: terminal.pane("usart1"))
    terminal.send(PAGE_UP * 4)
    terminal.wait("^hotword on", lambda: terminal.pane("usart1"))
    terminal.wait(r"\d rows back, PageDown")
    terminal.send(PAGE_DOWN * 4)
    terminal.wait("^stats", lambda: terminal.pane("usart1"))


def test_a_small_terminal(start: Callable[..., Terminal]) -> None:
    """No room for panes: lines appear above the prompt; the status line keeps what fits."""
    terminal = start(rows=12, columns=40)
    terminal.send(F4)
    terminal.wait(r"^usart1 \| listening for")
    terminal.wait(r"^ \d+\.\d+ s  F4 running", lambda: terminal.status)
    assert "─ usart1" not in terminal.text
    assert len(terminal.status) <= 40
    terminal.send(F4)
    terminal.wait("^Pausing emulation...")
