"""The monitor: executes lines of the .resc language."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vboard.builtin.hints import did_you_mean
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogEntry, LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor import extensions
from vboard.builtin.monitor.analyzer import LoggingAnalyzer
from vboard.builtin.monitor.commands import Command, all_commands, find_command
from vboard.builtin.monitor.errors import (
    BadParametersError,
    CommandError,
    MonitorError,
    PrintedError,
)
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.invoke import Invoker
from vboard.builtin.monitor.loading import Loading
from vboard.builtin.monitor.python_host import PythonHost
from vboard.builtin.monitor.tokenizer import Kind, Token, cannot_tokenize, scan
from vboard.builtin.monitor.variables import Variables, text_token
from vboard.builtin.peripherals.base import UART
from vboard.builtin.terminals.log_file import LogFile, format_entry
from vboard.errors import VBoardError

__all__ = ["Monitor", "MonitorError"]

_DEFAULT_PREFIX = "sysbus"
_MAXIMUM_DEPTH = 64
"""Nested scripts, macros and aliases; more is a circle."""
_LOG_HISTORY = 10_000


class Monitor(Loading):
    """Executes commands on one emulation.

    Attributes:
        emulation: the emulation; `Clear` and `reset_emulation` replace it.
        machine: the selected machine.
        working_directory: `$CWD`, where relative paths start.
        on_new_emulation: called with each new emulation.
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
        self.analyzers: dict[int, LoggingAnalyzer] = {}
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
        for file in self._log_files:
            file.close()
        self._log_files.clear()
        self._begin(Emulation())
        for action in tuple(self.on_new_emulation):
            action(self.emulation)

    def default_search_path(self) -> list[str]:
        """`PATH` before anybody changed it."""
        return [str(self.working_directory)]

    @property
    def machine_name(self) -> str | None:
        """Name of the selected machine."""
        return self.machine.name if self.machine is not None else None

    def _run_reset_macros(self, machine: Machine) -> None:
        """Run the machine's `reset` macro, then those that `reset:` sections left."""
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
            raise _failure(out, succeeded)
        return out.output

    def execute_script(self, path: str) -> str:
        """Run a script file; stops at the first failing line. Raises MonitorError."""
        out = Interaction()
        file = Path(self.resolve_path(path.removeprefix("@")))
        if not file.is_file():
            raise MonitorError(f"Could not find file '{path}'")
        self.run_script(file, out)
        if out.errors:
            raise _failure(out, True)
        return out.output

    def execute_python(self, code: str) -> str:
        """Run Python code; returns what it printed. Raises MonitorError."""
        out = Interaction()
        try:
            self.python.execute(code, out)
        except CommandError as error:
            raise MonitorError(str(error), suggestion=error.suggestion) from error
        return out.output

    def run_line(self, line: str, out: Interaction) -> bool:
        """Execute a line into `out`; returns False when a command failed (its error is in `out`)."""
        if self._depth >= _MAXIMUM_DEPTH:
            raise CommandError(f"More than {_MAXIMUM_DEPTH} nested scripts, macros or aliases: '{line}'")
        for listener in self.on_execute:
            listener(line)
        if self.verbose:
            out.line(f"Executing: {line}")
        self._depth += 1
        try:
            tokens = self._tokenize(line)
            return all(self._run_command(command, out) for command in _split(tokens))
        except MonitorError as error:
            out.error(error.text, error)
            return False
        finally:
            self._depth -= 1

    def run_lines(self, text: str, out: Interaction) -> None:
        """Run the lines of a macro or a variable.

        Raises:
            MonitorError: a line failed.
        """
        for line in text.split("\n"):
            if line.strip():
                self._run_or_raise(line.strip(), out)

    def _run_or_raise(self, line: str, out: Interaction) -> None:
        """Run a line of a script or macro; its error becomes a MonitorError."""
        inner = Interaction()
        succeeded = self.run_line(line, inner)
        out.write(inner.output)
        if not succeeded or inner.errors:
            raise _failure(inner, succeeded)

    # -- one command --------------------------------------------------------------------------

    def _tokenize(self, line: str) -> list[Token]:
        expansions = 0
        while True:
            found = scan(line)
            if not found.rest:
                return list(found.tokens)
            last = found.tokens[-1] if found.tokens else None
            if last is None or last.kind is not Kind.VARIABLE or expansions > _MAXIMUM_DEPTH:
                raise cannot_tokenize(line, found.stop)
            start = line.rindex(last.text, 0, found.stop)
            value = self.variables.find(str(last.value), self.machine_name)
            if value is None:
                raise cannot_tokenize(line, found.stop)
            line = line[:start] + value.text + line[start + len(last.text) :]
            expansions += 1

    def expand(self, token: Token) -> Token:
        """The value of a variable, other tokens as they are.

        Raises:
            CommandError: no such variable.
        """
        if token.kind is not Kind.VARIABLE:
            return token
        return self.variables.require(str(token.value), self.machine_name)

    def _run_command(self, tokens: list[Token], out: Interaction) -> bool:
        if any(token.kind is Kind.EXECUTION for token in tokens):
            return self.run_line(" ".join(self._substitute(token, out) for token in tokens), out)
        try:
            self._dispatch(tokens, out)
        except PrintedError as error:
            out.error(str(error))
        except MonitorError as error:
            out.error(error.text, error)
            return error.parse_failed is False
        except (CommandError, VBoardError, ValueError, LookupError, OSError, RuntimeError) as error:
            out.error(f"There was an error executing command '{self._echo(tokens)}'")
            out.error(_error_text(error), error)
            return False
        return True

    def _substitute(self, token: Token, out: Interaction) -> str:
        """Text of a token, with a command between backticks replaced by its output."""
        if token.kind is not Kind.EXECUTION:
            return token.text
        inner = Interaction()
        if not self.run_line(str(token.value), inner) or inner.errors:
            raise _failure(inner, False)
        return inner.output.strip()

    def _echo(self, tokens: list[Token]) -> str:
        return " ".join(
            f"@{self.resolve_path(str(token.value))}" if token.kind is Kind.PATH else token.echo
            for token in tokens
        )

    def _dispatch(self, tokens: list[Token], out: Interaction) -> None:
        first = tokens[0]
        assignments = (Kind.EQUALITY, Kind.CONDITIONAL_EQUALITY)
        if first.kind is Kind.VARIABLE and len(tokens) == 3 and tokens[1].kind in assignments:
            self._assign(first, tokens[1].kind is Kind.CONDITIONAL_EQUALITY, self.expand(tokens[2]))
            return
        if first.kind is not Kind.LITERAL:
            raise MonitorError(f"No such command or device: {first.text}")
        name = str(first.value)
        builtin = find_command(name)
        if builtin is not None:
            self._run_builtin(builtin, tokens[1:], out)
            return
        found = self.find_named(name)
        if found is not None:
            self.invoker.execute(*found, [self.expand(token) for token in tokens[1:]], out)
            return
        manager = extensions.MANAGER_COMMANDS.get(name)
        short = find_command(name, short=True)
        if manager is not None:
            manager(self, [self.expand(token) for token in tokens[1:]], out)
        elif short is not None:
            self._run_builtin(short, tokens[1:], out)
        elif name in self.aliases:
            rest = [self.aliases[name], *(token.text for token in tokens[1:])]
            self.run_lines(" ".join(rest), out)
        elif self.python.function(f"mc_{name}") is not None:
            self._run_python_command(name, tokens[1:], out)
        else:
            raise MonitorError(f"No such command or device: {name}", suggestion=self._suggest(name))

    def _assign(self, variable: Token, only_if_unset: bool, value: Token) -> None:
        name = str(variable.value)
        if only_if_unset and self.variables.find(name, self.machine_name) is not None:
            return
        self.variables.set(name, value, self.machine_name)

    def _run_builtin(self, command: Command, arguments: list[Token], out: Interaction) -> None:
        tokens = arguments if command.raw else [self.expand(token) for token in arguments]
        try:
            command.run(self, tokens, out)
        except BadParametersError:
            message = f"Bad parameters for command {command.name} {self._echo(arguments)}"
            details = Interaction()
            if command.details is not None:
                command.details(self, details)
            raise MonitorError(message + details.errors) from None

    def _run_python_command(self, name: str, arguments: list[Token], out: Interaction) -> None:
        values = [self.expand(token).value for token in arguments]
        try:
            result = self.python.call(f"mc_{name}", values, out)
        except CommandError as error:
            raise MonitorError(f"Command '{name} ' failed{error}") from error
        if result:
            raise MonitorError(f"Command '{name} ' failed, returning \"{result}\".")

    def _suggest(self, name: str) -> str:
        names = [command.name for command in all_commands()] + list(self.aliases)
        if self.machine is not None:
            for entry in self.machine.entries:
                names += [entry.name, entry.name.removeprefix(f"{_DEFAULT_PREFIX}.")]
        return did_you_mean(name, names)

    # -- objects ------------------------------------------------------------------------------

    def find_named(self, name: str) -> tuple[str, Any] | None:
        """Full name and object of a name, tried with the `using` prefixes, or None."""
        if name == "emulation":
            return name, self.emulation
        if name in self.externals:
            return name, self.externals[name]
        externals: dict[str, Any] = getattr(self.emulation, "externals", {})
        if name in externals:
            return name, externals[name]
        if name == "connector":
            return name, extensions.Connector(self)
        if self.machine is None:
            return None
        if name == "machine":
            return name, self.machine
        for prefix in ("", *self.prefixes, _DEFAULT_PREFIX):
            full = f"{prefix}.{name}" if prefix else name
            found = self.machine.find(full)
            if found is not None:
                return full, found
        return None

    def find_object(self, name: str) -> Any:
        """Object of a name, or None."""
        found = self.find_named(name)
        return found[1] if found is not None else None

    # -- log and UARTs ------------------------------------------------------------------------

    def recent_log(self, count: int) -> list[str]:
        """The newest `count` log entries as lines."""
        entries = list(self._history)
        return [format_entry(entry) for entry in entries[max(0, len(entries) - count) :]]

    def log_to_file(self, path: str, flush: bool) -> None:
        """Write the log to a file until the emulation ends. Raises OSError."""
        file = LogFile(Path(path), flush)
        self._log_files.append(file)
        self.emulation.log.sinks.append(file.take)

    def show_analyzer(self, name: str, uart: UART) -> None:
        """Log the UART's lines (once)."""
        if id(uart) not in self.analyzers:
            self.analyzers[id(uart)] = LoggingAnalyzer(uart, lambda: self.emulation.clock.now)

    def define_macro(self, name: str, text: str) -> None:
        """Store a macro of the selected machine."""
        prefix = f"{(self.machine_name or 'global').replace('-', '_')}."
        self.macros.set(prefix + name, text_token(text), None)


def _split(tokens: list[Token]) -> list[list[Token]]:
    """Split at semicolons; empty commands vanish."""
    commands: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.SEMICOLON:
            commands.append([])
        else:
            commands[-1].append(token)
    return [command for command in commands if command]


def _failure(out: Interaction, succeeded: bool) -> MonitorError:
    """The error of a finished interaction; suggestion, place and exit status come from its cause."""
    cause = out.cause
    error = MonitorError(
        out.errors,
        not succeeded,
        getattr(cause, "location", ""),
        getattr(cause, "suggestion", ""),
    )
    error.exit_status = getattr(cause, "exit_status", error.exit_status)
    error.__cause__ = cause
    return error


def _error_text(error: Exception) -> str:
    if isinstance(error, KeyError) and error.args:
        return str(error.args[0])
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: '{error.filename}'" if error.filename else error.strerror
    return str(error) or type(error).__name__
