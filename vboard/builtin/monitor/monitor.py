"""The monitor: executes lines of the .resc language."""

from __future__ import annotations

import enum
import functools
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import vboard.builtin.monitor.device_access  # (members of peripherals and of machines)
import vboard.builtin.monitor.ports  # noqa: F401  (members of the emulation and of machines)
from vboard.builtin.externals.host_machine import HostMachine, PluginManager
from vboard.builtin.host_ports import HostPorts
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor import extensions, facets
from vboard.builtin.monitor.commands import Command
from vboard.builtin.monitor.commands.table import Form
from vboard.builtin.monitor.connector import Connector
from vboard.builtin.monitor.files import Files, path_token
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.invoke import Invoker
from vboard.builtin.monitor.lines import LineRunner, failure
from vboard.builtin.monitor.log_book import LogBook
from vboard.builtin.monitor.manager import EmulationManager
from vboard.builtin.monitor.monitor_errors import CommandError, MonitorError
from vboard.builtin.monitor.objects import Objects
from vboard.builtin.monitor.python_host import PythonHost
from vboard.builtin.monitor.scripts import Scripts
from vboard.builtin.monitor.sources import (
    Aliases,
    BuiltinCommands,
    ManagerCommands,
    ObjectCommands,
    PythonCommands,
)
from vboard.builtin.monitor.state import State
from vboard.builtin.monitor.tokenizer import Token
from vboard.builtin.monitor.uarts import UartTools
from vboard.builtin.monitor.values import Lookup
from vboard.builtin.monitor.variables import Variables, text_token

__all__ = ["Monitor", "MonitorError"]

facets.load()


