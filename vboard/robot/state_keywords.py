"""`Provides` and `Requires`: return to a named state of the emulation.

Renode saves a snapshot by default and re-executes keywords on demand. Here both kinds re-execute:
the engine is deterministic, so the same keywords lead to the same state, to the nanosecond.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass

from vboard.robot.context import Context
from vboard.robot.keyword import KeywordFamily, keyword
from vboard.robot.keyword_errors import KeywordError


class ProviderType(enum.Enum):
    """How Renode keeps a state; makes no difference here."""

    Serialization = 0
    Reexecution = 1


@dataclass(frozen=True)
class Call:
    """A keyword call since the last reset."""

    name: str
    arguments: tuple[object, ...]
    failed: bool


class StateKeywords(KeywordFamily):
    """The library calls `record` for each call; `replay` runs a keyword by name."""

    def __init__(self, context: Context, replay: Callable[[str, list[object]], object]) -> None:
        super().__init__(context)
        self._replay = replay
        self._calls: list[Call] = []
        self._states: dict[str, tuple[Call, ...]] = {}
        self._replaying = False
        context.before_reset.append(self._calls.clear)

    def record(self, name: str, arguments: list[object], failed: bool) -> None:
        """Remember a call that `Requires` would have to repeat."""
        if not self._replaying:
            self._calls.append(Call(name, tuple(arguments), failed))

    @keyword("Provides", recorded=False)
    def provides(self, state: str, type: ProviderType = ProviderType.Serialization) -> None:
        """Give the state of this moment a name."""
        self._states[state] = tuple(self._calls)

    @keyword("Requires", recorded=False)
    def requires(self, state: str) -> None:
        """Reset the emulation and go to a named state."""
        if state not in self._states:
            raise KeywordError(f"Required state {state} not found.")
        self.context.reset()
        calls = self._states[state]
        self._replaying = True
        try:
            for call in calls:
                self._repeat(call)
        finally:
            self._replaying = False
        self._calls.extend(calls)

    def _repeat(self, call: Call) -> None:
        try:
            self._replay(call.name, list(call.arguments))
        except KeywordError:
            if not call.failed:
                raise
