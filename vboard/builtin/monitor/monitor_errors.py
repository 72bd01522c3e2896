"""Errors of monitor commands."""

from __future__ import annotations

from collections.abc import Sequence

from vboard.engine.interaction import LineError


class MonitorError(LineError):
    """A command failed. The text is Renode's.

    Attributes:
        text: the sentences (`pieces`) glued without a separator, as Renode's keywords report them. It
            stays Renode's: `suggestion` is no part of it, a front end shows it.
        parse_failed: True when the command itself could not be executed (Renode's keyword error
            says `Could not execute command`), False when it ran and printed an error.
    """

    def __init__(
        self,
        text: str | Sequence[str],
        parse_failed: bool = True,
        location: str = "",
        suggestion: str = "",
    ) -> None:
        super().__init__((text,) if isinstance(text, str) else text, location, suggestion)
        self.text = str(self)
        self.parse_failed = parse_failed


class CommandError(Exception):
    """Raised inside a command; the monitor puts `There was an error executing command` before it.

    Args:
        text: what went wrong.
        suggestion: the nearest valid name as a sentence, or empty.
        inner: what the exception behind it says, or empty.
    """

    def __init__(self, text: str, suggestion: str = "", inner: str = "") -> None:
        super().__init__(text + inner)
        self.sentences = (text, inner) if inner else (text,)
        self.suggestion = suggestion
