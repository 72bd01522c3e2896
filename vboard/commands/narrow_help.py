"""A command's help for narrow terminals: boxes would cut names of options and tear words there."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand

WIDE = 80
"""Columns that the boxes need."""


def columns() -> int:
    """Of the terminal, or as `COLUMNS` says."""
    return shutil.get_terminal_size().columns


def narrow_help(command: Any, context: Any, width: int) -> str:
    """The help as plain lines: a name or an option on a line of its own, what it does indented below.

    Nothing is cut: a word that is wider than the terminal has a line of its own.
    """
    parts = list(_wrapped(" ".join(command.get_usage(context).split()), width, "", "  "))
    for paragraph in (command.help or "").split("\n\n"):
        parts += ["", *_wrapped(paragraph, width)]
    options = [
        (record[0], record[1]) for each in command.get_params(context) if (record := _record(each, context))
    ]
    names: list[str] = command.list_commands(context) if hasattr(command, "list_commands") else []
    commands = [(name, command.get_command(context, name).get_short_help_str(1000)) for name in names]
    for title, rows in (("Options:", options), ("Commands:", commands)):
        if rows:
            parts += ["", title]
        for name, text in rows:
            parts += _wrapped(name, width, "  ", "      ")
            parts += _wrapped(text, width, "      ", "      ")
    if command.epilog:
        parts += ["", *_wrapped(command.epilog, width)]
    return "".join(f"{line}\n" for line in parts)


def _record(parameter: Any, context: Any) -> tuple[str, str] | None:
    found: tuple[str, str] | None = parameter.get_help_record(context)
    return found


def _wrapped(text: str, width: int, first: str = "", later: str = "") -> Iterator[str]:
    """Lines of a paragraph, without the marks of its markup."""
    yield from textwrap.wrap(
        " ".join(text.replace("`", "").split()),
        width,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


class HelpOfAnyWidth:
    """Mixed into a command of the parser: boxes where there is room for them, lines elsewhere."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        width = columns()
        if width >= WIDE:
            super().format_help(ctx, formatter)  # type: ignore[misc]
        else:
            formatter.write(narrow_help(self, ctx, width))


class Command(HelpOfAnyWidth, TyperCommand):
    """A command with a help for every width."""
