"""Collects the entries of a description and its `using` files into variables."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vboard.builtin.hints import did_you_mean
from vboard.builtin.platform import syntax
from vboard.builtin.platform.names import local_rename, rename_entry, shown
from vboard.builtin.platform.parser import parse
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position, Source
from vboard.builtin.registry import find_type, type_names

FindFile = Callable[[str], Path | None]


@dataclass
class Variable:
    """Everything that the entries of one name say.

    `instance` is there from the beginning for objects that the machine already has.
    """

    key: str
    position: Position | None = None
    type_name: syntax.TypeName | None = None
    cls: type[Any] | None = None
    points: tuple[syntax.Point, ...] | None = None
    alias: str | None = None
    assignments: dict[str, syntax.Assignment] = field(default_factory=dict)
    irqs: list[syntax.Irq] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=dict)
    section_places: dict[str, Position] = field(default_factory=dict)
    instance: Any = None
    created: bool = False

    @property
    def name(self) -> str:
        """Name in messages and, without an alias, in the machine."""
        return shown(self.key)


def read_source(path: Path) -> Source:
    """Read a description; bytes that are no UTF-8 become replacement characters."""
    return Source.of(path.read_text("utf-8-sig", errors="replace"), str(path))


def collect(source: Source, find_file: FindFile) -> list[syntax.Entry]:
    """Parse `source` and what it uses, depth first; return all entries in order.

    Raises:
        PlatformError: syntax errors and E17, E36, E45.
    """
    return _collect(source, find_file, [source.path])


def _collect(source: Source, find_file: FindFile, active: list[str]) -> list[syntax.Entry]:
    description = parse(source)
    entries: list[syntax.Entry] = []
    seen: set[Path] = set()
    for using in description.usings:
        path = _using_path(using, source, find_file)
        if path in seen:
            raise PlatformError(
                Code.REPEATED_USING, f"Using '{using.path}' is given more than once.", using.position
            )
        if str(path) in active:
            message = f"Using '{using.path}' leads back to this file."
            raise PlatformError(Code.USING_CYCLE, message, using.position)
        seen.add(path)
        used = _collect(read_source(path), find_file, [*active, str(path)])
        if using.prefix:
            rename_used = functools.partial(operator.add, using.prefix)
            used = [rename_entry(entry, rename_used) for entry in used]
        entries.extend(used)
    local_names = frozenset(entry.name for entry in description.entries if entry.local)
    rename = local_rename(local_names, source.path)
    entries.extend(rename_entry(entry, rename) for entry in description.entries)
    return entries


def _using_path(using: syntax.Using, source: Source, find_file: FindFile) -> Path:
    text = using.path
    if text.startswith(("./", "../")):
        directory = Path(source.path).parent if source.path else Path.cwd()
        path: Path | None = (directory / text).resolve()
        message = f"Using '{text}' resolved as '{path}' does not exist."
    else:
        path = Path(text) if Path(text).is_absolute() else find_file(text)
        message = f"Using '{text}' does not exist."
    if path is None or not path.is_file():
        raise PlatformError(Code.NO_USING, message, using.position.at_length(len(text) + len('""')))
    return path


def merge(entries: list[syntax.Entry], existing: dict[str, Any]) -> dict[str, Variable]:
    """Fold entries into variables, in order of declaration.

    Args:
        entries: what `collect` gave.
        existing: objects that the machine already has, by variable name.

    Raises:
        PlatformError: E01 to E04, E08, E09, E16, E19.
    """
    variables = {
        name: Variable(name, cls=type(instance), instance=instance) for name, instance in existing.items()
    }
    for entry in entries:
        variable = variables.setdefault(entry.name, Variable(entry.name))
        if entry.type_name is not None:
            _declare(variable, entry)
    for entry in entries:
        _check_declaration(variables[entry.name], entry)
    for entry in entries:
        _check(entry)
        _merge_entry(variables[entry.name], entry)
    return variables


def _declare(variable: Variable, entry: syntax.Entry) -> None:
    assert entry.type_name is not None
    if variable.cls is not None:
        before = variable.position
        where = " as an already registered peripheral or builtin"
        if before is not None:
            where = f", previous declaration was at :{before.line}:{before.column}"
        message = f"Variable '{variable.name}' was already declared{where}."
        raise PlatformError(Code.ALREADY_DECLARED, message, entry.position.at_length(1))
    text = entry.type_name.text
    cls = find_type(text)
    if cls is None:
        message = f"Could not resolve type: '{text}'."
        hint = did_you_mean(text, type_names())
        raise PlatformError(Code.UNKNOWN_TYPE, message, entry.position, hint)
    variable.cls = cls
    variable.type_name = entry.type_name
    variable.position = entry.position


def _merge_entry(variable: Variable, entry: syntax.Entry) -> None:
    if entry.points is not None:
        variable.points = entry.points
        variable.alias = entry.alias
    for attribute in entry.attributes:
        if isinstance(attribute, syntax.Assignment):
            if isinstance(attribute.value, syntax.NoneValue):
                variable.assignments.pop(attribute.name, None)
            else:
                variable.assignments[attribute.name] = attribute
        elif isinstance(attribute, syntax.Irq):
            variable.irqs.append(attribute)
        else:
            lines = variable.sections.setdefault(attribute.kind, [])
            if not attribute.append:
                lines.clear()
            lines.extend(attribute.lines)
            variable.section_places[attribute.kind] = attribute.position


def _check_declaration(variable: Variable, entry: syntax.Entry) -> None:
    place = entry.position.at_length(1)
    if entry.type_name is None and entry.points is None and not entry.attributes:
        raise PlatformError(Code.EMPTY_ENTRY, "Entry cannot be empty.", place)
    if variable.cls is None:
        message = f"Variable '{variable.name}' is never declared - type is unknown."
        raise PlatformError(Code.NEVER_DECLARED, message, place)


def _check(entry: syntax.Entry) -> None:
    """What can be said of one entry alone."""
    if entry.alias is not None and not entry.points:
        code = Code.ALIAS_WITHOUT_REGISTRATION if entry.points is None else Code.ALIAS_WITH_NONE
        message = f"Entry '{entry.name}' has an alias, but no registration that could use it."
        raise PlatformError(code, message, entry.position.at_length(1))
    names: set[str] = set()
    kinds: set[str] = set()
    sources: set[int | str | None] = set()
    for attribute in entry.attributes:
        if isinstance(attribute, syntax.Assignment):
            if attribute.name in names:
                message = f"Attribute '{attribute.name}' is given more than once in this entry."
                raise PlatformError(Code.REPEATED_ATTRIBUTE, message, attribute.position)
            names.add(attribute.name)
        elif isinstance(attribute, syntax.Section):
            if attribute.kind in kinds:
                message = f"Entry can contain only one {attribute.kind} attribute."
                code = Code.REPEATED_RESET if attribute.kind == "reset" else Code.REPEATED_SECTION
                raise PlatformError(code, message, attribute.position)
            kinds.add(attribute.kind)
        else:
            _check_irq(attribute, sources)


def _check_irq(irq: syntax.Irq, sources: set[int | str | None]) -> None:
    own: tuple[int | str | None, ...] = irq.sources if irq.sources is not None else (None,)
    for source in own:
        if source in sources:
            name = f"Interrupt '{source}'" if source is not None else "The default interrupt"
            message = f"{name} is used as a source more than once in this entry; use '|'."
            raise PlatformError(Code.REPEATED_IRQ_SOURCE, message, irq.position)
        sources.add(source)
    for destination in irq.destinations:
        left, right = len(own), len(destination.pins)
        if left != right:
            message = (
                f"Irq arity does not match. It is {left} on the left side and {right} on the right side."
            )
            raise PlatformError(Code.IRQ_ARITY, message, irq.position)
