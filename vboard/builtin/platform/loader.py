"""Loads platform descriptions (.repl) into a machine.

The order of the steps is Renode's, for it decides which of several faults is reported.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from vboard.builtin.hints import did_you_mean
from vboard.builtin.known.known_types import known_names
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.machine.machine import Machine
from vboard.builtin.platform import construct, register, syntax, wire
from vboard.builtin.platform.convert import Resolver
from vboard.builtin.platform.merge import Variable, collect, merge, read_source
from vboard.builtin.platform.names import shown
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position, Source
from vboard.builtin.platform.properties import set_property
from vboard.builtin.platform.resolve_point import ResolvedPoint, resolve_point
from vboard.builtin.platform.stubs import announce, is_stub, resolve_type
from vboard.builtin.registry import type_names

_MACHINE = "machine"
"""The variable that stands for the machine itself."""


class PlatformHost(Protocol):
    """What the loader needs from the monitor."""

    def run_line(self, line: str) -> None:
        """Execute a monitor command in the context of the machine."""

    def define_macro(self, name: str, text: str) -> None:
        """Define a macro of the machine (`name` without the machine's)."""

    def find_file(self, name: str) -> Path | None:
        """Look `name` up on the monitor's path."""


class _NoHost:
    """Without a monitor: no `init` lines, `using` relative to the process's directory."""

    def run_line(self, line: str) -> None:
        raise RuntimeError(f"no monitor to run '{line}'")

    def define_macro(self, name: str, text: str) -> None:
        """Nobody could run it."""

    def find_file(self, name: str) -> Path | None:
        return Path(name) if Path(name).exists() else None


def load_platform(machine: Machine, path: Path, host: PlatformHost | None = None) -> None:
    """Load a platform description file.

    Raises:
        PlatformError: a fault in the description; the machine may hold part of it then.
        FileNotFoundError: there is no such file (Renode's text).
    """
    if not path.is_file():
        raise FileNotFoundError(f"Could not find file '{path}'.")
    _Loader(machine, host or _NoHost()).load(read_source(path))


def load_platform_string(machine: Machine, text: str, host: PlatformHost | None = None) -> None:
    """Load a platform description given as text. Raises as `load_platform`."""
    _Loader(machine, host or _NoHost()).load(Source.of(text))


class _Loader:
    def __init__(self, machine: Machine, host: PlatformHost) -> None:
        self._machine = machine
        self._host = host
        self._variables: dict[str, Variable] = {}
        self._arguments: dict[str, list[construct.Argument]] = {}
        self._places: dict[str, list[ResolvedPoint]] = {}
        self._resolver = Resolver(self._class_of, self._instance_of, self._create_object, _class_of_object)
        self._chooser = construct.Chooser(self._resolver, machine.name, self._warn)

    def load(self, source: Source) -> None:
        files = collect(source, lambda name: self._find_file(name, source))
        self._variables = merge(files, self._existing())
        variables = list(self._variables.values())
        for variable in variables:
            self._resolve_types(variable)
        for variable in variables:
            self._examine(variable)
        fresh = [variable for variable in variables if variable.instance is None]
        for variable in fresh:
            self._create(variable, (), ())
        for variable in variables:
            for assignment in variable.assignments.values():
                if assignment.is_property and not isinstance(assignment.value, syntax.NoneValue):
                    set_property(variable.instance, assignment, self._resolver, self._machine)
        wire.connect(self._variables, self._machine)
        self._register()
        for variable in variables:
            self._run_sections(variable)

    def _warn(self, text: str) -> None:
        self._machine.log_as("", LogLevel.WARNING, text)

    def _find_file(self, name: str, source: Source) -> Path | None:
        """Look up a `using`: beside the file that is loaded, then on the monitor's path."""
        beside = Path(source.path).parent / name if source.path else None
        return beside if beside is not None and beside.is_file() else self._host.find_file(name)

    def _existing(self) -> dict[str, Any]:
        """Objects of the machine by the names that entries may use."""
        found: dict[str, Any] = {_MACHINE: self._machine}
        found.update((entry.name.rpartition(".")[2], entry.peripheral) for entry in self._machine.entries)
        return found

    def _class_of(self, name: str) -> type[Any] | None:
        variable = self._variables.get(name)
        return variable.cls if variable is not None else None

    def _instance_of(self, name: str) -> Any:
        return self._variables[name].instance

    # -- before anything is created -------------------------------------------------------------

    def _resolve_types(self, variable: Variable) -> None:
        """Run `preinit`, find the class of a variable and of the objects in its attributes."""
        for line in variable.sections.get("preinit", ()):
            self._host.run_line(line)
        if variable.cls is None:
            assert variable.type_name is not None
            assert variable.position is not None
            variable.cls = _resolved(variable.type_name.text, variable.position)
        for value in syntax.objects(tuple(variable.assignments.values())):
            _class_of_object(value)

    def _examine(self, variable: Variable) -> None:
        """Choose constructors, and see that interrupts and registrations are possible."""
        assert variable.cls is not None
        assignments = list(variable.assignments.values())
        if variable.instance is None:
            place = variable.type_name.position if variable.type_name is not None else variable.position
            assert place is not None
            chosen = self._chooser.choose(variable.cls, assignments, place)
            self._arguments[variable.key] = chosen
        else:
            for assignment in assignments:
                if not assignment.is_property:
                    message = "Constructor attribute within entry for variable that is not created."
                    raise PlatformError(Code.PARAMETER_WITHOUT_CREATION, message, assignment.position)
        wire.check_destinations(variable, self._variables)
        if variable.points:
            self._places[variable.key] = [
                resolve_point(point, variable, self._variables, _class_of_object) for point in variable.points
            ]

    # -- creation -------------------------------------------------------------------------------

    def _create(self, variable: Variable, waiting: tuple[str, ...], path: tuple[str, ...]) -> None:
        """Create a variable's object after those that its constructor refers to.

        `waiting` are the variables whose objects wait for this one, `path` says why, a line each.
        """
        if variable.instance is not None:
            return
        assert variable.cls is not None
        assert variable.type_name is not None
        place = variable.type_name.position
        if variable.key in waiting:
            assert variable.position is not None
            raise _cycle(Code.CREATION_CYCLE, path[waiting.index(variable.key) :], variable.position)
        for argument in self._arguments[variable.key]:
            for reference in construct.references(argument.attribute.value):
                step = _step(variable.name, place, reference.name, reference.position)
                self._create(self._variables[reference.name], (*waiting, variable.key), (*path, step))
        arguments = self._arguments[variable.key]
        name = f"'{variable.name}'"
        instance = construct.create(variable.cls, arguments, self._resolver, self._machine, name, place)
        variable.instance = instance

    def _create_object(self, value: syntax.ObjectValue) -> Any:
        """Build the object of a `new` value."""
        cls = _class_of_object(value)
        assignments = [a for a in value.attributes if isinstance(a, syntax.Assignment)]
        arguments = self._chooser.choose(cls, assignments, value.position)
        name = f"object value of type '{cls.__name__}'"
        instance = construct.create(cls, arguments, self._resolver, self._machine, name, value.position)
        for assignment in assignments:
            if assignment.is_property:
                set_property(instance, assignment, self._resolver, self._machine)
        return instance

    # -- registration ---------------------------------------------------------------------------

    def _register(self) -> None:
        """Register parents before children, otherwise in the order of declaration."""
        registrar = register.Registrar(self._machine, self._variables, self._create_object)
        done = {variable.key for variable in self._variables.values() if variable.key not in self._places}

        def visit(key: str, waiting: tuple[str, ...], path: tuple[str, ...]) -> None:
            if key in done:
                return
            variable = self._variables[key]
            if key in waiting:
                assert variable.position is not None
                raise _cycle(Code.REGISTRATION_CYCLE, path[waiting.index(key) :], variable.position)
            for resolved in self._places[key]:
                point = resolved.point
                place = variable.type_name.position if variable.type_name is not None else None
                step = _step(variable.name, place, point.parent, point.position)
                visit(point.parent, (*waiting, key), (*path, step))
                self._check_parent(variable, point)
            registrar.register(variable, self._places[key])
            if variable.cls is not None and is_stub(variable.cls):
                announce(variable.instance, variable.name)
            done.add(key)

        for key in self._places:
            visit(key, (), ())

    def _check_parent(self, variable: Variable, point: syntax.Point) -> None:
        parent = self._variables[point.parent].instance
        if parent is self._machine.bus or any(each.peripheral is parent for each in self._machine.entries):
            return
        assert variable.position is not None
        names = ", ".join(f"'{shown(each.parent)}'" for each in variable.points or ())
        message = (
            f"Unable to finish the registration of '{variable.name}'. Are all parents: [{names}], registered?"
        )
        raise PlatformError(Code.REGISTRATION, message, variable.position)

    def _run_sections(self, variable: Variable) -> None:
        """Run `init`, store `reset` as a macro: the machine's own, or one of the peripheral's."""
        kinds = [kind for kind in ("init", "reset") if variable.sections.get(kind)]
        if not kinds:
            return
        name = self._machine.name_of(variable.instance)
        if variable.instance is self._machine:
            name, macro = _MACHINE, "reset"
        elif self._machine.find(name) is variable.instance:
            macro = f"{name.rpartition('.')[2]}.reset"
        else:
            code = Code.INIT_SECTION if kinds[0] == "init" else Code.RESET_SECTION
            message = f"The {kinds[0]} section is only allowed for peripherals that are registered."
            raise PlatformError(code, message, variable.section_places[kinds[0]])
        for line in variable.sections.get("init", ()):
            self._host.run_line(f"{name} {line}")
        reset = variable.sections.get("reset")
        if reset:
            self._host.define_macro(macro, "\n".join(f"{name} {line}" for line in reset))


def _resolved(name: str, place: Position) -> type[Any]:
    cls = resolve_type(name)
    if cls is None:
        hint = did_you_mean(name, [*type_names(), *known_names()])
        message = f"Could not resolve type: '{name}'."
        raise PlatformError(Code.UNKNOWN_TYPE, message, place, hint, wide=True)
    return cls


def _class_of_object(value: syntax.ObjectValue) -> type[Any]:
    return _resolved(value.type_name, value.position)


def _step(name: str, place: Position | None, other: str, reference: Position) -> str:
    return f"Entry '{name}' at {place} references '{shown(other)}' at {reference}."


def _cycle(code: Code, path: tuple[str, ...], place: Position) -> PlatformError:
    message = "\n".join(("Dependency cycle has been found. The path is as follows:", *path))
    return PlatformError(code, message, place)
