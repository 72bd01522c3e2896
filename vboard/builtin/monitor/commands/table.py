"""The command table. A front end takes names, arguments and help from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.tokenizer import Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

Run = Callable[["Monitor", list[Token], Interaction], None]
Help = Callable[["Monitor", Interaction], None]


@dataclass(frozen=True)
class Command:
    """A built-in command.

    Attributes:
        name: what the user types.
        aliases: short names.
        help: one line.
        group: family that a front end lists it under.
        arguments: forms of the arguments; the words `uart`, `object`, `path`, `machine`, `macro`,
            `variable`, `command` and `level` name what can be completed there.
        raw: the command gets variables as they are written, not their values.
        run: what it does. It raises BadParametersError when the arguments fit no form.
        details: prints more help, below the one line.
    """

    name: str
    help: str
    group: str
    run: Run
    aliases: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    raw: bool = False
    details: Help | None = None


_commands: dict[str, Command] = {}
_aliases: dict[str, Command] = {}


def command(
    name: str,
    help: str,
    group: str,
    *,
    aliases: tuple[str, ...] = (),
    arguments: tuple[str, ...] = (),
    raw: bool = False,
    details: Help | None = None,
) -> Callable[[Run], Run]:
    """Function decorator: enter a command into the table."""

    def register(run: Run) -> Run:
        entry = Command(name, help, group, run, aliases, arguments, raw, details)
        _commands[name] = entry
        for alias in aliases:
            _aliases[alias] = entry
        return run

    return register


def all_commands() -> list[Command]:
    """All commands by name."""
    return [_commands[name] for name in sorted(_commands, key=str.lower)]


def find_command(name: str, short: bool = False) -> Command | None:
    """Command of a full name, or, with `short`, of a short one."""
    return (_aliases if short else _commands).get(name)
