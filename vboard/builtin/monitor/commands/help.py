"""help and version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import vboard
from vboard.builtin.monitor.commands.table import all_commands, command, find_command, literal
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.tokenizer import Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

RENODE_VERSION = "1.16.1"
"""The release whose behaviour the built-in engine follows."""

HELP = command(
    "help", "shows all commands, or how to use one.", "monitor", aliases=("?", "h"),
    arguments=("", "command"),
)  # fmt: skip
VERSION = command("version", "shows the version of the engine.", "monitor")


@HELP.form()
def print_commands(monitor: Monitor, out: Interaction) -> None:
    """Print the table of commands."""
    out.line("Available commands:")
    out.line(f"{'Name':<18}| Description")
    out.line("=" * 80)
    for each in all_commands():
        out.line(f"{each.name:<18}: {each.help}")
    out.line()
    out.line("Commands that scripts define, as those of Renode's monitor.py:")
    out.line(f" {', '.join(monitor.python.command_names())}")
    out.line("The name of a device lists its methods and properties.")
    out.line("A device's name, a member and arguments use it: cpu PC, sysbus ReadByte 0x20000000.")


@HELP.form(literal())
def print_help(monitor: Monitor, out: Interaction, name: Token) -> None:
    """Print what a command does."""
    found = find_command(str(name.value))
    if found is None:
        out.error(f"No such command: {name.value}.")
        return
    found.print_help(monitor, out)


@VERSION.form()
def version(monitor: Monitor, out: Interaction) -> None:
    """Print the Renode release that is followed, and our own version."""
    out.line(f"Renode, version {RENODE_VERSION} (built-in engine of vboard {vboard.__version__})")
