"""Executes lines: tokens, substitution of variables and backticks, assignments, commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.hints import did_you_mean
from vboard.builtin.monitor.files import Files, is_address, refuse_address
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import CommandError, MonitorError
from vboard.builtin.monitor.recording import Recording
from vboard.builtin.monitor.tokenizer import Kind, Token, cannot_tokenize, scan
from vboard.builtin.monitor.variables import Variables
from vboard.errors import VBoardError

_MAXIMUM_DEPTH = 64
"""Nested scripts, macros and aliases; more is a circle."""

_ASSIGNMENTS = (Kind.EQUALITY, Kind.CONDITIONAL_EQUALITY)

_UNREAD = ("ApplySVD",)
"""Commands whose files this engine does not read, so that they need not be there."""

Run = Callable[[Sequence[Token], Interaction], bool]
"""Executes a command with the tokens behind its name; returns False when its error is in the output."""


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
        recording: takes lines that are the value of a variable.
        warn: takes what Renode logs besides printing it.
        out: where the line in progress writes, None between lines.
    """

    def __init__(self, files: Files, variables: Variables) -> None:
        self.verbose = False
        self.sources: list[CommandSource] = []
        self.listeners: list[Callable[[str], None]] = []
        self.recording = Recording()
        self.warn: Callable[[str], None] = lambda _: None
        self.out: Interaction | None = None
        self._files = files
        self._variables = variables
        self._depth = 0

    def run(self, line: str, out: Interaction) -> bool:
        """Execute a line into `out`.

        Returns:
            False when a command failed; its error is in `out` then.

        Raises:
            EscapedError: what Renode's monitor does not catch.
        """
        if self.recording.active:
            self.recording.feed(line)
            return True
        if self._depth >= _MAXIMUM_DEPTH:
            out.error(f"More than {_MAXIMUM_DEPTH} nested scripts, macros or aliases: '{line}'")
            return False
        for listener in self.listeners:
            listener(line)
        before, self.out = self.out, out
        self._depth += 1
        try:
            return all(self.run_tokens(command, out) for command in _split(self._tokenize(line)))
        except MonitorError as error:
            report(error, out)
            return False
        finally:
            self._depth -= 1
            self.out = before

    def run_all(self, text: str, out: Interaction) -> None:
        """Run the lines of a macro or a variable.

        Raises:
            CommandError: a line failed; its error is in `out`.
        """
        for line in text.split("\n"):
            if not self.run(line, out):
                raise CommandError(f"Parsing line '{line}' failed.")

    # -- one command --------------------------------------------------------------------------

    def _tokenize(self, line: str) -> list[Token]:
        expansions = 0
        while True:
            found = scan(line)
            if not found.rest:
                return list(found.tokens)
            last = found.tokens[-1] if found.tokens else None
            if last is None or last.kind is not Kind.VARIABLE or expansions > _MAXIMUM_DEPTH:
                error = cannot_tokenize(line, found)
                self.warn("Monitor: " + "\n".join(error.pieces))
                raise error
            start = line.rindex(last.text, 0, found.stop)
            value = self._variables.find(str(last.value))
            if value is None:
                raise MonitorError(f"No such variable: ${last.value}")
            line = line[:start] + value.text + line[start + len(last.text) :]
            expansions += 1

    def run_tokens(self, tokens: Sequence[Token], out: Interaction) -> bool:
        """Execute one command; returns as `run`."""
        if any(token.kind is Kind.EXECUTION for token in tokens):
            return self._run_substituted(tokens, out)
        try:
            if not any(token.text in _UNREAD for token in tokens) and not _keeps_address(tokens):
                tokens = [self._located(token) for token in tokens]
            if self.verbose:
                out.line("Executing: " + _spelled(tokens))
            return self._dispatch(tokens, out)
        except (EscapedError, BrokenPipeError):
            raise  # nobody reads standard output any more: no fault of the command
        except MonitorError as error:
            report(error, out)
        except (CommandError, VBoardError, ValueError, LookupError, OSError, RuntimeError) as error:
            out.error(f"There was an error executing command '{_spelled(tokens)}'")
            for sentence in _sentences(error):
                out.error(sentence, error)
        return False

    def _run_substituted(self, tokens: Sequence[Token], out: Interaction) -> bool:
        """Run a command anew with the output of what stands between backticks in its place."""
        texts = []
        for token in tokens:
            if token.kind is not Kind.EXECUTION:
                texts.append(token.text)
                continue
            inner = Interaction()
            if not self.run(str(token.value), inner):
                for error in inner.errors:
                    out.error(error, inner.cause)
                return False
            texts.append(inner.output.strip())
        return self.run(" ".join(texts), out)

    def _located(self, token: Token) -> Token:
        """A path as an absolute one if there is such a file or folder.

        Raises:
            MonitorError: the path is an address in a network.
        """
        if token.kind is not Kind.PATH:
            return token
        path = self._files.resolve(str(token.value))
        refuse_address(path)
        return Token(Kind.PATH, path, f"@{path}")

    def _dispatch(self, tokens: Sequence[Token], out: Interaction) -> bool:
        first = tokens[0]
        if first.kind is Kind.VARIABLE and len(tokens) == 3 and tokens[1].kind in _ASSIGNMENTS:
            name = str(first.value)
            if tokens[1].kind is Kind.EQUALITY or self._variables.find(name) is None:
                self._variables.set(name, tokens[2])
            return True
        name = str(first.value) if first.kind is Kind.LITERAL else first.text
        names: list[str] = []
        for source in self.sources if first.kind is Kind.LITERAL else ():
            run = source.find(name)
            if run is not None:
                return run(tokens[1:], out)
            names += source.names()
        if first.kind is Kind.LITERAL:
            self._variables.expand_all(tokens[1:])  # a variable that is missing is told first
        hint = did_you_mean(name, names)
        raise MonitorError(f"No such command or device: {name}", suggestion=hint)


def _split(tokens: Sequence[Token]) -> list[list[Token]]:
    """Split at semicolons; empty commands vanish."""
    commands: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind is Kind.SEMICOLON:
            commands.append([])
        else:
            commands[-1].append(token)
    return [command for command in commands if command]


def _keeps_address(tokens: Sequence[Token]) -> bool:
    """Whether an address in a network is only stored: `$bin?=@https://…` asks for nothing yet."""
    stores = str(tokens[0].value) == "set" or (len(tokens) == 3 and tokens[1].kind in _ASSIGNMENTS)
    return stores and any(token.kind is Kind.PATH and is_address(str(token.value)) for token in tokens)


def _spelled(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def report(error: MonitorError, out: Interaction) -> None:
    """Write an error's sentences."""
    for piece in error.pieces:
        out.error(piece, error)


def failure(out: Interaction, succeeded: bool) -> MonitorError:
    """The error of a finished interaction; suggestion, place and exit status come from its cause."""
    cause = out.cause
    error = MonitorError(
        out.errors,
        not succeeded,
        out.location or getattr(cause, "location", ""),
        getattr(cause, "suggestion", ""),
    )
    error.exit_status = getattr(cause, "exit_status", error.exit_status)
    error.__cause__ = cause
    return error


def _sentences(error: Exception) -> tuple[str, ...]:
    """What an exception says; `CommandError` may have a second sentence, its cause's."""
    if isinstance(error, KeyError) and error.args:
        return (str(error.args[0]),)
    if isinstance(error, OSError) and error.strerror:
        return (f"{error.strerror}: '{error.filename}'" if error.filename else error.strerror,)
    if isinstance(error, CommandError):
        return error.sentences
    return (str(error) or type(error).__name__,)
