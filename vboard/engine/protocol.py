"""What an engine offers: the protocol that the built-in engine and a real Renode both fulfil."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from vboard.engine.events import Event


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

    def is_receiving(self, path: str) -> bool:
        """Whether the guest has switched a UART's receiver on; true for one of which nobody can tell."""

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
