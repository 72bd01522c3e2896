"""The commands by name: each is imported when it is asked for, so that none waits for what others need."""

from __future__ import annotations

import functools
import importlib
from typing import Any

import typer
from typer.core import TyperGroup

from vboard.commands.narrow_help import Command, HelpOfAnyWidth

COMMANDS = (
    "run",
    "console",
    "evaluate",
    "train",
    "infer",
    "inspect",
    "fit",
    "check-models",
    "check",
    "embed",
    "new",
    "new-op",
    "project",
    "test",
    "merge-results",
    "renode",
    "renode-test",
    "robot-server",
    "compare",
    "debug",
    "stream",
    "boards",
    "new-board",
    "size",
    "bench",
    "doctor",
)
"""In the order of the help. The module of a command has its name, with underscores."""


@functools.cache
def find_command(name: str) -> Any:
    """The parser's command of that name; None if there is none."""
    if name not in COMMANDS:
        return None
    module = importlib.import_module(f"vboard.commands.{name.replace('-', '_')}")
    alone = typer.Typer(add_completion=False, rich_markup_mode="markdown")
    settings = getattr(module, "SETTINGS", None)
    alone.command(name, cls=Command, epilog=module.EXAMPLES, context_settings=settings)(module.command)
    return typer.main.get_command(alone)


class CommandGroup(HelpOfAnyWidth, TyperGroup):
    """`vboard` as the parser sees it."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; None if there is none."""
        return find_command(cmd_name)
