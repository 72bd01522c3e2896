"""The command table: names, help and the forms of arguments that each command takes.

A front end takes names, arguments and help from here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.tokenizer import Kind, Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

Help = Callable[["Monitor", Interaction], None]
_Run = TypeVar("_Run", bound=Callable[..., bool | None])


class Slot(NamedTuple):
    """What one argument may be: kinds of tokens and, if not empty, values."""

    kinds: frozenset[Kind]
    values: tuple[Any, ...] = ()

    def takes(self, token: Token) -> bool:
        """Whether the token fits."""
        return token.kind in self.kinds and (not self.values or token.value in self.values)


def literal(*values: str) -> Slot:
    """A bare word."""
    return Slot(frozenset({Kind.LITERAL}), values)


def text(*values: str) -> Slot:
    """A string or a path."""
    return Slot(frozenset({Kind.STRING, Kind.MULTILINE, Kind.PATH}), values)


def name() -> Slot:
    """A bare word or a string."""
    return Slot(frozenset({Kind.LITERAL, Kind.STRING, Kind.MULTILINE, Kind.PATH}))


def path() -> Slot:
    """`@path`."""
    return Slot(frozenset({Kind.PATH}))


def integer(*values: int) -> Slot:
    """A whole number."""
    return Slot(frozenset({Kind.INTEGER, Kind.HEXADECIMAL}), values)


def boolean() -> Slot:
    """`true` or `false`."""
    return Slot(frozenset({Kind.BOOLEAN}))


def variable() -> Slot:
    """A variable as it is written."""
    return Slot(frozenset({Kind.VARIABLE}))


def terminator() -> Slot:
    """Three quotes that nothing closes on the same line."""
    return Slot(frozenset({Kind.TERMINATOR}))


def anything() -> Slot:
    """Any token; a variable stays as it is written."""
    return Slot(frozenset(Kind))


class Form(NamedTuple):
    """One form of arguments.

    Attributes:
        slots: the arguments.
        rest: what one or more further arguments may be, None where there are no more.
        run: gets the monitor, the output, a token a slot, and the further tokens as a list. It
            returns False when it failed and its error is in the output.
    """

    slots: tuple[Slot, ...]
    rest: Slot | None
    run: Callable[..., bool | None]

    def takes(self, tokens: Sequence[Token]) -> bool:
        """Whether the tokens fit."""
        own, more = tokens[: len(self.slots)], tokens[len(self.slots) :]
        if len(own) < len(self.slots) or bool(more) != (self.rest is not None):
            return False
        fits = all(slot.takes(token) for slot, token in zip(self.slots, own, strict=True))
        return fits and (self.rest is None or all(map(self.rest.takes, more)))


@dataclass
class Command:
    """A built-in command.

    Attributes:
        name: what the user types.
        help: one line.
        group: family that a front end lists it under.
        aliases: short names.
        arguments: forms of the arguments for people; the words `uart`, `object`, `path`, `machine`,
            `macro`, `variable`, `command` and `level` name what can be completed there.
        details: prints more help, below the one line.
        forms: what it takes and does.
    """

    name: str
    help: str
    group: str
    aliases: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()
    details: Help | None = None
    forms: list[Form] = field(default_factory=list)

    def form(self, *slots: Slot, rest: Slot | None = None) -> Callable[[_Run], _Run]:
        """Function decorator: what the command does with these arguments. The first form that fits wins."""

        def add(run: _Run) -> _Run:
            self.forms.append(Form(slots, rest, run))
            return run

        return add

    def find(self, tokens: Sequence[Token]) -> Form | None:
        """The form that takes `tokens`, or None."""
        return next((form for form in self.forms if form.takes(tokens)), None)

    def run(self, monitor: Monitor, form: Form, tokens: Sequence[Token], out: Interaction) -> bool:
        """Run a form with tokens that fit; returns whether it succeeded."""
        arguments: list[Any] = list(tokens[: len(form.slots)])
        if form.rest is not None:
            arguments.append(list(tokens[len(form.slots) :]))
        return form.run(monitor, out, *arguments) is not False

    def print_help(self, monitor: Monitor, out: Interaction) -> None:
        """Print name, short names, what it does and how it is used."""
        short = f" [ {', '.join(self.aliases)} ]" if self.aliases else ""
        out.line(f"{self.name}{short}")
        out.line(self.help)
        if self.arguments:
            out.line()
            out.line("Usage:")
            for form in self.arguments:
                out.line(f" {self.name} {form}".rstrip())
        if self.details is not None:
            out.line()
            self.details(monitor, out)


_commands: dict[str, Command] = {}
_aliases: dict[str, Command] = {}


def command(
    name: str,
    help: str,
    group: str,
    *,
    aliases: tuple[str, ...] = (),
    arguments: tuple[str, ...] = (),
    details: Help | None = None,
) -> Command:
    """Enter a command into the table; its forms follow."""
    entry = Command(name, help, group, aliases, arguments, details)
    _commands[name] = entry
    for alias in aliases:
        _aliases[alias] = entry
    return entry


def all_commands() -> list[Command]:
    """All commands by name."""
    return [_commands[name] for name in sorted(_commands, key=str.lower)]


def find_command(name: str, short: bool = False) -> Command | None:
    """Command of a full name, or, with `short`, of a short one."""
    return (_aliases if short else _commands).get(name)
