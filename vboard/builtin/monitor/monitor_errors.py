"""Errors of monitor commands."""

from __future__ import annotations

from collections.abc import Sequence

from vboard.errors import VBoardError


class MonitorError(VBoardError):
    """A command failed. The text is Renode's.

    Attributes:
        pieces: the sentences, one a line for people.
        text: the sentences glued without a separator, as Renode's keywords report them.
        parse_failed: True when the command itself could not be executed (Renode's keyword error
            says `Could not execute command`), False when it ran and printed an error.
        location: `path:line` of the failing line of a script, or empty.
        suggestion: the nearest valid name as a sentence, or empty. It is no part of the text, so
            that the text stays Renode's; a front end shows it.
    """

    def __init__(
        self,
        text: str | Sequence[str],
        parse_failed: bool = True,
        location: str = "",
        suggestion: str = "",
    ) -> None:
        self.pieces = (text,) if isinstance(text, str) else tuple(text)
        self.text = "".join(self.pieces)
        super().__init__(self.text)
        self.parse_failed = parse_failed
        self.location = location
        self.suggestion = suggestion


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
