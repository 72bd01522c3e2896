"""help and version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import vboard
from vboard.builtin.monitor.commands.table import all_commands, command, find_command
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import BadParametersError, PrintedError
from vboard.builtin.monitor.tokenizer import Kind, Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

RENODE_VERSION = "1.16.1"
"""The release whose behaviour the built-in engine follows."""


@command(
    "help", "shows all commands, or how to use one.", "monitor", aliases=("?", "h"),
    arguments=("", "command"),
)  # fmt: skip
def help_(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print the table of commands, or what one of them does."""
    if not arguments:
        _print_table(out)
        return
    if len(arguments) != 1 or arguments[0].kind is not Kind.LITERAL:
        raise BadParametersError
    name = str(arguments[0].value)
    found = find_command(name) or find_command(name, short=True)
    if found is None:
        raise PrintedError(f"No such command: {name}.")
    out.line(found.name)
    out.line(found.help)
    if found.aliases:
        out.line(f"short command: {', '.join(found.aliases)}")
    out.line()
    if found.details is not None:
        found.details(monitor, out)
    elif found.arguments:
        out.line("Usage:")
        for form in found.arguments:
            out.line(f" {found.name} {form}".rstrip())


def _print_table(out: Interaction) -> None:
    out.line("Available commands:")
    out.line(f"{'Name':<18}| Description")
    out.line("=" * 80)
    for each in all_commands():
        out.line(f"{each.name:<18}: {each.help}")
    out.line()
    out.line("The name of a device lists its methods and properties.")
    out.line("A device's name, a member and arguments use it: cpu PC, sysbus ReadByte 0x20000000.")


@command("version", "shows the version of the engine.", "monitor")
def version(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print the Renode release that is followed, and our own version."""
    if arguments:
        raise BadParametersError
    out.line(f"Renode, version {RENODE_VERSION} (built-in engine of vboard {vboard.__version__})")
