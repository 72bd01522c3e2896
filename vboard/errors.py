"""Errors that a user of the suite can cause, and how they are shown."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class VBoardError(Exception):
    """Base of all errors that end a command with one line and no traceback.

    Attributes:
        exit_status: process exit status, 2 for a mistake in what the user gave, 1 for a failed run.
    """

    exit_status = 2


class RunFailedError(VBoardError):
    """The firmware or a scenario failed: it faulted, locked up or never said what was expected."""

    exit_status = 1


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the valid name closest to `name`, or an empty string."""
    matches = difflib.get_close_matches(name, list(valid), n=1, cutoff=0.6)
    return f"; did you mean '{matches[0]}'?" if matches else ""
