"""Executes `object member arguments` lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from vboard.builtin.csharp import CSharpType
from vboard.builtin.hints import did_you_mean
from vboard.builtin.known.known_members import why_absent
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.monitor.arguments import Argument, bind, parse_argument, shown
from vboard.builtin.monitor.format import NumbersMode, print_result
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.listing import print_members
from vboard.builtin.monitor.members import Method, Property, class_names, find_member, member_names
from vboard.builtin.monitor.monitor_errors import CommandError
from vboard.builtin.monitor.tokenizer import Kind, Token
from vboard.builtin.monitor.values import ConversionError, Lookup, MismatchError, NoSuchFileError, convert
from vboard.builtin.peripherals.base import Peripheral
from vboard.builtin.platform.gaps import has_property
from vboard.builtin.platform.stubs import is_stub

_NO_MATCH = "Parameters did not match the signature"
_EACH = ("Select", "ForEach")
Result = tuple[Any, CSharpType]
_NOTHING: Result = (None, CSharpType(object))


class _SignatureError(CommandError):
    """No signature takes the arguments."""

    def __init__(self, name: str, target: Any, member: str, suggestion: str) -> None:
        super().__init__(_NO_MATCH, suggestion)
        self.name = name
        self.target = target
        self.member = member


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

    def execute(self, name: str, target: Any, tokens: Sequence[Token], out: Interaction) -> None:
        """List members of `target`, or use the member that the first token names.

        Raises:
            CommandError: no such member, or arguments that do not fit; its signatures are in `out` then.
        """
        if not tokens:
            print_members(self._monitor, name, target, out)
            return
        try:
            value, wanted = self._use(name, target, tokens)
        except _SignatureError as error:
            print_members(self._monitor, error.name, error.target, out, only=error.member)
            raise
        print_result(value, wanted, out.line, self.numbers_mode, self._lookup.enum_note)

    def _use(self, name: str, target: Any, tokens: Sequence[Token]) -> Result:
        first, rest = tokens[0], tokens[1:]
        if first.kind is Kind.LEFT_BRACKET:
            return self._index(name, target, tokens)
        if first.kind is not Kind.LITERAL:
            raise CommandError("Bad syntax")
        word = str(first.value)
        if word in _EACH and rest and isinstance(target, Iterable):
            results = [self._use("", each, rest) for each in target]
            wanted = CSharpType(list, item=results[0][1] if results else None)
            return ([value for value, _ in results], wanted) if word == "Select" else _NOTHING
        member = find_member(self._monitor, target, word)
        if isinstance(member, Method):
            return self._call(name, target, member, rest)
        if member is not None:
            return self._property(f"{name} {word}", member, rest)
        reason = why_absent(class_names(target), word)
        if reason is not None:
            raise CommandError(f"{name} {word} is known and not there: {reason}.")
        if rest and isinstance(target, Peripheral) and has_property(type(target), word):
            shown_values = " ".join(map(str, rest))
            target.log(LogLevel.WARNING, f"property {word} is not modelled, ignored: {shown_values}")
            return _NOTHING
        message = f"{name} does not provide a field, method or property {word}."
        if isinstance(target, Peripheral) and is_stub(type(target)):
            raise CommandError(f"{message} {target.renode_type_name} is not modelled: a stub stands for it.")
        raise CommandError(message, did_you_mean(word, member_names(target)))

    def _call(self, name: str, target: Any, method: Method, tokens: Sequence[Token]) -> Result:
        """Call the first overload that takes the arguments."""
        missing = ""
        for overload in method.overloads:
            try:
                positional, named = bind(overload, tokens, self._lookup)
            except NoSuchFileError as error:
                missing = str(error)
                continue
            except MismatchError:
                continue
            return overload.call(*positional, **named), overload.result
        raise _SignatureError(name, target, method.name, missing)

    def _property(self, name: str, member: Property, rest: Sequence[Token]) -> Result:
        """Get or set; `object Property Member ...` goes on to a member of the value.

        More than one argument is ignored, as is an argument of what cannot be set.
        """
        argument: Argument | None = None
        if rest:
            parsed = parse_argument(rest)
            if parsed is None:
                raise CommandError(f"Failed to parse argument: [{', '.join(map(str, rest))}]")
            argument = parsed.argument
            if member.get is not None and self._goes_on(member.type, rest[0]):
                value = member.get()
                return _NOTHING if value is None else self._use(name, value, rest)
        if argument is not None and member.set is not None:
            member.set(self._converted(argument, member.type))
            return _NOTHING
        if member.get is None:
            word = name.rpartition(" ")[2]
            raise CommandError(f"Could not execute this action on property {word}")
        return member.get(), member.type

    def _goes_on(self, wanted: CSharpType, first: Token) -> bool:
        """Whether a token behind a property is a member of its value rather than a new value."""
        if wanted.is_value_type or wanted.python is str:
            return False
        if first.kind is Kind.LEFT_BRACKET:
            return wanted.item is None and not issubclass(wanted.python, bytes)
        return first.kind is Kind.LITERAL and self._lookup.find_object(str(first.value)) is None

    def _converted(self, argument: Argument, wanted: CSharpType) -> Any:
        try:
            return convert(argument, wanted, self._lookup)
        except ConversionError as error:
            raise CommandError(str(error)) from None
        except MismatchError:
            raise CommandError(f"Could not convert {shown(argument)} to {wanted.full}") from None

    def _index(self, name: str, target: Any, tokens: Sequence[Token]) -> Result:
        """`object [key]`, `object [key] Member ...`."""
        if not hasattr(type(target), "__getitem__") or isinstance(target, str):
            raise CommandError(f"{name} does not provide a default-named indexer.")
        parsed = parse_argument(tokens)
        if parsed is None or not isinstance(parsed.argument, list) or not parsed.argument:
            raise CommandError(f"Failed to parse index from [{', '.join(map(str, tokens))}]")
        values = tuple(token.value for token in parsed.argument)
        try:
            value = target[values[0] if len(values) == 1 else values]
        except (LookupError, TypeError) as error:
            if isinstance(target, Mapping) or not isinstance(error, KeyError):
                raise CommandError(f"{name} has no item {', '.join(map(str, values))}") from error
            raise CommandError(str(error.args[0])) from error
        rest = tokens[parsed.end :]
        if rest and value is not None:
            return self._use(f"{name} [{', '.join(map(str, values))}]", value, rest)
        return value, CSharpType(object)
