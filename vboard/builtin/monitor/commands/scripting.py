"""Commands about variables, macros, scripts and Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.monitor.commands.table import (
    Command,
    anything,
    command,
    literal,
    terminator,
    text,
    variable,
)
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.monitor.variables import Variables

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


def _formats(monitor: Monitor, out: Interaction) -> None:
    out.line("*.py   - Python code")
    out.line("*.repl - a platform description")
    out.line("*.cs   - C# models, which the built-in engine cannot compile")
    out.line("others - a script of monitor commands")


INCLUDE = command(
    "include",
    "runs a .resc or .py file, loads a .repl file.",
    "scripting",
    aliases=("i",),
    arguments=("@path",),
    details=_formats,
)


@INCLUDE.form(rest=text())
def include(monitor: Monitor, out: Interaction, paths: list[Token]) -> bool:
    """Run a .resc or .py file, or load a .repl file."""
    if len(paths) > 1:
        endings = {str(path.value).rpartition(".")[2] for path in paths}
        if len(endings) > 1:
            out.error(f"All file extensions must match (saw {', '.join(sorted(endings))})!")
        else:
            out.error("Several files at once are possible for *.cs only, which this engine cannot compile.")
        return False
    return monitor.scripts.include(str(paths[0].value), out)


STRING = command("string", "joins its arguments to one quoted string.", "scripting", aliases=("str",))


@STRING.form(rest=anything())
def string(monitor: Monitor, out: Interaction, tokens: list[Token]) -> None:
    """Print the arguments as one quoted string, for use between backticks."""
    out.line('"' + " ".join(str(token.value) for token in tokens) + '"')


def _define_store(name: str, noun: str, help: str) -> Command:
    def how(monitor: Monitor, out: Interaction) -> None:
        out.line(f"Without a value, the value is the next line, or the lines up to {'three quotes'}:")
        out.line(f'\t{name} {noun}\n\n\t"""\n\n\t[lines]\n\n\t"""')

    entry = command(name, help, "scripting", arguments=(f'{noun} "value"', noun), details=how)
    store = {"set": "variables", "macro": "macros", "alias": "aliases"}[name]

    def variables(monitor: Monitor) -> Variables:
        found: Variables = getattr(monitor, store)
        return found

    @entry.form(literal())
    @entry.form(variable())
    def begin(monitor: Monitor, out: Interaction, target: Token) -> None:
        _record(monitor, variables(monitor), target, False)

    @entry.form(literal(), terminator())
    @entry.form(variable(), terminator())
    def begin_block(monitor: Monitor, out: Interaction, target: Token, quotes: Token) -> None:
        _record(monitor, variables(monitor), target, True)

    @entry.form(literal(), anything())
    @entry.form(variable(), anything())
    def assign(monitor: Monitor, out: Interaction, target: Token, value: Token) -> None:
        variables(monitor).set(str(target.value), value)

    return entry


def _record(monitor: Monitor, variables: Variables, target: Token, inside_block: bool) -> None:
    monitor.lines.recording.begin(variables, str(target.value), inside_block)


SET = _define_store("set", "variable", "assigns a variable.")
MACRO = _define_store("macro", "macro", "stores commands under a name.")
ALIAS = _define_store("alias", "alias", "gives a command line a new name.")


def _define_run(name: str, noun: str, help: str) -> Command:
    def stored(monitor: Monitor) -> Variables:
        return monitor.macros if name == "runMacro" else monitor.variables

    def available(monitor: Monitor, out: Interaction) -> None:
        out.line(f"Available {noun}s:")
        for each in stored(monitor).names():
            out.line(f"\t{each}")

    entry = command(name, help, "scripting", arguments=(f"${noun}", "command"), details=available)

    @entry.form(rest=anything())
    def run(monitor: Monitor, out: Interaction, tokens: list[Token]) -> None:
        if len(tokens) == 1 and tokens[0].kind is Kind.VARIABLE:
            value = stored(monitor).require(str(tokens[0].value)).value
            monitor.lines.run_all(str(value), out)
        elif not monitor.lines.run_tokens(tokens, out):
            raise CommandError("Parsing failed.")

    return entry


EXECUTE = _define_run("execute", "variable", "runs a command, or the lines in a variable.")
RUN_MACRO = _define_run("runMacro", "macro", "runs the lines of a macro.")
REQUIRE = command("require", "accepts a variable, set or not.", "scripting", arguments=("$variable",))


@REQUIRE.form(anything())
def require(monitor: Monitor, out: Interaction, token: Token) -> None:
    """Accept. Renode 1.16.1 does not look whether there is such a variable; the log tells."""
    if token.kind is Kind.VARIABLE and monitor.variables.find(str(token.value)) is None:
        monitor.emulation.log.write(LogLevel.WARNING, "", f"require: no such variable: ${token.value}")


PYTHON = command(
    "python", "runs Python code.", "scripting", aliases=("py",), arguments=('"code"', "$variable")
)


@PYTHON.form(text())
def python(monitor: Monitor, out: Interaction, code: Token) -> None:
    """Run Python code in the monitor's scope."""
    monitor.python.execute(str(code.value), out)


@PYTHON.form(variable())
def python_variable(monitor: Monitor, out: Interaction, name: Token) -> None:
    """Run the Python code in a variable."""
    value = monitor.variables.require(str(name.value))
    if not value.is_text:
        out.error("Variable type has to be a string.")
        return
    python(monitor, out, value)
