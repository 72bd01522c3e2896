"""Executes lines: tokens, substitution of variables and backticks, assignments, commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from vboard.builtin.hints import did_you_mean
from vboard.builtin.monitor.errors import CommandError, MonitorError, PrintedError
from vboard.builtin.monitor.files import Files
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.tokenizer import Kind, Token, cannot_tokenize, scan
from vboard.builtin.monitor.variables import Variables
from vboard.errors import VBoardError

_MAXIMUM_DEPTH = 64
"""Nested scripts, macros and aliases; more is a circle."""

_ASSIGNMENTS = (Kind.EQUALITY, Kind.CONDITIONAL_EQUALITY)

Run = Callable[[Sequence[Token], Interaction], None]
"""Executes a command with the tokens behind its name."""


class CommandSource(Protocol):
    """A kind of commands: built in, of an object, an alias, a Python function."""

    def find(self, name: str) -> Run | None:
        """The command of a name, or None."""

    def names(self) -> Sequence[str]:
        """Names that a mistyped one is compared with."""


class LineRunner:
    """Executes lines.

    Attributes:
        verbose: each command is printed before it runs (`verboseMode`).
        sources: who is asked for a command's name, in order.
        listeners: called with each line that a script, a macro or the user runs.
    """

    def __init__(self, files: Files, variables: Variables) -> None:
        self.verbose = False
        self.sources: list[CommandSource] = []
        self.listeners: list[Callable[[str], None]] = []
        self._files = files
        self._variables = variables
        self._depth = 0

    def run(self, line: str, out: Interaction) -> bool:
        """Execute a line into `out`; returns False when a command failed (its error is in `out`)."""
        if self._depth >= _MAXIMUM_DEPTH:
            raise CommandError(f"More than {_MAXIMUM_DEPTH} nested scripts, macros or aliases: '{line}'")
        for listener in self.listeners:
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

    def run_all(self, text: str, out: Interaction) -> None:
        """Run the lines of a macro or a variable.

        Raises:
            MonitorError: a line failed.
        """
        for line in text.split("\n"):
            if line.strip():
                self.run_or_raise(line.strip(), out)

    def run_or_raise(self, line: str, out: Interaction) -> None:
        """Run a line of a script or macro. Raises MonitorError when it failed."""
        inner = Interaction()
        succeeded = self.run(line, inner)
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
            value = self._variables.find(str(last.value))
            if value is None:
                raise cannot_tokenize(line, found.stop)
            line = line[:start] + value.text + line[start + len(last.text) :]
            expansions += 1

    def _run_command(self, tokens: list[Token], out: Interaction) -> bool:
        if any(token.kind is Kind.EXECUTION for token in tokens):
            return self.run(" ".join(self._substitute(token, out) for token in tokens), out)
        try:
            self._dispatch(tokens, out)
        except PrintedError as error:
            out.error(str(error))
        except MonitorError as error:
            out.error(error.text, error)
            return error.parse_failed is False
        except (CommandError, VBoardError, ValueError, LookupError, OSError, RuntimeError) as error:
            echo = " ".join(self._files.echo(token) for token in tokens)
            out.error(f"There was an error executing command '{echo}'")
            out.error(_error_text(error), error)
            return False
        return True

    def _substitute(self, token: Token, out: Interaction) -> str:
        """Text of a token, with a command between backticks replaced by its output."""
        if token.kind is not Kind.EXECUTION:
            return token.text
        inner = Interaction()
        if not self.run(str(token.value), inner) or inner.errors:
            raise failure(inner, False)
        return inner.output.strip()

    def _dispatch(self, tokens: list[Token], out: Interaction) -> None:
        first = tokens[0]
        if first.kind is Kind.VARIABLE and len(tokens) == 3 and tokens[1].kind in _ASSIGNMENTS:
            self._assign(first, tokens[1].kind is Kind.CONDITIONAL_EQUALITY, tokens[2])
            return
        if first.kind is not Kind.LITERAL:
            raise MonitorError(f"No such command or device: {first.text}")
        name = str(first.value)
        for source in self.sources:
            run = source.find(name)
            if run is not None:
                run(tokens[1:], out)
                return
        names = (each for source in self.sources for each in source.names())
        raise MonitorError(f"No such command or device: {name}", suggestion=did_you_mean(name, names))

    def _assign(self, variable: Token, only_if_unset: bool, value: Token) -> None:
        value = self._variables.expand(value)
        name = str(variable.value)
        if not only_if_unset or self._variables.find(name) is None:
            self._variables.set(name, value)


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
