"""The monitor as Renode's program shows it: a banner, a prompt, what a line printed."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.monitor.monitor import Monitor, MonitorError
from vboard.errors import VBoardError

_RED, _YELLOW, _NORMAL = "\x1b[31m", "\x1b[33m", "\x1b[0m"


class MonitorShell:
    """Executes lines of one monitor and writes as a terminal would show it.

    Args:
        monitor: executes.
        write: takes text; lines end with a line feed.
        plain: no colours.
    """

    def __init__(self, monitor: Monitor, write: Callable[[str], None], plain: bool = True) -> None:
        self._monitor = monitor
        self._write = write
        self._plain = plain
        monitor.on_output = lambda text: write(f"{text}\n")

    def greet(self) -> None:
        """Write the version and the first prompt."""
        self._write(self._monitor.execute("version").rstrip("\n") + "\n\n")
        self.prompt()

    def prompt(self) -> None:
        """Write the prompt: the machine's name, `monitor` without one, `>` inside a long value."""
        if self._monitor.lines.recording.active:
            self._write("> ")
            return
        name = self._monitor.machine_name
        self._write(self._colour(_YELLOW if name else _RED, f"({name or 'monitor'})") + " ")

    def execute(self, line: str, echo: bool = True) -> None:
        """Execute a line, write what it printed or why it failed, and the next prompt.

        Args:
            line: one line.
            echo: nobody has seen the line yet.
        """
        if echo:
            self._write(f"{line}\n")
        if line.strip():
            try:
                output = self._monitor.execute(line)
            except MonitorError as error:
                text = "\n".join(piece.strip("\n") for piece in error.pieces)
                self._write(self._colour(_RED, text) + "\n")
            except VBoardError as error:
                self._write(self._colour(_RED, str(error)) + "\n")
            else:
                text = output.replace("\n\n", "\n")
                self._write(text if text.endswith("\n") or not text else f"{text}\n")
        if self._monitor.quit_status is None:
            self.prompt()
        else:
            self._write("Renode is quitting\n")

    def _colour(self, code: str, text: str) -> str:
        return text if self._plain else f"{code}{text}{_NORMAL}"
