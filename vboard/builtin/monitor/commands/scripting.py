"""Commands about variables, macros, scripts and Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vboard.builtin.monitor.commands.table import command
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import BadParametersError, CommandError
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.monitor.variables import Variables

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


@command(
    "include",
    "runs a .resc or .py file, loads a .repl file.",
    "scripting",
    aliases=("i",),
    arguments=("@path",),
)
def include(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Run a .resc or .py file, or load a .repl file."""
    if len(arguments) != 1 or not arguments[0].is_text:
        raise BadParametersError
    monitor.include(arguments[0].value, out)


@command("echo", "prints its arguments.", "scripting", arguments=('"text"', '-n "text"'))
def echo(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print the arguments, with `-n` without a line end."""
    newline = True
    if arguments and arguments[0].value == "-n":
        newline = False
        arguments = arguments[1:]
    text = " ".join(str(token.value) for token in arguments)
    if newline:
        out.line(text)
    else:
        out.write(text)


@command("string", "joins its arguments to one quoted string.", "scripting", aliases=("str",), raw=True)
def string(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print the arguments as one quoted string, for use between backticks."""
    text = " ".join(token.text if token.kind is Kind.VARIABLE else str(token.value) for token in arguments)
    out.line(f'"{text}"')


def _store(
    monitor: Monitor, arguments: list[Token], variables: Variables, kinds: tuple[Kind, ...] | None
) -> None:
    if len(arguments) != 2 or arguments[0].kind not in (Kind.LITERAL, Kind.VARIABLE):
        raise BadParametersError
    value = monitor.expand(arguments[1])
    if kinds is not None and value.kind not in kinds:
        raise BadParametersError
    variables.set(str(arguments[0].value), value, monitor.machine_name)


@command("set", "assigns a variable.", "scripting", arguments=("variable value",), raw=True)
def set_(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Assign a variable."""
    _store(monitor, arguments, monitor.variables, None)


@command("macro", "stores commands under a name.", "scripting", arguments=('macro "commands"',), raw=True)
def macro(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Assign a macro."""
    _store(monitor, arguments, monitor.macros, (Kind.STRING, Kind.MULTILINE))


@command("alias", "gives a command line a new name.", "scripting", arguments=('name "command"',), raw=True)
def alias(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Assign an alias."""
    if len(arguments) != 2 or arguments[0].kind is not Kind.LITERAL:
        raise BadParametersError
    value = monitor.expand(arguments[1])
    if value.kind not in (Kind.STRING, Kind.MULTILINE):
        raise BadParametersError
    monitor.aliases[str(arguments[0].value)] = str(value.value)


def _run_stored(monitor: Monitor, arguments: list[Token], variables: Variables, out: Interaction) -> None:
    if len(arguments) != 1:
        raise BadParametersError
    token = arguments[0]
    if token.kind in (Kind.VARIABLE, Kind.LITERAL):
        token = variables.require(str(token.value), monitor.machine_name)
    if not isinstance(token.value, str):
        raise CommandError(f"{token.text} holds no commands")
    monitor.run_lines(str(token.value), out)


@command("runMacro", "runs a macro.", "scripting", arguments=("$macro",), raw=True)
def run_macro(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Run a macro's lines."""
    _run_stored(monitor, arguments, monitor.macros, out)


@command(
    "execute",
    "runs a command, or the lines in a variable.",
    "scripting",
    arguments=("$variable",),
    raw=True,
)
def execute(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Run a variable's lines, or a command."""
    if len(arguments) == 1 and arguments[0].kind is Kind.VARIABLE:
        _run_stored(monitor, arguments, monitor.variables, out)
    elif arguments:
        monitor.run_lines(" ".join(token.text for token in arguments), out)
    else:
        raise BadParametersError


@command("require", "fails when a variable is not set.", "scripting", arguments=("$variable",), raw=True)
def require(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Fail when a variable is not set."""
    if len(arguments) not in (1, 2) or arguments[0].kind is not Kind.VARIABLE:
        raise BadParametersError
    monitor.variables.require(str(arguments[0].value), monitor.machine_name)


@command("python", "runs Python code.", "scripting", aliases=("py",), arguments=('"code"',))
def python(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Run Python code in the monitor's scope."""
    if len(arguments) != 1 or not arguments[0].is_text:
        raise BadParametersError
    monitor.python.execute(str(arguments[0].value), out)