class Monitor:
    """Executes commands on one emulation. Commands find here the parts that they work with.

    Attributes:
        files: look-up of files.
        objects: objects by name.
        variables, macros, aliases: what scripts store.
        lines: executes lines.
        scripts: runs files.
        invoker: uses members of objects.
        python: the scope of Python code.
        log_book: the newest log entries, and log files.
        uarts: listeners on UARTs.
        ports: what of the external objects the host has to serve.
        on_new_emulation: called with each new emulation.
        show_analyzers: whether analyzers of UARTs log what they see.
        quit_status: exit status that `quit` asked for, None while nobody did.
        on_output: takes lines that hooks print; None: the log does.
    """

    def __init__(self, working_directory: Path | None = None) -> None:
        self._state = State(Emulation())
        self.files = Files(Path(working_directory or Path.cwd()))
        self.objects = Objects(self._state)
        self.objects.fixed["connector"] = lambda: self.connector
        self.variables = Variables(self._state)
        self.macros = Variables(self._state)
        self.aliases = Variables(self._state)
        self.lines = LineRunner(self.files, self.variables)
        self.lines.warn = lambda text: self.emulation.log.write(LogLevel.WARNING, "", text)
        self.invoker = Invoker(self, Lookup(self.objects.find, self.files.resolve, self._enum_note))
        self.manager = EmulationManager(lambda: self.emulation, self.reset_emulation)
        self.objects.fixed["EmulationManager"] = lambda: self.manager
        self.objects.fixed["plugins"] = lambda: self._plugins
        self.objects.fixed["host"] = lambda: self._host
        self._plugins = PluginManager()
        self.python = PythonHost(self)
        self.scripts = Scripts(self.files, self.lines, self.variables, self.python, self._load_platform)
        self.log_book = LogBook()
        self.quit_status: int | None = None
        self.on_output: Callable[[str], None] | None = None
        self.show_analyzers = True
        self.on_new_emulation: list[Callable[[Emulation], None]] = []
        self._add_sources()
        self._begin(self._state.emulation)

    def _add_sources(self) -> None:
        builtin = functools.partial(BuiltinCommands, self._run_form, self._print_help, self.variables)
        self.lines.sources += [
            builtin(),
            ObjectCommands(self.objects, self.invoker, self.variables),
            ManagerCommands(self.manager, self.invoker, self.variables),
            builtin(short=True),
            Aliases(self.aliases, self.lines),
            PythonCommands(self.python, self.objects, self.variables, self._state),
        ]

    def _run_form(self, command: Command, form: Form, tokens: Sequence[Token], out: Interaction) -> bool:
        return command.run(self, form, tokens, out)

    def _print_help(self, command: Command, out: Interaction) -> None:
        command.print_help(self, out)

    def _enum_note(self, kind: type[enum.Enum]) -> str:
        """How to change what stepping waits for, behind the execution modes."""
        if kind.__name__ != "ExecutionMode":
            return ""
        blocking = self.emulation.SingleStepBlocking
        how = f"\temulation SingleStepBlocking {not blocking}\n"
        return f"SingleStep is {'' if blocking else 'non-'}blocking. It can be changed with:\n{how}"

    # -- emulation ----------------------------------------------------------------------------

    @property
    def emulation(self) -> Emulation:
        """The emulation; `Clear` and `reset_emulation` replace it."""
        return self._state.emulation

    @property
    def machine(self) -> Machine | None:
        """The selected machine."""
        return self._state.machine

    @machine.setter
    def machine(self, machine: Machine | None) -> None:
        self._state.machine = machine

    @property
    def machine_name(self) -> str | None:
        """Name of the selected machine."""
        return self._state.machine_name

    def _begin(self, emulation: Emulation) -> None:
        self._state.emulation, self._state.machine = emulation, None
        self.ports = HostPorts(emulation.clock)
        self.uarts = UartTools(lambda: emulation.clock.now, lambda: self.show_analyzers)
        self.objects.clear()
        self.connector = Connector(self._name_of)
        self._host = HostMachine(emulation, HostMachine.HostMachineName)
        self.variables.clear()
        self.macros.clear()
        self.aliases.clear()
        self.files.reset()
        self.variables.set("global.CWD", path_token(self.files.working_directory))
        self.log_book.follow(emulation.log)
        emulation.on_reset(self._run_reset_macros)

    def _name_of(self, found: object) -> str:
        """Name of an external object, or `machine:sysbus.device`."""
        names = (name for name, each in self.objects.externals.items() if each is found)
        return next(names, None) or self.emulation.element_name(found)

    def reset_emulation(self) -> None:
        """Begin anew with an empty emulation (`Clear`, `Reset Emulation`)."""
        for machine in self.emulation.machines.values():
            machine.log(LogLevel.INFO, machine, "Disposed.")
        self.close()
        self._begin(Emulation())
        for action in tuple(self.on_new_emulation):
            action(self.emulation)

    def close(self) -> None:
        """Give files, sockets and terminals back to the host."""
        self.log_book.close()
        self.uarts.close()
        self.ports.close()

    def _run_reset_macros(self, machine: Machine) -> None:
        """Run the machine's `reset` macro."""
        selected, self.machine = self.machine, machine
        try:
            name = self.macros.full_name("reset")
            macro = self.macros.find(name)
            if macro is not None:
                self._run_macro(str(macro.value))
            else:
                message = f"No action for reset - macro {name} is not registered."
                self.emulation.log.write(LogLevel.WARNING, "", message)
        finally:
            self.machine = selected

    def _run_macro(self, text: str) -> None:
        """Run each line, failing ones too; what goes wrong is logged."""
        for line in text.split("\n"):
            out = Interaction()
            self.lines.run(line, out)
            if out.errors:
                self.emulation.log.write(LogLevel.ERROR, "", " ".join(out.errors))

    def add_machine(self, name: str = "") -> Machine:
        """Create a machine, with a free name if none is given.

        Raises:
            CommandError: the name is taken.
        """
        free = (f"machine-{number}" for number in itertools.count())
        name = name or next(each for each in free if each not in self.emulation.machines)
        try:
            machine = self.emulation.add_machine(name)
        except ValueError as error:
            raise CommandError(str(error)) from None
        machine.script_scope = self.python.scope
        return machine

    def _load_platform(self, path: Path) -> None:
        """`include` of a platform description."""
        if self.machine is None:
            self.machine = self.add_machine()
        extensions.LoadPlatformDescription(self, self.machine, str(path))

    def define_macro(self, name: str, text: str) -> None:
        """Store a macro of the selected machine; `name` may have dots of its own."""
        self.macros.set(self.macros.prefix + name, text_token(text))

    # -- execution ----------------------------------------------------------------------------

    def execute(self, line: str) -> str:
        """Execute one line; returns what it printed, every line ended by two line feeds.

        Raises:
            MonitorError: with Renode's text.
        """
        out = Interaction()
        succeeded = self.lines.run(line, out)
        if not succeeded or out.errors:
            raise failure(out, succeeded)
        return out.output

    def execute_script(self, path: str) -> str:
        """Run a script file; stops at the first failing line. Raises MonitorError."""
        out = Interaction()
        file = Path(self.files.resolve(path.removeprefix("@")))
        if not file.is_file():
            raise MonitorError(f"Could not find file '{path}'")
        if not self.scripts.run(file, out):
            raise failure(out, False)
        return out.output

    def execute_python(self, code: str) -> str:
        """Run Python code; returns what it printed. Raises MonitorError."""
        out = Interaction()
        try:
            self.python.execute(code, out)
        except CommandError as error:
            raise MonitorError(error.sentences, suggestion=error.suggestion) from error
        return out.output

    def evaluate_python(self, code: str) -> Any:
        """Run Python code; returns the value of an expression, None for statements. Raises MonitorError."""
        try:
            return self.python.execute(code, Interaction())
        except CommandError as error:
            raise MonitorError(str(error), suggestion=error.suggestion) from (error.__cause__ or error)
