"""The failing strings of a tester: text that ends any wait."""

from __future__ import annotations

from collections.abc import Iterator

from vboard.builtin.terminals.pattern import Pattern


class FailingStrings:
    """Patterns in the order of registration; one may be registered more than once."""

    def __init__(self) -> None:
        self._patterns: list[Pattern] = []

    def __iter__(self) -> Iterator[Pattern]:
        return iter(tuple(self._patterns))

    def register(self, text: str, regex: bool = False) -> None:
        """Add a substring, or with `regex` a .NET regular expression.

        Raises:
            PatternError: malformed regular expression.
        """
        self._patterns.append(Pattern(text, regex))

    def unregister(self, text: str, regex: bool = False) -> None:
        """Undo `register` once.

        Raises:
            LookupError: it was not registered.
        """
        pattern = Pattern(text, regex)
        if pattern not in self._patterns:
            raise LookupError("Unable to unregister failing string, entry not found")
        self._patterns.remove(pattern)

    def match(self, text: str) -> bool:
        """Whether one of them is in `text`."""
        return any(pattern.search(text) is not None for pattern in self._patterns)
