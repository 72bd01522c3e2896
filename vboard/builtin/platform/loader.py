"""Loads platform descriptions (.repl) into a machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from vboard.builtin.machine.machine import Machine
from vboard.builtin.platform import construct, register, syntax, wire
from vboard.builtin.platform.convert import Resolver
from vboard.builtin.platform.merge import Variable, collect, merge, read_source
from vboard.builtin.platform.names import shown
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position, Source
from vboard.builtin.registry import find_type


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
        self._resolver = Resolver(self._class_of, self._instance_of, self._create_object)

    def load(self, source: Source) -> None:
        self._variables = merge(collect(source, self._host.find_file), self._existing())
        variables = list(self._variables.values())
        wire.check_destinations(self._variables)
        for variable in sorted(variables, key=lambda each: each.key != "sysbus"):
            for line in variable.sections.get("preinit", ()):
                self._host.run_line(line)
        fresh = [variable for variable in variables if variable.instance is None]
        for variable in fresh:
            self._choose_constructor(variable)
        places = {
            variable.key: [
                (point, register.resolve_point(point, variable, self._variables)) for point in variable.points
            ]
            for variable in variables
            if variable.points
        }
        for variable in fresh:
            self._create(variable, (), ())
        for variable in variables:
            for assignment in variable.assignments.values():
                if assignment.is_property:
                    construct.set_property(variable.instance, assignment, self._resolver)
        wire.connect(self._variables)
        self._register(places)
        for variable in variables:
            self._run_sections(variable)

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

    def _choose_constructor(self, variable: Variable) -> None:
        assert variable.cls is not None
        assert variable.type_name is not None
        place = variable.type_name.position.at_length(1)
        self._arguments[variable.key] = construct.choose(
            variable.cls, variable.assignments.values(), self._resolver, self._machine.name, place
        )

    def _create(self, variable: Variable, waiting: tuple[str, ...], path: tuple[str, ...]) -> None:
        """Create a variable's object after those that its constructor refers to.

        `waiting` are the variables whose objects wait for this one, `path` says why, a line each.
        """
        if variable.instance is not None:
            return
        assert variable.cls is not None
        assert variable.type_name is not None
        place = variable.type_name.position.at_length(1)
        if variable.key in waiting:
            raise _cycle(Code.CREATION_CYCLE, path[waiting.index(variable.key) :], place)
        for argument in self._arguments[variable.key]:
            for reference in construct.references(argument.attribute.value):
                step = _step(variable.name, place, reference.name, reference.position)
                self._create(self._variables[reference.name], (*waiting, variable.key), (*path, step))
        variable.instance = construct.create(
            variable.cls, self._arguments[variable.key], self._resolver, self._machine, variable.name, place
        )

    def _create_object(self, value: syntax.ObjectValue) -> Any:
        """Build the object of a `new` value."""
        cls = find_type(value.type_name.text)
        if cls is None:
            message = f"Could not resolve type: '{value.type_name.text}'."
            raise PlatformError(Code.UNKNOWN_TYPE, message, value.type_name.position)
        assignments = [a for a in value.attributes if isinstance(a, syntax.Assignment)]
        place = value.type_name.position.at_length(1)
        arguments = construct.choose(cls, assignments, self._resolver, self._machine.name, place)
        instance = construct.create(
            cls, arguments, self._resolver, self._machine, value.type_name.text, place
        )
        for assignment in assignments:
            if assignment.is_property:
                construct.set_property(instance, assignment, self._resolver)
        return instance

    def _register(
        self, places: dict[str, list[tuple[syntax.Point, register.BusPlace | register.ChildPlace]]]
    ) -> None:
        """Register parents before children, otherwise in the order of declaration."""
        done = {variable.key for variable in self._variables.values() if variable.key not in places}

        def visit(key: str, waiting: tuple[str, ...], path: tuple[str, ...]) -> None:
            if key in done:
                return
            variable = self._variables[key]
            if key in waiting:
                first = places[key][0][0].position
                raise _cycle(Code.REGISTRATION_CYCLE, path[waiting.index(key) :], first)
            for point, _ in places[key]:
                step = _step(variable.name, variable.position, point.parent, point.position)
                visit(point.parent, (*waiting, key), (*path, step))
            register.register(self._machine, variable, places[key], self._variables)
            done.add(key)

        for key in places:
            visit(key, (), ())

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


_MACHINE = "machine"
"""The variable that stands for the machine itself."""


def _step(name: str, place: Position | None, other: str, reference: Position) -> str:
    return f"Entry '{name}' at {place} references '{shown(other)}' at {reference}."


def _cycle(code: Code, path: tuple[str, ...], place: Position) -> PlatformError:
    message = "\n".join(("Dependency cycle has been found. The path is as follows:", *path))
    return PlatformError(code, message, place.at_length(1))
