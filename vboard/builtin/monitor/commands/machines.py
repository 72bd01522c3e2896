"""Commands about machines and the names of their devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.commands.table import command, integer, literal, path, text
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.peripheral_tree import export_tree, print_tree
from vboard.builtin.monitor.tokenizer import Token

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


MACH = command(
    "mach",
    "creates, selects, lists and removes machines.",
    "machines",
    arguments=('create ["name"]', 'add "name"', 'set "machine"|number', 'rem "machine"', "clear"),
    details=_machine_help,
)


@MACH.form(literal("create"))
def create(monitor: Monitor, out: Interaction, action: Token) -> None:
    """Create a machine with a name of its own and select it."""
    monitor.machine = monitor.add_machine()


@MACH.form(literal("create"), text())
def create_named(monitor: Monitor, out: Interaction, action: Token, name: Token) -> None:
    """Create a machine and select it."""
    monitor.machine = monitor.add_machine(str(name.value))


@MACH.form(literal("clear"))
def clear(monitor: Monitor, out: Interaction, action: Token) -> None:
    """Select no machine."""
    monitor.machine = None


@MACH.form(literal("add"), text())
def add(monitor: Monitor, out: Interaction, action: Token, name: Token) -> None:
    """Create a machine; select it when none is selected."""
    added = monitor.add_machine(str(name.value))
    if monitor.machine is None:
        monitor.machine = added


@MACH.form(literal("set"), integer())
def select_by_number(monitor: Monitor, out: Interaction, action: Token, number: Token) -> None:
    """Select a machine by its number."""
    machines = list(monitor.emulation.machines.values())
    if not 0 <= number.value < len(machines):
        out.error("Wrong machine number. Type mach to show a list of available machines.")
        return
    monitor.machine = machines[number.value]


@MACH.form(literal("set"), text())
def select(monitor: Monitor, out: Interaction, action: Token, name: Token) -> None:
    """Select a machine by its name."""
    found = _find(monitor, out, name)
    if found is not None:
        monitor.machine = found


@MACH.form(literal("rem"), text())
def remove(monitor: Monitor, out: Interaction, action: Token, name: Token) -> None:
    """Remove a machine."""
    found = _find(monitor, out, name)
    if found is None:
        return
    monitor.emulation.RemoveMachine(found.name)
    if monitor.machine is found:
        monitor.machine = None


def _find(monitor: Monitor, out: Interaction, name: Token) -> Machine | None:
    found = monitor.emulation.machines.get(str(name.value))
    if found is None:
        out.error(f"Machine {name.value} not found.")
    return found


PERIPHERALS = command(
    "peripherals",
    "shows the tree of the machine's peripherals.",
    "machines",
    aliases=("peri",),
    arguments=("", "export @path"),
)
_NO_MACHINE = "Select active machine first."


@PERIPHERALS.form()
def peripherals(monitor: Monitor, out: Interaction) -> None:
    """Print the tree of peripherals."""
    if monitor.machine is None:
        out.error(_NO_MACHINE)
        return
    out.line("Available peripherals:")
    out.line()
    print_tree(monitor.machine, out.line)


@PERIPHERALS.form(literal("export"), path())
def export(monitor: Monitor, out: Interaction, action: Token, target: Token) -> None:
    """Write the tree to a file, as JSON."""
    if monitor.machine is None:
        out.error(_NO_MACHINE)
        return
    try:
        export_tree(monitor.machine, monitor.files.output(str(target.value)))
    except OSError as error:
        raise CommandError(f"Could not write {target.value}: {error.strerror}") from None


def _prefixes(monitor: Monitor, out: Interaction) -> None:
    out.line("Current 'using':")
    for prefix in monitor.objects.prefixes or ["[none]"]:
        out.line(f"\t{prefix}")
    out.line()
    out.line('"using -" clears all of them.')


USING = command(
    "using",
    "lets object names be written without a prefix.",
    "machines",
    arguments=("object", "-"),
    details=_prefixes,
)


@USING.form(literal())
def using(monitor: Monitor, out: Interaction, prefix: Token) -> None:
    """Add a prefix for object names, `-` removes all, `sysbus` too."""
    name = str(prefix.value).rstrip(".")
    if name == "-":
        monitor.objects.prefixes.clear()
    elif name not in monitor.objects.prefixes:
        monitor.objects.prefixes.append(name)


def _paths(monitor: Monitor, out: Interaction) -> None:
    _print_path(monitor, out)
    out.line(f"Default 'PATH' value is: {';'.join(monitor.files.default_search_path())}")


PATH = command(
    "path",
    "changes the directories in which files are searched.",
    "scripting",
    arguments=("set @path", "add @path", "reset"),
    details=_paths,
)


@PATH.form(literal("reset"))
def reset_path(monitor: Monitor, out: Interaction, action: Token) -> None:
    """Return to the directories of the beginning."""
    monitor.files.reset()
    _print_path(monitor, out)


@PATH.form(literal("set", "add"), text())
def change_path(monitor: Monitor, out: Interaction, action: Token, directories: Token) -> None:
    """Replace the directories (several are separated by `;`), or put further ones before them."""
    entries = [monitor.files.resolve(part) for part in str(directories.value).split(";") if part]
    for entry in entries:
        if not monitor.files.is_directory(entry):
            raise CommandError(f"Entry {entry} does not exist or is not a directory.")
    kept = [] if action.value == "set" else monitor.files.search_path
    monitor.files.search_path[:] = [*entries, *kept]
    _print_path(monitor, out)


def _print_path(monitor: Monitor, out: Interaction) -> None:
    out.line(f"Current 'PATH' value is: {';'.join(monitor.files.search_path)}")
