"""Who a command belongs to: built-in commands, objects, the emulation manager, aliases, Python functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from vboard.builtin.known.known_members import why_absent
from vboard.builtin.monitor.commands.table import Command, Form, all_commands, find_command
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.invoke import Invoker
from vboard.builtin.monitor.lines import LineRunner, Run
from vboard.builtin.monitor.members import class_names, member_names
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.objects import Objects
from vboard.builtin.monitor.python_host import PythonHost
from vboard.builtin.monitor.state import State
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.monitor.variables import Variables

RunForm = Callable[[Command, Form, Sequence[Token], Interaction], bool]
"""Runs a form of a command of the table on a monitor."""


class BuiltinCommands:
    """Commands of the table, by their full names or by their short ones.

    Args:
        run: runs a form on the monitor.
        print_help: prints the help of a command.
        variables: for arguments that fit no form as they are written.
        short: look short names up.
    """

    def __init__(
        self,
        run: RunForm,
        print_help: Callable[[Command, Interaction], None],
        variables: Variables,
        short: bool = False,
    ) -> None:
        self._run = run
        self._print_help = print_help
        self._variables = variables
        self._short = short

    def find(self, name: str) -> Run | None:
        command = find_command(name, short=self._short)
        if command is None:
            return None
        return lambda arguments, out: self._execute(command, arguments, out)

    def names(self) -> Sequence[str]:
        return [] if self._short else [command.name for command in all_commands()]

    def _execute(self, command: Command, arguments: Sequence[Token], out: Interaction) -> bool:
        form = command.find(arguments)
        if form is None and any(token.kind is Kind.VARIABLE for token in arguments):
            arguments = self._variables.expand_all(arguments)
            form = command.find(arguments)
        if form is not None:
            return self._run(command, form, arguments, out)
        echo = " ".join(token.text for token in arguments)
        out.error(f"Bad parameters for command {command.name} {echo}")
        self._print_help(command, out)
        return False


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

        def run(arguments: Sequence[Token], out: Interaction) -> bool:
            self._invoker.execute(*found, self._variables.expand_all(arguments), out)
            return True

        return run

    def names(self) -> Sequence[str]:
        return self._objects.names()


class ManagerCommands:
    """Members of the emulation manager, which need no object's name before them."""

    def __init__(self, manager: Any, invoker: Invoker, variables: Variables) -> None:
        self._manager = manager
        self._invoker = invoker
        self._variables = variables

    def find(self, name: str) -> Run | None:
        is_known = why_absent(class_names(self._manager), name) is not None
        if not is_known and name not in member_names(self._manager):
            return None

        def run(arguments: Sequence[Token], out: Interaction) -> bool:
            tokens = [Token(Kind.LITERAL, name, name), *self._variables.expand_all(arguments)]
            self._invoker.execute("EmulationManager", self._manager, tokens, out)
            return True

        return run

    def names(self) -> Sequence[str]:
        return member_names(self._manager)


class Aliases:
    """Names that stand for a command line."""

    def __init__(self, aliases: Variables, lines: LineRunner) -> None:
        self._aliases = aliases
        self._lines = lines

    def find(self, name: str) -> Run | None:
        value = self._aliases.find(name)
        if value is None:
            return None

        def run(arguments: Sequence[Token], out: Interaction) -> bool:
            return self._lines.run(" ".join((str(value.value), *(token.text for token in arguments))), out)

        return run

    def names(self) -> Sequence[str]:
        return [name.partition(".")[2] for name in self._aliases.names()]


class PythonCommands:
    """Python functions of the name `mc_<command>`: literals are objects, `name=value` is allowed."""

    def __init__(self, python: PythonHost, objects: Objects, variables: Variables, state: State) -> None:
        self._python = python
        self._objects = objects
        self._variables = variables
        self._state = state

    def find(self, name: str) -> Run | None:
        if self._python.function(f"mc_{name}") is None:
            return None
        return lambda arguments, out: self._call(name, arguments, out)

    def names(self) -> Sequence[str]:
        return self._python.command_names()

    def _call(self, name: str, arguments: Sequence[Token], out: Interaction) -> bool:
        tokens = self._variables.expand_all(arguments)
        first = next((i for i, token in enumerate(tokens) if token.kind is Kind.EQUALITY), len(tokens) + 1)
        if first == 0:
            raise CommandError(f"Invalid argument {tokens[0]} at position 1")
        positional = [self._value(token) for token in tokens[: first - 1]]
        named = self._named(tokens[first - 1 :], first)
        try:
            result = self._python.call(f"mc_{name}", positional, named, out)
        except CommandError as error:
            shown = " ".join(map(str, positional))
            raise CommandError(f"Command '{name} {shown}' failed", inner=str(error)) from error
        if result:
            out.error(f'Command {name} failed, returning "{result}".')
        return True

    def _named(self, tokens: Sequence[Token], position: int) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for start in range(0, len(tokens), 3):
            part = tokens[start : start + 3]
            kinds = [token.kind for token in part[:2]]
            if len(part) != 3 or kinds != [Kind.LITERAL, Kind.EQUALITY]:
                shown = "".join(map(str, part))
                raise CommandError(f"Invalid keyword argument {shown} at position {position + start // 3}")
            named[str(part[0].value)] = self._value(part[2])
        return named

    def _value(self, token: Token) -> Any:
        if token.kind is not Kind.LITERAL:
            return token.value
        if token.text == "-n":
            self._state.emulation.faults.tell("", 'it takes -n for the name of an object; write "-n"')
            return token.value
        found = self._objects.find(str(token.value))
        if found is None:
            raise CommandError(f"No such emulation element: {token.value}")
        return self._python.wrapped(found)
