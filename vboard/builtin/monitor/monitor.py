"""The monitor: executes lines of the .resc language."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vboard.builtin.monitor.device_access  # (members of peripherals and of machines)
import vboard.builtin.monitor.ports  # noqa: F401  (members of the emulation and of machines)
from vboard.builtin.host_ports import HostPorts
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogEntry, LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor import extensions
from vboard.builtin.monitor.execution import DEFAULT_PREFIX, Execution, failure
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.invoke import Invoker
from vboard.builtin.monitor.monitor_errors import (
    CommandError,
    MonitorError,
)
from vboard.builtin.monitor.python_host import PythonHost
from vboard.builtin.monitor.uarts import UartTools
from vboard.builtin.monitor.variables import Variables, text_token
from vboard.builtin.terminals.log_file import LogFile, format_entry

__all__ = ["Monitor", "MonitorError"]

_LOG_HISTORY = 10_000


class Monitor(Execution):
    """Executes commands on one emulation.

    Attributes:
        emulation: the emulation; `Clear` and `reset_emulation` replace it.
        machine: the selected machine.
        working_directory: `$CWD`, where relative paths start.
        on_new_emulation: called with each new emulation.
        externals: external objects (sockets, ptys) by name.
        ports: what of them the host has to serve.
        on_execute: called with each line that a script, a macro or the user runs (`verboseMode`).
        quit_status: exit status that `quit` asked for, None while nobody did.
    """

    def __init__(self, working_directory: Path | None = None) -> None:
        self.working_directory = Path(working_directory or Path.cwd()).resolve()
        self.variables = Variables()
        self.macros = Variables()
        self.aliases: dict[str, str] = {}
        self.prefixes: list[str] = []
        self.search_path: list[str] = []
        self.verbose = False
        self.quit_status: int | None = None
        self.on_new_emulation: list[Callable[[Emulation], None]] = []
        self.on_execute: list[Callable[[str], None]] = []
        self.invoker = Invoker(self, self)
        self.python = PythonHost(self)
        self._depth = 0
        self._history: deque[LogEntry] = deque(maxlen=_LOG_HISTORY)
        self._log_files: list[LogFile] = []
        self._begin(Emulation())

    # -- emulation ----------------------------------------------------------------------------

    def _begin(self, emulation: Emulation) -> None:
        self.emulation = emulation
        self.machine: Machine | None = None
        self.externals: dict[str, Any] = {}
        self.ports = HostPorts(emulation.clock)
        self.uarts = UartTools(lambda: emulation.clock.now)
        self.variables.clear()
        self.macros.clear()
        self.prefixes.clear()
        self.search_path[:] = self.default_search_path()
        self.variables.set("global.CWD", self._path_token(self.working_directory), None)
        self._history.clear()
        emulation.log.sinks.append(self._history.append)
        emulation.on_reset(self._run_reset_macros)

    def reset_emulation(self) -> None:
        """Begin anew with an empty emulation (`Clear`, `Reset Emulation`)."""
        self.close()
        self._begin(Emulation())
        for action in tuple(self.on_new_emulation):
            action(self.emulation)

    def close(self) -> None:
        """Give files, sockets and terminals back to the host."""
        for file in self._log_files:
            file.close()
        self._log_files.clear()
        self.uarts.close()
        self.ports.close()

    def default_search_path(self) -> list[str]:
        """`PATH` before anybody changed it."""
        return [str(self.working_directory)]

    def _run_reset_macros(self, machine: Machine) -> None:
        """Run the machine's `reset` macro."""
        selected, self.machine = self.machine, machine
        out = Interaction()
        try:
            macro = self.macros.find(Variables.full_name("reset", machine.name), None)
            if macro is not None:
                self.run_lines(str(macro.value), out)
            else:
                name = Variables.full_name("reset", machine.name)
                message = f"No action for reset - macro {name} is not registered."
                self.emulation.log.write(LogLevel.WARNING, "", message)
        finally:
            self.machine = selected

    # -- public execution ---------------------------------------------------------------------

    def execute(self, line: str) -> str:
        """Execute one line; returns what it printed, every line ended by two line feeds.

        Raises:
            MonitorError: with Renode's text.
        """
        out = Interaction()
        succeeded = self.run_line(line, out)
        if not succeeded or out.errors:
            raise failure(out, succeeded)
        return out.output

    def execute_script(self, path: str) -> str:
        """Run a script file; stops at the first failing line. Raises MonitorError."""
        out = Interaction()
        file = Path(self.resolve_path(path.removeprefix("@")))
        if not file.is_file():
            raise MonitorError(f"Could not find file '{path}'")
        self.run_script(file, out)
        if out.errors:
            raise failure(out, True)
        return out.output

    def execute_python(self, code: str) -> str:
        """Run Python code; returns what it printed. Raises MonitorError."""
        out = Interaction()
        try:
            self.python.execute(code, out)
        except CommandError as error:
            raise MonitorError(str(error), suggestion=error.suggestion) from error
        return out.output

    def evaluate_python(self, code: str) -> Any:
        """Run Python code; returns the value of an expression, None for statements. Raises MonitorError."""
        try:
            return self.python.execute(code, Interaction())
        except CommandError as error:
            raise MonitorError(str(error), suggestion=error.suggestion) from (error.__cause__ or error)

    # -- objects ------------------------------------------------------------------------------

    def find_named(self, name: str) -> tuple[str, Any] | None:
        """Full name and object of a name, tried with the `using` prefixes, or None."""
        if name == "emulation":
            return name, self.emulation
        if name in self.externals:
            return name, self.externals[name]
        if name == "connector":
            return name, extensions.Connector(self)
        if self.machine is None:
            return None
        if name == "machine":
            return name, self.machine
        for prefix in ("", *self.prefixes, DEFAULT_PREFIX):
            full = f"{prefix}.{name}" if prefix else name
            found = self.machine.find(full)
            if found is not None:
                return full, found
        return None

    def find_object(self, name: str) -> Any:
        """Object of a name, or None."""
        found = self.find_named(name)
        return found[1] if found is not None else None

    # -- log ----------------------------------------------------------------------------------

    def recent_log(self, count: int) -> list[str]:
        """The newest `count` log entries as lines."""
        entries = list(self._history)
        return [format_entry(entry) for entry in entries[max(0, len(entries) - count) :]]

    def log_to_file(self, path: str, flush: bool) -> None:
        """Write the log to a file until the emulation ends. Raises OSError."""
        file = LogFile(Path(path), flush)
        self._log_files.append(file)
        self.emulation.log.sinks.append(file.take)

    def define_macro(self, name: str, text: str) -> None:
        """Store a macro of the selected machine."""
        prefix = f"{(self.machine_name or 'global').replace('-', '_')}."
        self.macros.set(prefix + name, text_token(text), None)
