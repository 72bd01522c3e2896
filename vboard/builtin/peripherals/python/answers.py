"""Answers of a script that hold until it runs for another reason: polls need not run it each time.

An answer holds when the script reached nothing but its request and its own plain data, and left that data as
it was: what it keeps is compared before and behind a run.
"""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable
from typing import Any

from vboard.builtin.peripherals.python.script_state import depends_on_itself, kept_names, parse

_PLAIN = (int, str, bytes, bytearray, float, type(None))
_TRIES = 3
"""Runs with an effect after which a read is no longer looked at: the comparison costs more than the run."""


@functools.lru_cache(maxsize=256)
def analysed(source: str) -> tuple[bool, frozenset[str]]:
    """Whether answers can hold, and what the script keeps: found out at the first poll, once for a text."""
    tree = parse(source)
    return depends_on_itself(tree), kept_names(tree)


class _Watched:
    """Stands for `self` and notes that it was used."""

    def __init__(self, target: object) -> None:
        self.target = target
        self.used = False

    def __getattr__(self, name: str) -> Any:
        self.used = True
        return getattr(self.target, name)


class Answers:
    """The answers that hold, by offset and width of a read."""

    def __init__(self, source: str, scope: dict[str, Any]) -> None:
        """`scope` has the script's variables."""
        self._source = source
        self._scope = scope
        self._held: dict[tuple[int, int], int] = {}
        self._tries: dict[tuple[int, int], int] = {}
        self._failed = False

    @property
    def possible(self) -> bool:
        """Whether an answer of the script can hold at all."""
        return analysed(self._source)[0]

    def clear(self) -> None:
        """The script runs for another reason."""
        self._held.clear()

    def failed(self) -> None:
        """The run in progress failed, which was reported."""
        self._failed = True

    def held(self, offset: int, width: int) -> int | None:
        """The answer to a read, None where the script has to run."""
        return self._held.get((offset, width))

    def may_hold(self, offset: int, width: int) -> bool:
        """Whether an answer to this read is still looked for."""
        return self._tries.get((offset, width), 0) < _TRIES and self.possible

    def run(self, offset: int, width: int, script: Callable[[], int]) -> int:
        """Run the script for a read; its answer is held if it will be the same again.

        What a first read of an offset does is not looked at: only polls are worth it.
        """
        access = (offset, width)
        tries = self._tries.get(access)
        before = self._data() if tries is not None and tries < _TRIES and self.possible else None
        if before is None:
            self._tries.setdefault(access, 0)
            self._held.clear()
            return script()
        watched = _Watched(self._scope["self"])
        self._scope["self"] = watched
        self._failed = False
        try:
            value = script()
        finally:
            self._scope["self"] = watched.target
        if watched.used or self._failed or self._data() != before:
            self._tries[access] += 1
            self._held.clear()
        else:
            self._held[access] = value
        return value

    def _data(self) -> dict[str, Any] | None:
        """A copy of what the script keeps, None if that is no plain data."""
        data = {name: self._scope[name] for name in analysed(self._source)[1] if name in self._scope}
        return copy.deepcopy(data) if _is_plain(data) else None


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_plain(key) and _is_plain(each) for key, each in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return all(_is_plain(each) for each in value)
    return isinstance(value, _PLAIN)
