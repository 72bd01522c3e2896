"""Chooses a model's constructor arguments and creates the object."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from vboard.builtin.csharp import CSharpType, full_name
from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.hints import did_you_mean
from vboard.builtin.machine.machine import Machine
from vboard.builtin.platform import syntax
from vboard.builtin.platform.convert import (
    ConversionError,
    Resolver,
    check,
    class_of_reference,
    convert,
)
from vboard.builtin.platform.platform_errors import Code, PlatformError, Position
from vboard.builtin.platform.signature import (
    Parameter,
    constructors,
    facts_of,
    header,
    newer_constructors,
    own_parameters,
)
from vboard.builtin.platform.stubs import is_stub

Warn = Callable[[str], None]


@dataclass(frozen=True)
class Argument:
    """A constructor parameter and the attribute that fills it."""

    name: str
    type: CSharpType
    attribute: syntax.Assignment


class Chooser:
    """Chooses arguments.

    Args:
        resolver: classes of the variables.
        machine: name of the machine, shown in reports.
        warn: takes what is worth a warning.
    """

    def __init__(self, resolver: Resolver, machine: str, warn: Warn) -> None:
        self._resolver = resolver
        self._machine = machine
        self._warn = warn

    def choose(
        self, cls: type[Any], assignments: Iterable[syntax.Assignment], place: Position
    ) -> list[Argument]:
        """Match constructor parameters with attributes.

        Args:
            cls: class of the model.
            assignments: all attributes; those with a lower-case name are parameters.
            place: where the report points.

        Raises:
            PlatformError: E25 with Renode's constructor selection report, E20, E46, E49.
        """
        given = [each for each in assignments if not each.is_property]
        known = facts_of(cls)
        if known is not None and known.abstract:
            concrete = ", ".join(known.concrete)
            what = f"{full_name(cls)} is an abstract type."
            message = f"{what} Try constructing one of the following concrete types: {concrete}"
            raise PlatformError(Code.ABSTRACT_TYPE, message, place)
        present = [each for each in given if not isinstance(each.value, syntax.NoneValue)]
        self._check_references(present)
        self._check_aliases(cls, present, place)
        own = own_parameters(cls)
        if self._accepts(cls, own, present):
            return self._arguments(cls, own, present)
        raise self._refusal(cls, own, given, place)

    def _check_references(self, given: list[syntax.Assignment]) -> None:
        for each in given:
            if isinstance(each.value, syntax.ReferenceValue):
                class_of_reference(each.value, self._resolver)

    def _check_aliases(self, cls: type[Any], given: list[syntax.Assignment], place: Position) -> None:
        for found in constructors(cls):
            for parameter in found:
                called = [each for each in given if parameter.is_called(each.name)]
                if len(called) > 1:
                    lines = "\n".join(f"{each.name}: {each.value}" for each in called)
                    message = f"Ambiguous choice between aliased and normal argument name:\n{lines}"
                    raise PlatformError(Code.ALIASED_PARAMETER, message, place, wide=True)

    def _accepts(self, cls: type[Any], own: list[Parameter], given: list[syntax.Assignment]) -> bool:
        """Whether the model takes the attributes; those that only Renode's class has count as taken."""
        if not self._names_fit(cls, own, given):
            return False
        for parameter in own:
            attribute = _attribute(parameter, given)
            if attribute is None or parameter.wanted is None:
                continue
            try:
                check(attribute.value, parameter.wanted, self._resolver, parameter.type)
            except ConversionError:
                return False
        return True

    def _names_fit(self, cls: type[Any], own: list[Parameter], given: list[syntax.Assignment]) -> bool:
        known = facts_of(cls)
        facts = [*constructors(cls), *newer_constructors(cls)] if known is not None else []
        candidates = [own, *facts]
        strict = getattr(cls, "only_known_constructors", False) or is_stub(cls)
        required = [each for each in own if each.default is None]
        return all(_attribute(each, given) is not None for each in required) and any(
            all(any(parameter.is_called(each.name) for parameter in found) for each in given)
            and all(
                parameter.default is not None or parameter.is_machine or _attribute(parameter, given)
                for parameter in found
            )
            for found in (candidates[1:] if strict else candidates)
        )

    def _arguments(
        self, cls: type[Any], own: list[Parameter], given: list[syntax.Assignment]
    ) -> list[Argument]:
        arguments = []
        for each in given:
            parameter = next((found for found in own if found.is_called(each.name)), None)
            if parameter is None or parameter.wanted is None:
                name = getattr(cls, "renode_type_name", cls.__name__)
                self._warn(f"{each.position}: parameter '{each.name}' of {name} is not modelled, ignored")
                continue
            if each.name == parameter.alias != parameter.name:
                self._warn(f"Using alias '{parameter.alias}' for parameter '{parameter.name}'")
            arguments.append(Argument(parameter.name, parameter.wanted, each))
        return arguments

    # -- reports --------------------------------------------------------------------------------

    def _refusal(
        self, cls: type[Any], own: list[Parameter], given: list[syntax.Assignment], place: Position
    ) -> PlatformError:
        lines: list[str] = []
        ignored = [each for each in given if isinstance(each.value, syntax.NoneValue)]
        if ignored:
            lines.append("Following attributes were set to none (and therefore ignored):")
            lines += [f"  '{each.name}' at {each.position}" for each in ignored]
        present = [each for each in given if each not in ignored]
        reports = [self._consider(cls, found, present) for found in constructors(cls)]
        if any(accepted for _, accepted in reports):  # the model takes less than Renode's class
            reports = [self._consider(cls, own, present)]
        for report, _ in reports:
            lines += ["", *report]
        names = [parameter.name for found in constructors(cls) for parameter in found]
        unknown = [each.name for each in present if each.name not in names]
        message = "\n".join(
            [
                f"Could not find suitable constructor for type '{full_name(cls)}'.",
                "Constructor selection report:",
                *lines,
            ]
        )
        hint = did_you_mean(unknown[0], names) if unknown else ""
        return PlatformError(Code.NO_CONSTRUCTOR, message, place, hint)

    def _consider(
        self, cls: type[Any], found: list[Parameter], given: list[syntax.Assignment]
    ) -> tuple[list[str], bool]:
        """The part of a report about one constructor, and whether it is accepted."""
        report = [header(cls, found)]
        unused = list(given)
        for parameter in found:
            attribute = _attribute(parameter, given)
            if attribute is None:
                if parameter.default is None and not parameter.is_machine:
                    report.append(
                        f"  Could not find corresponding attribute for parameter '{parameter.name}' of type "
                        f"'{parameter.type}' and it is not a default parameter. Rejecting constructor."
                    )
                    return report, False
                default = self._machine if parameter.is_machine else (parameter.default or "")
                default = "" if default == "null" else default
                what = f"'{parameter.name}' of type '{parameter.type}'"
                report.append(f"  Parameter {what} filled with default value = '{default}'.")
                continue
            lines, fits = self._weigh(parameter, attribute)
            report += lines
            if not fits:
                return report, False
            unused.remove(attribute)
        if not unused:
            return [*report, "  No unused attributes, constructor accepted."], True
        report.append(f"  Constructor rejected, {len(unused)} unused attributes left:")
        report += [f"    '{each.name}' with value '{each.value}' at {each.position}" for each in unused]
        return report, False

    def _weigh(self, parameter: Parameter, attribute: syntax.Assignment) -> tuple[list[str], bool]:
        value = attribute.value
        what = f"parameter '{parameter.name}' of type '{parameter.type}'"
        lines = [f"  For {what} found attribute at {attribute.position} with value {value}"]
        kind = {syntax.ReferenceValue: "reference", syntax.ObjectValue: "object"}.get(type(value))
        try:
            wanted = parameter.wanted or CSharpType(object)
            shown = check(value, wanted, self._resolver, parameter.type)
        except ConversionError as error:
            if kind is not None:
                return [
                    *lines,
                    f"    Parameter is not assignable from the {kind} value, constructor rejected.",
                ], False
            return [*lines, "    There was an error when converting the value:", f"    {error}"], False
        if kind is not None:
            return [*lines, f"    Parameter is assignable from the {kind} value."], True
        shown = getattr(shown, "name", shown)
        return [*lines, f"    Value converted succesfully, it is = '{shown}'"], True


