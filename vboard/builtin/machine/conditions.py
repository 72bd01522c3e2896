"""Conditions of a registration on the bus: `privileged && !cpuSecure`, `initiator == dma`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

State = Mapping[str, bool]
"""Bits of an initiator's state by name."""
_Test = Callable[[str, State], bool]
_TOKEN = re.compile(r"\s*(?:(\w+)|(&&|\|\||==|!=|[!()]))")


class ConditionError(ValueError):
    """The text is no condition."""


class Condition:
    """A parsed condition; `text` is what the description has.

    Raises:
        ConditionError: the text is malformed.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = _split(text)
        self._test = self._any()
        if self._tokens:
            raise ConditionError(f"Unexpected '{self._tokens[0]}' in condition '{text}'")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def holds(self, initiator: str, state: State) -> bool:
        """Whether an initiator of that name and state fulfils the condition; absent bits are clear."""
        return self._test(initiator, state)

    def _take(self, expected: str = "") -> str:
        if not self._tokens:
            raise ConditionError(f"Condition '{self.text}' ends too early")
        token = self._tokens.pop(0)
        if expected and token != expected:
            raise ConditionError(f"Unexpected '{token}' in condition '{self.text}', expected '{expected}'")
        return token

    def _next_is(self, token: str) -> bool:
        if self._tokens[:1] != [token]:
            return False
        self._tokens.pop(0)
        return True

    def _any(self) -> _Test:
        tests = [self._all()]
        while self._next_is("||"):
            tests.append(self._all())
        return lambda initiator, state: any(test(initiator, state) for test in tests)

    def _all(self) -> _Test:
        tests = [self._single()]
        while self._next_is("&&"):
            tests.append(self._single())
        return lambda initiator, state: all(test(initiator, state) for test in tests)

    def _single(self) -> _Test:
        if self._next_is("!"):
            inner = self._single()
            return lambda initiator, state: not inner(initiator, state)
        if self._next_is("("):
            inner = self._any()
            self._take(")")
            return inner
        word = self._take()
        if not word[0].isalpha():
            raise ConditionError(f"Unexpected '{word}' in condition '{self.text}'")
        if word != "initiator":
            return lambda _, state: state.get(word, False)
        operator = self._take()
        name = self._take()
        if operator == "!=":
            return lambda initiator, _: initiator != name
        if operator != "==":
            raise ConditionError(f"Unexpected '{operator}' in condition '{self.text}', expected '=='")
        return lambda initiator, _: initiator == name


def _split(text: str) -> list[str]:
    tokens = []
    index = 0
    while text[index:].strip():
        match = _TOKEN.match(text, index)
        if match is None:
            raise ConditionError(f"Unexpected '{text[index:].strip()[0]}' in condition '{text}'")
        tokens.append(match[1] or match[2])
        index = match.end()
    return tokens
