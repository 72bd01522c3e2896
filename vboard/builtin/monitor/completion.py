"""Completion of a monitor line: commands, objects, members, enum values, variables, paths."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.monitor.commands import all_commands, find_command
from vboard.builtin.monitor.members import Method, find_member, is_object, member_names
from vboard.builtin.monitor.objects import DEFAULT_PREFIX
from vboard.builtin.peripherals.base import UART

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

_SEPARATOR = re.compile(r"[;`]")
_WORD = re.compile(r"(?:\\ |\S)+")
"""A word; a blank of a path stands behind a backslash."""


def complete(monitor: Monitor, line: str) -> list[str]:
    """Return what the last word of `line` can become, sorted; words are whole."""
    command = _SEPARATOR.split(line)[-1]
    words = _WORD.findall(command)
    word = words.pop() if words and command.endswith(words[-1]) else ""
    if word.startswith("@"):
        found: Iterable[str] = _paths(monitor, word[1:])
    elif word.startswith("$"):
        found = _variables(monitor)
    elif not words:
        found = [*_commands(monitor), *monitor.objects.names()]
    else:
        found = _arguments(monitor, words)
    return sorted({each for each in found if each.startswith(word)}, key=lambda each: (each.lower(), each))


def _commands(monitor: Monitor) -> Iterable[str]:
    yield from (command.name for command in all_commands())
    yield from member_names(monitor.manager)
    yield from (name.partition(".")[2] for name in monitor.aliases.names())
    yield from monitor.python.command_names()


def _variables(monitor: Monitor) -> Iterable[str]:
    for variables in (monitor.variables, monitor.macros):
        for name in variables.names():
            owner, _, short = name.partition(".")
            if owner in ("global", (monitor.machine_name or "").replace("-", "_")):
                yield f"${short}"
            yield f"${name}"


def _paths(monitor: Monitor, text: str) -> Iterable[str]:
    """Files and directories (with a slash) below the directory that `text` names."""
    shown, slash, start = text.replace("\\ ", " ").rpartition("/")
    base = shown + slash
    directories = [monitor.files.working_directory, *monitor.files.directories()]
    for directory in [Path(base)] if base.startswith("/") else [each / base for each in directories]:
        try:
            entries = list(directory.iterdir())
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(start):
                name = base + entry.name + ("/" if entry.is_dir() else "")
                yield "@" + name.replace(" ", "\\ ")


def _arguments(monitor: Monitor, words: list[str]) -> Iterable[str]:
    command = find_command(words[0]) or find_command(words[0], short=True)
    if command is not None:
        for form in command.arguments:
            yield from _form(monitor, form.split(), len(words) - 1)
        return
    found = monitor.objects.find_named(words[0])
    if found is not None:
        yield from _members(monitor, found[1], words[1:])


def _form(monitor: Monitor, form: list[str], position: int) -> Iterable[str]:
    """What can stand at a position of one form of a command's arguments."""
    if position >= len(form):
        return
    for word in form[position].split("|"):
        name = word.strip('[]"$@')
        if name == "object":
            yield from monitor.objects.names()
        elif name == "uart":
            yield from _uarts(monitor)
        elif name == "machine":
            yield from (f'"{each}"' for each in monitor.emulation.machines)
        elif name == "command":
            yield from (each.name for each in all_commands())
        elif name in ("macro", "variable"):
            yield from _variables(monitor)
        elif name not in ("path", "name", "number", "level", "text", "value", "code", "status", "commands"):
            yield word


def _uarts(monitor: Monitor) -> Iterable[str]:
    if monitor.machine is not None:
        for entry in monitor.machine.entries:
            if isinstance(entry.peripheral, UART):
                yield from (entry.name, entry.name.removeprefix(f"{DEFAULT_PREFIX}."))


def _members(monitor: Monitor, target: Any, words: list[str]) -> Iterable[str]:
    """Members behind an object's name, or values behind a member's."""
    if not words:
        yield from member_names(target)
        return
    member = find_member(monitor, target, words[0])
    if isinstance(member, Method):
        for overload in member.overloads:
            if len(words) - 1 < len(overload.parameters):
                yield from _values(monitor, overload.parameters[len(words) - 1][1])
    elif member is not None and member.get is not None:
        value = member.get()
        if is_object(value):
            yield from _members(monitor, value, words[1:])
        elif len(words) == 1 and member.set is not None:
            yield from _values(monitor, member.type)


def _values(monitor: Monitor, wanted: CSharpType) -> Iterable[str]:
    if wanted.python is bool:
        yield from ("false", "true")
    elif issubclass(wanted.python, enum.Enum):
        yield from wanted.python.__members__
    elif not wanted.is_value_type and wanted.python is not str:
        yield from (
            name for name in monitor.objects.names() if isinstance(monitor.objects.find(name), wanted.python)
        )
