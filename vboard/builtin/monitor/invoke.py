"""Executes `object member arguments` lines."""

from __future__ import annotations

import inspect
from typing import Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.hints import did_you_mean
from vboard.builtin.monitor.format import NumbersMode, print_result
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.listing import print_members
from vboard.builtin.monitor.members import (
    Method,
    Overload,
    Property,
    find_member,
    is_object,
    member_names,
)
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.monitor.values import EnumError, Lookup, MismatchError, convert, is_register

_NO_MATCH = "Parameters did not match the signature"
Argument = Token | list[Token]


class Invoker:
    """Executes the rest of a line on an object.

    Args:
        monitor: handed to extension functions.
        lookup: finds objects and files that arguments name.
    """

    def __init__(self, monitor: Any, lookup: Lookup) -> None:
        self._monitor = monitor
        self._lookup = lookup
        self.numbers_mode = NumbersMode.Hexadecimal

    def execute(self, name: str, target: Any, tokens: list[Token], out: Interaction) -> None:
        """List members of `target`, or use the member that the first token names.

        Raises:
            CommandError: no such member, or arguments that do not fit.
        """
        if not tokens:
            print_members(self._monitor, name, target, out)
            return
        if tokens[0].kind is Kind.LEFT_BRACKET:
            self._index(name, target, tokens, out)
            return
        word = str(tokens[0].value)
        member = find_member(self._monitor, target, word) if tokens[0].kind is Kind.LITERAL else None
        if member is None:
            hint = did_you_mean(word, member_names(target))
            raise CommandError(f"{name} does not provide a field, method or property {word}.", hint)
        if isinstance(member, Method):
            value, wanted = self.call(member, tokens[1:])
            self._show(f"{name} {word}", value, wanted, out)
        else:
            self._property(f"{name} {word}", member, tokens[1:], out)

    def _show(self, name: str, value: Any, wanted: CSharpType, out: Interaction) -> None:
        if is_object(value) and not _has_text(value):
            print_members(self._monitor, name, value, out)
        else:
            print_result(value, wanted, out.line, self.numbers_mode)

    def _property(self, name: str, member: Property, rest: list[Token], out: Interaction) -> None:
        indexed = bool(rest) and rest[0].kind is Kind.LEFT_BRACKET and member.type.item is None
        if rest and not indexed and member.set is not None and not is_object(member.get()):
            arguments = _arguments(rest)
            if len(arguments) != 1:
                raise CommandError(_NO_MATCH)
            member.set(self._property_value(arguments[0][1], member.type))
            return
        value = member.get()
        if rest and (is_object(value) or rest[0].kind is Kind.LEFT_BRACKET):
            self.execute(name, value, rest, out)
        else:
            self._show(name, value, member.type, out)

    def _property_value(self, argument: Argument, wanted: CSharpType) -> Any:
        try:
            return convert(argument, wanted, self._lookup)
        except EnumError as error:
            raise CommandError(str(error)) from None
        except MismatchError:
            if is_register(wanted.kind) and isinstance(argument, Token) and argument.is_text:
                raise CommandError(f"Cannot convert type 'string' to '{wanted.full}'") from None
            shown = " ".join(map(str, argument)) if isinstance(argument, list) else str(argument)
            raise CommandError(f"Could not convert {shown} to {wanted.full}") from None

    def _index(self, name: str, target: Any, tokens: list[Token], out: Interaction) -> None:
        closing = next((i for i, t in enumerate(tokens) if t.kind is Kind.RIGHT_BRACKET), 0)
        keys = [token for token in tokens[1:closing] if token.kind is not Kind.COMMA]
        if not keys or not hasattr(type(target), "__getitem__"):
            raise CommandError(f"{name} cannot be indexed with these parameters")
        values = tuple(token.value for token in keys)
        try:
            value = target[values[0] if len(values) == 1 else values]
        except (LookupError, TypeError) as error:
            raise CommandError(f"{name} has no item {', '.join(map(str, values))}") from error
        rest = tokens[closing + 1 :]
        if rest and is_object(value):
            self.execute(f"{name} [{', '.join(map(str, values))}]", value, rest, out)
        else:
            self._show(name, value, CSharpType(object), out)

    def call(self, method: Method, tokens: list[Token]) -> tuple[Any, CSharpType]:
        """Call the first overload that takes the arguments; returns the result and its type.

        Raises:
            CommandError: none does.
        """
        arguments = _arguments(tokens)
        complaint = _NO_MATCH
        for overload in method.overloads:
            try:
                positional, named = self._bind(overload, arguments)
            except EnumError as error:
                complaint = str(error)
            except MismatchError:
                continue
            else:
                return method.call(*positional, **named), overload.result
        raise CommandError(complaint)

    def _bind(
        self, overload: Overload, arguments: list[tuple[str | None, Argument]]
    ) -> tuple[list[Any], dict[str, Any]]:
        known = {parameter.name: wanted for parameter, wanted in overload.parameters}
        order = [(p, w) for p, w in overload.parameters if p.kind is not inspect.Parameter.VAR_POSITIONAL]
        positional: list[Any] = []
        named: dict[str, Any] = {}
        for name, argument in arguments:
            if name is not None:
                if name not in known or name in named:
                    raise MismatchError(name)
                named[name] = convert(argument, known[name], self._lookup)
            elif named:
                raise MismatchError("a positional argument behind a named one")
            elif len(positional) < len(order):
                positional.append(convert(argument, order[len(positional)][1], self._lookup))
            elif overload.variadic is not None:
                positional.append(convert(argument, overload.variadic, self._lookup))
            else:
                raise MismatchError("too many arguments")
        given = {parameter.name for parameter, _ in order[: len(positional)]}
        if given & set(named):
            raise MismatchError("an argument is given twice")
        for parameter, _ in order[len(positional) :]:
            if parameter.default is inspect.Parameter.empty and parameter.name not in named:
                raise MismatchError(parameter.name)
        return positional, named


def _has_text(value: Any) -> bool:
    """Whether the value prints as a text (a peripheral as its type) and not as a list of members."""
    cls: Any = type(value)
    return hasattr(cls, "renode_type_name") or cls.__str__ is not object.__str__


def _arguments(tokens: list[Token]) -> list[tuple[str | None, Argument]]:
    """Group tokens into arguments: `x`, `name=x`, `[a, b]`, `name=[a, b]`."""
    found: list[tuple[str | None, Argument]] = []
    index = 0
    while index < len(tokens):
        name = None
        if (
            tokens[index].kind is Kind.LITERAL
            and index + 2 < len(tokens)
            and tokens[index + 1].kind is Kind.EQUALITY
        ):
            name = str(tokens[index].value)
            index += 2
        if tokens[index].kind is Kind.LEFT_BRACKET:
            items: list[Token] = []
            index += 1
            while index < len(tokens) and tokens[index].kind is not Kind.RIGHT_BRACKET:
                if tokens[index].kind is not Kind.COMMA:
                    items.append(tokens[index])
                index += 1
            if index == len(tokens):
                raise CommandError(_NO_MATCH)
            found.append((name, items))
        else:
            found.append((name, tokens[index]))
        index += 1
    return found
