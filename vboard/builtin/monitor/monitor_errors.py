"""Errors of monitor commands."""

from __future__ import annotations

from vboard.errors import VBoardError


class MonitorError(VBoardError):
    """A command failed. The text is Renode's, its pieces glued without a separator.

    Attributes:
        parse_failed: True when the command itself could not be executed (Renode's keyword error
            says `Could not execute command`), False when it ran and printed an error.
        location: `path:line` of the failing line of a script, or empty.
        suggestion: the nearest valid name as a sentence, or empty. It is no part of the text, so
            that the text stays Renode's; a front end shows it.
    """

    def __init__(
        self, text: str, parse_failed: bool = True, location: str = "", suggestion: str = ""
    ) -> None:
        super().__init__(text)
        self.text = text
        self.parse_failed = parse_failed
        self.location = location
        self.suggestion = suggestion


class CommandError(Exception):
    """Raised inside a command; the monitor puts `There was an error executing command` before it."""

    def __init__(self, text: str, suggestion: str = "") -> None:
        super().__init__(text)
        self.suggestion = suggestion


class BadParametersError(Exception):
    """A built-in command does not take these arguments."""


class PrintedError(Exception):
    """A command printed an error and ended as if nothing had happened."""
