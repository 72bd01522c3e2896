"""Collects the entries of a description and its `using` files into variables."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vboard.builtin.platform import syntax
from vboard.builtin.platform.names import local_rename, rename_entry, shown
from vboard.builtin.platform.parser import parse
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position, Source

FindFile = Callable[[str], Path | None]


@dataclass
class Variable:
    """Everything that the entries of one name say.

    Attributes:
        key: its name, with the owner's for a local one.
        position: the entry that declares it, None for objects that the machine has already.
        type_name, cls: name of its type, and the class once it is resolved.
        points, alias: the last registration.
        assignments: parameters and properties by name, the last of each.
        irqs: interrupts by the entry that they stand in, in order.
        sections: the lines of `init`, `reset` and `preinit`.
        instance: there from the beginning for objects that the machine has already.
    """

    key: str
    position: Position | None = None
    type_name: syntax.Word | None = None
    cls: type[Any] | None = None
    points: tuple[syntax.Point, ...] | None = None
    alias: syntax.Word | None = None
    assignments: dict[str, syntax.Assignment] = field(default_factory=dict)
    irqs: list[list[syntax.Irq]] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)
    section_places: dict[str, Position] = field(default_factory=dict)
    instance: Any = None

    @property
    def name(self) -> str:
        """Name in messages and, without an alias, in the machine."""
        return shown(self.key)


def read_source(path: Path) -> Source:
    """Read a description; bytes that are no UTF-8 become replacement characters."""
    return Source.of(path.read_text("utf-8-sig", errors="replace"), str(path))


def collect(source: Source, find_file: FindFile) -> list[list[syntax.Entry]]:
    """Parse `source` and what it uses, depth first; return the entries of each file in order.

    Raises:
        PlatformError: syntax errors and E17, E30, E36.
    """
    return _collect(source, find_file, [source.path])


def _collect(source: Source, find_file: FindFile, active: list[str]) -> list[list[syntax.Entry]]:
    description = parse(source)
    _check_usings(description)
    files: list[list[syntax.Entry]] = []
    for using in description.usings:
        path = _using_path(using, source, find_file)
        if any(Path(each).resolve() == path for each in active if each):
            message = "There is a cycle in using file dependency."
            raise PlatformError(Code.USING_CYCLE, message, using.position)
        used = _collect(read_source(path), find_file, [*active, str(path)])
        if using.prefix:
            rename = functools.partial(operator.add, using.prefix)
            used = [[rename_entry(entry, rename) for entry in file] for file in used]
        files += used
    local_names = frozenset(entry.name for entry in description.entries if entry.local)
    localised = local_rename(local_names, source.path)
    return [*files, [rename_entry(entry, localised) for entry in description.entries]]


def _check_usings(description: syntax.Description) -> None:
    seen: set[str] = set()
    for using in description.usings:
        if using.prefix + using.path.text in seen:
            raise PlatformError(Code.REPEATED_USING, "Duplicate using entry.", using.position)
        seen.add(using.prefix + using.path.text)


def _using_path(using: syntax.Using, source: Source, find_file: FindFile) -> Path:
    text = using.path.text
    if Path(text).is_absolute():
        found: Path | None = Path(text)
    elif text.split("/")[0] in (".", ".."):
        found = (Path(source.path).parent if source.path else Path.cwd()) / text
    else:
        found = find_file(text)
    if found is None:
        message = f"Using '{text}' does not exist."
        raise PlatformError(Code.NO_USING, message, using.path.position, wide=True)
    path = found.resolve()
    if not path.is_file():
        message = f"Using '{text}' resolved as '{path}' does not exist."
        raise PlatformError(Code.NO_USING, message, using.path.position, wide=True)
    return path


def merge(files: list[list[syntax.Entry]], existing: dict[str, Any]) -> dict[str, Variable]:
    """Fold entries into variables, in order of declaration.

    Args:
        files: what `collect` gave.
        existing: objects that the machine already has, by variable name.

    Raises:
        PlatformError: E01 to E03, E09, E19, E33, E34, E48, E50.
    """
    variables = {
        name: Variable(name, cls=type(instance), instance=instance) for name, instance in existing.items()
    }
    for entry in (entry for file in files for entry in file):
        if entry.type_name is not None:
            _declare(variables, entry)
    for file in files:
        for entry in file:
            _check_declared(variables, entry)
        for entry in file:
            _check(entry)
    for entry in (entry for file in files for entry in file):
        _merge_entry(variables[entry.name], entry)
    return variables


def _declare(variables: dict[str, Variable], entry: syntax.Entry) -> None:
    known = variables.get(entry.name)
    if known is None:
        variables[entry.name] = Variable(entry.name, entry.position, entry.type_name)
        return
    before = known.position
    where = " as an already registered peripheral or builtin"
    if before is not None:
        where = f", previous declaration was at :{before.line}:{before.column}"
    message = f"Variable '{known.name}' was already declared{where}."
    raise PlatformError(Code.ALREADY_DECLARED, message, entry.position)


def _check_declared(variables: dict[str, Variable], entry: syntax.Entry) -> None:
    if entry.type_name is None and entry.points is None and not entry.attributes:
        raise PlatformError(Code.EMPTY_ENTRY, "Entry cannot be empty.", entry.position)
    if entry.name not in variables:
        message = f"Variable '{shown(entry.name)}' is never declared - type is unknown."
        raise PlatformError(Code.NEVER_DECLARED, message, entry.position)


def _merge_entry(variable: Variable, entry: syntax.Entry) -> None:
    if entry.points is not None:
        variable.points = entry.points
        variable.alias = entry.alias
    irqs: list[syntax.Irq] = []
    for attribute in entry.attributes:
        if isinstance(attribute, syntax.Assignment):
            variable.assignments.pop(attribute.name, None)
            variable.assignments[attribute.name] = attribute
        elif isinstance(attribute, syntax.Irq):
            irqs.append(attribute)
        else:
            lines = variable.sections.setdefault(attribute.kind, [])
            if not attribute.append:
                lines.clear()
            lines.extend(attribute.lines)
            variable.section_places[attribute.kind] = attribute.position
    if irqs:
        variable.irqs.append(irqs)


_REPEATED = {
    "preinit": Code.REPEATED_PREINIT,
    "init": Code.REPEATED_INIT,
    "reset": Code.REPEATED_RESET,
}


def _check(entry: syntax.Entry) -> None:
    """What can be said of one entry alone."""
    if entry.alias is not None and not entry.points:
        code = Code.ALIAS_WITHOUT_REGISTRATION if entry.points is None else Code.ALIAS_WITH_NONE
        what = "not having a registration info" if entry.points is None else "having a none registration info"
        message = f"Entry '{shown(entry.name)}' has an alias '{entry.alias}', while {what}."
        raise PlatformError(code, message, entry.alias.position, wide=True)
    names: set[str] = set()
    for attribute in entry.attributes:
        if isinstance(attribute, syntax.Assignment):
            if attribute.name in names:
                what = "Property" if attribute.is_property else "Constructor argument"
                message = f"{what} '{attribute.name}' is used more than once."
                raise PlatformError(Code.REPEATED_ATTRIBUTE, message, attribute.position)
            names.add(attribute.name)
    for kind, code in _REPEATED.items():
        sections = [
            each for each in entry.attributes if isinstance(each, syntax.Section) and each.kind == kind
        ]
        if len(sections) > 1:
            message = f"Entry can contain only one {kind} attribute."
            raise PlatformError(code, message, sections[1].position)
