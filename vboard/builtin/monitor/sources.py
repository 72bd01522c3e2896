"""Who a command belongs to: built-in commands, objects, the emulation manager, aliases, Python functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from vboard.builtin.monitor.commands.table import Command, all_commands, find_command
from vboard.builtin.monitor.errors import BadParametersError, CommandError, MonitorError
from vboard.builtin.monitor.files import Files
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.invoke import Invoker
from vboard.builtin.monitor.lines import LineRunner, Run
from vboard.builtin.monitor.objects import Objects
from vboard.builtin.monitor.python_host import PythonHost
from vboard.builtin.monitor.tokenizer import Token
from vboard.builtin.monitor.variables import Variables

Bound = Callable[[Command, list[Token], Interaction], None]
"""Runs a command of the table on a monitor."""


class Details(Protocol):
    """Prints the help of a command."""

    def __call__(self, command: Command, out: Interaction) -> None: ...


class BuiltinCommands:
    """Commands of the table, by their full names or by their short ones."""

    def __init__(
        self, run: Bound, details: Details, files: Files, variables: Variables, short: bool = False
    ) -> None:
        self._run = run
        self._details = details
        self._files = files
        self._variables = variables
        self._short = short

    def find(self, name: str) -> Run | None:
        command = find_command(name, short=self._short)
        if command is None:
            return None
        return lambda arguments, out: self._execute(command, list(arguments), out)

    def names(self) -> Sequence[str]:
        return [] if self._short else [command.name for command in all_commands()]

    def _execute(self, command: Command, arguments: list[Token], out: Interaction) -> None:
        tokens = arguments if command.raw else self._variables.expand_all(arguments)
        try:
            self._run(command, tokens, out)
        except BadParametersError:
            echo = " ".join(map(self._files.echo, arguments))
            details = Interaction()
            self._details(command, details)
            raise MonitorError(f"Bad parameters for command {command.name} {echo}{details.errors}") from None


class ObjectCommands:
    """`object member arguments`."""

    def __init__(self, objects: Objects, invoker: Invoker, variables: Variables) -> None:
        self._objects = objects
        self._invoker = invoker
        self._variables = variables

    def find(self, name: str) -> Run | None:
        found = self._objects.find_named(name)
        if found is None:
            return None
        return lambda arguments, out: self._invoker.execute(
            *found, self._variables.expand_all(arguments), out
        )

    def names(self) -> Sequence[str]:
        return self._objects.names()


class ManagerCommands:
    """Commands that Renode takes from its emulation manager."""

    def __init__(self, commands: Mapping[str, Run], variables: Variables) -> None:
        self._commands = commands
        self._variables = variables

    def find(self, name: str) -> Run | None:
        run = self._commands.get(name)
        if run is None:
            return None
        return lambda arguments, out: run(self._variables.expand_all(arguments), out)

    def names(self) -> Sequence[str]:
        return list(self._commands)


class Aliases:
    """Names that stand for a command line."""

    def __init__(self, aliases: Mapping[str, str], lines: LineRunner) -> None:
        self._aliases = aliases
        self._lines = lines

    def find(self, name: str) -> Run | None:
        text = self._aliases.get(name)
        if text is None:
            return None
        return lambda arguments, out: self._lines.run_all(
            " ".join((text, *(token.text for token in arguments))), out
        )

    def names(self) -> Sequence[str]:
        return list(self._aliases)


class PythonCommands:
    """Python functions of the name `mc_<command>`."""

    def __init__(self, python: PythonHost, variables: Variables) -> None:
        self._python = python
        self._variables = variables

    def find(self, name: str) -> Run | None:
        if self._python.function(f"mc_{name}") is None:
            return None
        return lambda arguments, out: self._call(name, arguments, out)

    def names(self) -> Sequence[str]:
        return []

    def _call(self, name: str, arguments: Sequence[Token], out: Interaction) -> None:
        values = [token.value for token in self._variables.expand_all(arguments)]
        try:
            result = self._python.call(f"mc_{name}", values, out)
        except CommandError as error:
            raise MonitorError(f"Command '{name} ' failed{error}") from error
        if result:
            raise MonitorError(f"Command '{name} ' failed, returning \"{result}\".")