def _attribute(parameter: Parameter, given: list[syntax.Assignment]) -> syntax.Assignment | None:
    return next((each for each in given if parameter.is_called(each.name)), None)


def references(value: syntax.Value) -> Iterable[syntax.ReferenceValue]:
    """References to the variables that `value` needs."""
    if isinstance(value, syntax.ReferenceValue):
        yield value
    elif isinstance(value, syntax.ListValue):
        for item in value.items:
            yield from references(item)
    elif isinstance(value, syntax.DictValue):
        for pair in value.items:
            for item in pair:
                yield from references(item)
    elif isinstance(value, syntax.ObjectValue):
        for attribute in value.attributes:
            if isinstance(attribute, syntax.Assignment) and not attribute.is_property:
                yield from references(attribute.value)


def create(
    cls: type[Any],
    arguments: list[Argument],
    resolver: Resolver,
    machine: Machine,
    name: str,
    place: Position,
) -> Any:
    """Call the constructor.

    Raises:
        PlatformError: E38 with the text of what the constructor raised.
        EscapedError: what Renode does not catch.
    """
    values = {a.name: convert(a.attribute.value, a.type, resolver) for a in arguments}
    try:
        return cls(machine, **values)
    except (PlatformError, EscapedError):
        raise
    except Exception as error:
        message = f"Exception was thrown during construction of {name}:\n{error}\n"
        raise PlatformError(Code.CONSTRUCTION, message, place) from error
