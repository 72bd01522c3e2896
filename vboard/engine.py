"""What an engine offers: the protocol that the built-in engine and a real Renode both fulfil."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from vboard.errors import VBoardError, nearest

MILLISECOND = 1_000_000
SECOND = 1_000_000_000


@dataclass(frozen=True)
class UartLine:
    """A line that a guest transmitted; `time` is that of the byte that ended it (virtual ns)."""

    time: int
    uart: str
    text: str


@dataclass(frozen=True)
class LedChange:
    """A LED went on or off (virtual ns). The first change of a LED gives its state at the start."""

    time: int
    led: str
    on: bool


@dataclass(frozen=True)
class LogMessage:
    """A warning or an error of the engine's log (virtual ns)."""

    time: int
    level: str
    text: str


Event = UartLine | LedChange | LogMessage


def decode(data: bytes) -> str:
    """Text of transmitted bytes; what is no UTF-8 and what would move a cursor shows as `\\xNN`."""
    text = data.decode("utf-8", errors="backslashreplace")
    return "".join(c if c == "\t" or c.isprintable() else f"\\x{ord(c):02x}" for c in text)


class Session(Protocol):
    """One emulation: created paused and empty, driven by monitor commands.

    Times are virtual, in nanoseconds since the start. Virtual time passes only in `run_for`.
    """

    def execute(self, command: str) -> str:
        """Execute one monitor command and return its output.

        Raises:
            VBoardError: with the monitor's text.
        """

    def execute_script(self, path: Path) -> None:
        """Execute a `.resc` file.

        Raises:
            VBoardError: with the monitor's text.
        """

    def watch_uart(self, path: str, label: str) -> None:
        """Report lines that the UART at monitor path `path` transmits as events of `label`."""

    def watch_led(self, path: str, label: str) -> None:
        """Report the present state of a LED, and its changes from now on."""

    def feed(self, path: str, data: bytes) -> None:
        """Put bytes on the receive wire of a UART, now."""

    def run_for(self, duration: int) -> None:
        """Let `duration` ns of virtual time pass.

        Raises:
            RunFailedError: the emulation cannot go on.
        """

    def take_events(self) -> list[Event]:
        """Return what happened since the last call, in the order of time."""

    def unfinished_line(self, label: str) -> str:
        """Return what a watched UART transmitted since its last line end."""

    @property
    def now(self) -> int:
        """Virtual time."""

    @property
    def instructions(self) -> int:
        """Instructions that all cores have executed."""

    @property
    def halt_reason(self) -> str | None:
        """Why no core can execute any more (lockup, unhandled fault), or None while one can."""

    def close(self) -> None:
        """Release files, sockets and processes."""


def _open_builtin(working_directory: Path) -> Session:
    from vboard.builtin.session import BuiltinSession

    return BuiltinSession(working_directory)


def _open_renode(working_directory: Path, renode: Path | None = None) -> Session:
    from vboard.renode.session import RenodeSession

    return RenodeSession(working_directory, renode)


ENGINES: dict[str, Callable[[Path], Session]] = {"builtin": _open_builtin, "renode": _open_renode}
"""Engine name -> function that opens a session with a working directory for relative paths."""


def check_engine(engine: str, renode: Path | None = None) -> None:
    """Refuse a name that no engine has, and a path of a Renode for another engine.

    Raises:
        VBoardError: names the closest one and lists them all.
    """
    if engine not in ENGINES:
        hint = nearest(engine, ENGINES)
        raise VBoardError(f"unknown engine '{engine}'{hint} (engines: {', '.join(ENGINES)})")
    if renode is not None and engine != "renode":
        raise VBoardError(f"--renode {renode}: needs --engine renode, not --engine {engine}")


def open_session(engine: str, working_directory: Path, renode: Path | None = None) -> Session:
    """Open a session on the engine called `engine`.

    Args:
        engine: a name in `ENGINES`.
        working_directory: where relative paths of commands begin.
        renode: which Renode to start, for that engine; None to look for one.

    Raises:
        VBoardError: there is no such engine, or it cannot start.
    """
    check_engine(engine, renode)
    if renode is not None:
        return _open_renode(working_directory, renode)
    return ENGINES[engine](working_directory)
