"""What the keyword families share: the monitor, the emulation of the moment, the machines."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.log_book import LogBook
from vboard.robot.keyword_errors import KeywordError


class MonitorLike(Protocol):
    """The part of `vboard.builtin.monitor.Monitor` that keywords use."""

    machine: Machine | None
    on_new_emulation: list[Callable[[Emulation], None]]
    log_book: LogBook

    @property
    def emulation(self) -> Emulation: ...

    def execute(self, line: str) -> str: ...

    def execute_script(self, path: str) -> str: ...

    def evaluate_python(self, code: str) -> Any: ...

    def reset_emulation(self) -> None: ...


class Context:
    """State of one keyword library.

    Attributes:
        monitor: executes commands and holds the emulation.
        before_reset: called by `Reset Emulation` before the emulation is replaced.
    """

    def __init__(self, monitor: MonitorLike) -> None:
        self.monitor = monitor
        self.before_reset: list[Callable[[], None]] = []
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self._allocated = 0

    @property
    def emulation(self) -> Emulation:
        """The current emulation; `Clear` and `Reset Emulation` replace it."""
        return self.monitor.emulation

    def on_new_emulation(self, action: Callable[[Emulation], None]) -> None:
        """Call `action` whenever the emulation was replaced."""
        self.monitor.on_new_emulation.append(action)

    def reset(self) -> None:
        """Start anew with an empty emulation."""
        for action in self.before_reset:
            action()
        self.monitor.reset_emulation()

    def machine(self, name: str | None, purpose: str = "") -> Machine:
        """Return the machine called `name`, or the only one.

        Raises:
            KeywordError: there is none or more than one; `purpose` ends the text of the former.
        """
        machines = self.emulation.machines
        if name is not None:
            if name not in machines:
                raise KeywordError(
                    f"Machine with name {name} not found. Available machines: [{', '.join(machines)}]"
                )
            return machines[name]
        if not machines:
            raise KeywordError(f"There is no machine in the emulation.{purpose}")
        if len(machines) > 1:
            raise KeywordError(
                "No machine name provided. Don't know which one to choose. "
                f"Available machines: [{', '.join(machines)}]"
            )
        return next(iter(machines.values()))

    def select_machine(self, name: str | None) -> None:
        """Make `name` the monitor's current machine; nothing happens for None or blank."""
        if name is None or not name.strip():
            return
        machine = self.emulation.machines.get(name)
        if machine is None:
            raise KeywordError(f"Could not find machine named {name} in the emulation")
        self.monitor.machine = machine

    def stopped_cores(self) -> str:
        """Why cores stopped for good (a lockup, a jump out of memory), a line each, or nothing."""
        lines = ""
        for machine in self.emulation.machines.values():
            for core in machine.cores:
                reason = getattr(core, "abort_reason", None)
                if reason:
                    lines += f"\n{machine.name_of(core)}: {reason}\n"
        return lines

    def temporary_file(self) -> Path:
        """Allocate an empty file that lives as long as the library."""
        self._allocated += 1
        path = self._temporary_root() / f"file{self._allocated}"
        path.touch()
        return path

    def temporary_directory(self, name: str) -> Path:
        """Make an empty directory that lives as long as the library.

        Raises:
            OSError: there is one of that name.
            ValueError: it is no plain name.
        """
        if Path(name).name != name:
            raise ValueError(f"expected a name without folders, got {name!r}")
        path = self._temporary_root() / name
        path.mkdir()
        return path

    def _temporary_root(self) -> Path:
        if self._temporary is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="vboard-")
        return Path(self._temporary.name)

    def close(self) -> None:
        """Remove temporary files."""
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None
