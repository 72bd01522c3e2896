"""Commands about machines, names and paths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vboard.builtin.machine.machine import Entry, Machine
from vboard.builtin.monitor.commands.table import command
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import BadParametersError, CommandError, PrintedError
from vboard.builtin.monitor.tokenizer import Kind, Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor


def _machine_help(monitor: Monitor, out: Interaction) -> None:
    if monitor.machine is None:
        out.error("No machine selected.")
    else:
        out.line(f"Current machine: {monitor.machine.name}")
    names = list(monitor.emulation.machines)
    if names:
        width = max(map(len, names)) + 1
        out.line("Available machines:")
        for index, name in enumerate(names):
            out.line(f"\t{index}: {name:<{width}}")
        out.line()
    out.line("You can use the following commands:")
    out.line("'mach set [\"name\"|number]'\tselect a machine")
    out.line("'mach add \"name\"'\tcreate a machine with this name")
    out.line("'mach rem \"name\"'\tremove a machine")
    out.line("'mach create'\tcreate a machine and select it")
    out.line("'mach clear'\tselect no machine")


@command(
    "mach",
    "creates, selects, lists and removes machines.",
    "machines",
    arguments=('create ["name"]', 'add "name"', 'set "machine"|number', 'rem "machine"', "clear"),
    details=_machine_help,
)
def mach(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Create, select and remove machines."""
    if not 1 <= len(arguments) <= 2 or arguments[0].kind is not Kind.LITERAL:
        raise BadParametersError
    action = arguments[0].value
    target = arguments[1] if len(arguments) == 2 else None
    emulation = monitor.emulation
    if action == "create" and (target is None or target.is_text):
        monitor.machine = _add_machine(monitor, target.value if target is not None else _free_name(monitor))
    elif action == "clear" and target is None:
        monitor.machine = None
    elif action == "add" and target is not None and target.is_text:
        _add_machine(monitor, target.value)
    elif action == "set" and target is not None and target.kind is Kind.INTEGER:
        machines = list(emulation.machines.values())
        if not 0 <= target.value < len(machines):
            raise PrintedError("Wrong machine number. Type mach to show a list of available machines.")
        monitor.machine = machines[target.value]
    elif action in ("set", "rem") and target is not None and target.is_text:
        if target.value not in emulation.machines:
            raise PrintedError(f"Machine {target.value} not found.")
        if action == "set":
            monitor.machine = emulation.machines[target.value]
        elif emulation.machines.pop(target.value) is monitor.machine:
            monitor.machine = None
    else:
        raise BadParametersError


def _free_name(monitor: Monitor) -> str:
    number = 0
    while f"machine-{number}" in monitor.emulation.machines:
        number += 1
    return f"machine-{number}"


def _add_machine(monitor: Monitor, name: str) -> Machine:
    try:
        machine = monitor.emulation.add_machine(name)
    except ValueError as error:
        raise CommandError(str(error)) from None
    machine.script_scope = monitor.python.scope
    return machine


@command("peripherals", "shows the tree of the machine's peripherals.", "machines", aliases=("peri",))
def peripherals(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Print the tree of peripherals."""
    if arguments:
        raise BadParametersError
    if monitor.machine is None:
        raise PrintedError("Select active machine first.")
    out.line("Available peripherals:")
    out.line()
    _print_branch(list(monitor.machine.entries), monitor.machine.entries[0], "  ", "  ", out)


def _print_branch(entries: list[Entry], entry: Entry, head: str, tail: str, out: Interaction) -> None:
    """Print one peripheral and those below it; `head` precedes its name, `tail` the other lines."""
    children = [each for each in entries if each.parent is entry.peripheral]
    children.sort(key=lambda each: each.name.lower())
    out.line(f"{head}{entry.name.rpartition('.')[2]} ({_short_type(entry)})")
    below = tail + ("│   " if children else "    ")
    for text in entry.point.split("\n") if entry.point else ():
        out.line(below + text)
    out.line(below)
    for child in children:
        last = child is children[-1]
        corner, line = ("└── ", "    ") if last else ("├── ", "│   ")
        _print_branch(entries, child, tail + corner, tail + line, out)


def _short_type(entry: Entry) -> str:
    """Type name without its namespace."""
    cls = type(entry.peripheral)
    return (getattr(cls, "renode_type_name", "") or cls.__name__).rpartition(".")[2]


@command(
    "using",
    "lets object names be written without a prefix.",
    "machines",
    arguments=("object", "-"),
)
def using(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Add a prefix for object names, `-` removes all."""
    if not arguments:
        if not monitor.prefixes:
            out.line("Global prefixes are not set.")
        for prefix in monitor.prefixes:
            out.line(prefix)
        return
    if len(arguments) != 1 or arguments[0].kind is not Kind.LITERAL:
        raise BadParametersError
    if arguments[0].value == "-":
        monitor.prefixes.clear()
    elif arguments[0].value not in monitor.prefixes:
        monitor.prefixes.append(arguments[0].value)


@command(
    "path",
    "changes the directories in which files are searched.",
    "scripting",
    arguments=("set @path", "add @path", "reset"),
)
def path(monitor: Monitor, arguments: list[Token], out: Interaction) -> None:
    """Change the list of directories in which files are looked up."""
    action = arguments[0].value if arguments else None
    if action in ("set", "add") and len(arguments) == 2 and arguments[1].is_text:
        directories = [part for part in monitor.resolve_path(arguments[1].value).split(";") if part]
        for directory in directories:
            if not Path(directory).is_dir():
                raise CommandError(f"Entry {directory} does not exist or is not a directory.")
        if action == "set":
            monitor.search_path.clear()
        monitor.search_path.extend(directories)
    elif action == "reset" and len(arguments) == 1:
        monitor.search_path[:] = monitor.default_search_path()
    elif arguments:
        raise BadParametersError
    out.line(f"Current 'PATH' value is: {';'.join(monitor.search_path)}")
