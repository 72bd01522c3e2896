"""An emulation with its machines."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from vboard.api.machine import Machine
from vboard.api.waiting import wait_until
from vboard.boards.board import escape
from vboard.builtin.machine.clock import NANOSECONDS
from vboard.builtin.machine.log import LogEntry
from vboard.builtin.monitor.monitor import Monitor
from vboard.errors import VBoardError


@dataclass(frozen=True)
class LogLine:
    """An entry of the log: virtual seconds, `WARNING`, the device's name, what it says."""

    time: float
    level: str
    source: str
    message: str


class Emulation:
    """Machines that share a virtual time, which passes only in `run_for` and in waits for devices.

    A context manager; without `with`, call `close`.

    Args:
        folder: where relative paths of commands begin; default: the working directory.

    Attributes:
        monitor: the monitor behind it.
        log: entries from level INFO on.
    """

    def __init__(self, folder: str | os.PathLike[str] | None = None) -> None:
        self.monitor = Monitor(Path.cwd() if folder is None else Path(folder))
        self.log: list[LogLine] = []
        self._machines: dict[str, Machine] = {}
        self.monitor.log_book.add("python", self._take)

    def __enter__(self) -> Emulation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def now(self) -> float:
        """Virtual seconds since the start."""
        return self.monitor.emulation.clock.now / NANOSECONDS

    @property
    def machines(self) -> dict[str, Machine]:
        """All machines by name, also those that scripts made."""
        for name in self.monitor.emulation.machines:
            if name not in self._machines:
                self._machines[name] = Machine(self, name)
        return {name: self._machines[name] for name in self.monitor.emulation.machines}

    def add_mach(self, name: str = "") -> Machine:
        """Make an empty machine, with a free name if none is given. Raises VBoardError: the name is taken."""
        if name in self.monitor.emulation.machines:
            raise VBoardError(f"there is a machine '{name}' already")
        made = self.monitor.add_machine(name)
        return self.machines[made.name]

    def adopt(self, machine: Machine) -> None:
        """Let `machines` hold a machine of a class of its own."""
        self._machines[machine.name] = machine

    def run_for(self, seconds: float) -> None:
        """Let virtual time pass.

        Raises:
            RunFailedError: a hook or a breakpoint paused the emulation.
        """
        wait_until(self.monitor.emulation, seconds, lambda: False)

    def execute(self, command: str) -> str:
        """Execute a line of the monitor; returns what it printed. Raises VBoardError."""
        return self.monitor.execute(command).replace("\n\n", "\n").strip("\n")

    def execute_script(self, path: str | os.PathLike[str]) -> dict[str, Machine]:
        """Run a `.resc` script; returns the machines that are there then. Raises VBoardError."""
        self.execute(f"include @{escape(os.path.abspath(path))}")
        return self.machines

    def close(self) -> None:
        """Give files, sockets and terminals back."""
        self.monitor.close()

    def _take(self, entry: LogEntry) -> None:
        self.log.append(LogLine(entry.time / NANOSECONDS, entry.level.name, entry.source, entry.message))
