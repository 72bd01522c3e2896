"""Execution of lines: tokens, substitution, and who a command belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from vboard.builtin.hints import did_you_mean
from vboard.builtin.monitor import extensions
from vboard.builtin.monitor.commands import Command, all_commands, find_command
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.invoke import Invoker
from vboard.builtin.monitor.loading import Loading
from vboard.builtin.monitor.monitor_errors import BadParametersError, CommandError, MonitorError, PrintedError
from vboard.builtin.monitor.tokenizer import Kind, Token, cannot_tokenize, scan
from vboard.errors import VBoardError

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

DEFAULT_PREFIX = "sysbus"
"""Object names may always leave this out."""

_MAXIMUM_DEPTH = 64
"""Nested scripts, macros and aliases; more is a circle."""


class Execution(Loading):
    """The part of the monitor that executes lines."""

    aliases: dict[str, str]
    verbose: bool
    invoker: Invoker
    on_execute: list[Callable[[str], None]]
    _depth: int

    def find_named(self, name: str) -> tuple[str, Any] | None:
        raise NotImplementedError

    @property
    def _monitor(self) -> Monitor:
        return cast("Monitor", self)

    @property
    def machine_name(self) -> str | None:
        """Name of the selected machine."""
        return self.machine.name if self.machine is not None else None

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
            raise failure(inner, succeeded)

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
            raise failure(inner, False)
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
            manager(self._monitor, [self.expand(token) for token in tokens[1:]], out)
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
            command.run(self._monitor, tokens, out)
        except BadParametersError:
            message = f"Bad parameters for command {command.name} {self._echo(arguments)}"
            details = Interaction()
            if command.details is not None:
                command.details(self._monitor, details)
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
                names += [entry.name, entry.name.removeprefix(f"{DEFAULT_PREFIX}.")]
        return did_you_mean(name, names)


def _split(tokens: list[Token]) -> list[list[Token]]:
    """Split at semicolons; empty commands vanish."""
    commands: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.SEMICOLON:
            commands.append([])
        else:
            commands[-1].append(token)
    return [command for command in commands if command]


def failure(out: Interaction, succeeded: bool) -> MonitorError:
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
