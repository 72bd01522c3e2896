"""A session without a machine: fulfils the engine protocol from a list of scheduled events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vboard.engine.events import Event, LedChange, UartLine
from vboard.errors import RunFailedError, VBoardError


class FakeSession:
    """Delivers `script` as virtual time passes, and notes what it was asked.

    Attributes:
        fed: (time, UART path, bytes) of every `feed`.
        commands: everything that was executed.
    """

    def __init__(
        self,
        script: Sequence[Event] = (),
        halts_at: int | None = None,
        breaks_at: int | None = None,
        partial: str = "",
        listens_at: int = 0,
    ) -> None:
        self._script = sorted(script, key=lambda event: event.time)
        self._delivered = 0
        self._now = 0
        self._halts_at = halts_at
        self._breaks_at = breaks_at
        self._partial = partial
        self._listens_at = listens_at
        self.fed: list[tuple[int, str, bytes]] = []
        self.commands: list[str] = []
        self.closed = False

    def execute(self, command: str) -> str:
        self.commands.append(command)
        if command == "sysbus.cpu PC":
            return "0x8000123\n\n"
        if command.startswith("sysbus FindSymbolAt"):
            return "main\n\n"
        return ""

    def execute_script(self, path: Path) -> None:
        if not path.is_file():
            raise VBoardError(f"{path}: no such file")
        self.commands.append(f"include @{path.name}")

    def watch_uart(self, path: str, label: str) -> None:
        pass

    def watch_led(self, path: str, label: str) -> None:
        self._script.insert(0, LedChange(0, label, False))

    def feed(self, path: str, data: bytes) -> None:
        self.fed.append((self._now, path, data))

    def is_receiving(self, path: str) -> bool:
        return self._now >= self._listens_at

    def run_for(self, duration: int) -> None:
        self._now += duration
        if self._breaks_at is not None and self._now >= self._breaks_at:
            raise RunFailedError("the engine gave up")

    def take_events(self) -> list[Event]:
        start = self._delivered
        while self._delivered < len(self._script) and self._script[self._delivered].time <= self._now:
            self._delivered += 1
        return list(self._script[start : self._delivered])

    def unfinished_line(self, label: str) -> str:
        return self._partial

    @property
    def now(self) -> int:
        return self._now

    @property
    def instructions(self) -> int:
        return self._now // 10

    @property
    def halt_reason(self) -> str | None:
        return "lockup" if self._halts_at is not None and self._now >= self._halts_at else None

    def close(self) -> None:
        self.closed = True


def banner(at: int = 1_000_000) -> UartLine:
    """The line that tells that the firmware is alive."""
    return UartLine(at, "console", "hello")
