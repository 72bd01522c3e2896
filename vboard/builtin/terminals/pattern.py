"""What a tester searches for: a substring, or a regular expression in .NET's dialect."""

from __future__ import annotations

import re
from dataclasses import dataclass


class PatternError(ValueError):
    """The regular expression is malformed."""


@dataclass(frozen=True)
class Found:
    """Place of a match and its groups (without group 0; an unmatched group is empty)."""

    start: int
    end: int
    groups: tuple[str, ...] = ()


class Pattern:
    """A compiled pattern. Equal when text and kind are equal, as failing strings are removed so.

    Args:
        text: substring or regular expression, searched anywhere.
        is_regex: what `text` is.
        any_character: whether `.` also matches a line feed (binary mode).

    Raises:
        PatternError: malformed regular expression.
    """

    def __init__(self, text: str, is_regex: bool = False, any_character: bool = False) -> None:
        self.text = text
        self.is_regex = is_regex
        self._compiled: re.Pattern[str] | None = None
        if is_regex:
            try:
                self._compiled = re.compile(_from_dotnet(text), re.DOTALL if any_character else 0)
            except re.error as error:
                raise PatternError(f'parsing "{text}" - {_dotnet_text(error)}') from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and (self.text, self.is_regex) == (other.text, other.is_regex)

    def __hash__(self) -> int:
        return hash((self.text, self.is_regex))

    def search(self, content: str) -> Found | None:
        """Find the first match in `content`."""
        if self._compiled is None:
            start = content.find(self.text)
            return Found(start, start + len(self.text)) if start >= 0 else None
        match = self._compiled.search(content)
        if match is None:
            return None
        named = sorted(self._compiled.groupindex.values())
        numbers = [n for n in range(1, self._compiled.groups + 1) if n not in named] + named
        return Found(match.start(), match.end(), tuple(match.group(n) or "" for n in numbers))


_DOTNET_TEXTS = {
    "unterminated character set": "Unterminated [] set.",
    "missing ), unterminated subpattern": "Not enough )'s.",
    "unbalanced parenthesis": "Too many )'s.",
    "nothing to repeat": "Quantifier {x,y} following nothing.",
    "multiple repeat": "Nested quantifier.",
}
"""What .NET calls these errors."""


def _dotnet_text(error: re.error) -> str:
    return _DOTNET_TEXTS.get(error.msg, str(error))


def _from_dotnet(text: str) -> str:
    """Translate the .NET spellings that Python's `re` lacks: named groups, `\\k<n>` and `\\z`.

    .NET numbers named groups after the unnamed ones; `Pattern.search` orders them so.
    """
    text = re.sub(r"\(\?(?:<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')", lambda m: f"(?P<{m[1] or m[2]}>", text)
    text = re.sub(r"\\k(?:<(\w+)>|'(\w+)')", lambda m: f"(?P={m[1] or m[2]})", text)
    return text.replace(r"\z", r"\Z")
