"""Answers that need not be equal, step by step, with the reason and what is compared instead.

Keys are (scenario, step number from 0). A rule that is no longer needed fails the test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Check = Callable[[dict[str, Any], dict[str, Any]], bool]


@dataclass(frozen=True)
class Difference:
    """Why an answer differs, and what still has to hold (recorded answer, own answer)."""

    reason: str
    check: Check


def same_status(expected: dict[str, Any], got: dict[str, Any]) -> bool:
    """Both passed, or both failed."""
    return bool(expected["status"] == got["status"])


KNOWN: dict[tuple[str, int], Difference] = {}
