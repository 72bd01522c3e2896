"""Answers that need not be equal, step by step, with the reason and what is compared instead.

Keys are (scenario, step number from 0). A rule that is no longer needed fails the test. None of the
rules is about UART bytes, LED verdicts or values that firmware can see.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Answer = dict[str, Any]

_METHOD = re.compile(r"^ - \S.* (\w+) \(.*\)$", re.MULTILINE)
_PROPERTY = re.compile(r"^ - \S+ (\w+)\n+ +available for", re.MULTILINE)


@dataclass(frozen=True)
class Difference:
    """Why an answer differs, and what still has to hold (recorded answer, own answer)."""

    reason: str
    check: Callable[[Answer, Answer], bool]


def lists_members(expected: Answer, got: Answer) -> bool:
    """Both list methods and properties in the same form, and share some of them."""
    recorded, own = expected["return"], got["return"]
    headings = {line for line in recorded.splitlines() if line.startswith("The following")}
    return (
        {line for line in own.splitlines() if line.startswith("The following")} <= headings
        and bool(set(_METHOD.findall(recorded)) & set(_METHOD.findall(own)))
        and bool(set(_PROPERTY.findall(recorded)) & set(_PROPERTY.findall(own)))
    )


def _same_words(*words: str) -> Callable[[Answer, Answer], bool]:
    """Both answers passed and contain `words`."""
    return lambda expected, got: all(
        word in expected["return"] and word in str(got.get("return")) for word in words
    )


_MEMBERS = "lists the members of Renode's C# classes; the engine lists those of its own models"

_NAMES = "describes the command in words of its own"

KNOWN: dict[tuple[str, int], Difference] = {
    ("keywords_disco", 39): Difference(
        "Renode was left running by a wait that failed: the button's edge comes at a synchronisation "
        "of the machine, and whether this read is before or after it depends on the host's speed",
        lambda _, got: got["return"] == "0x00000000\n\n",
    ),
    **{("monitor_basics", step): Difference(_MEMBERS, lists_members) for step in (8, 9, 10, 54, 65)},
    ("monitor_basics", 69): Difference(
        "the build: the engine tells that it is built in", _same_words("Renode, version 1.16.1 (")
    ),
    ("monitor_basics", 70): Difference(_NAMES, _same_words("Available commands:", "mach", "showAnalyzer")),
    ("monitor_basics", 71): Difference(
        _NAMES,
        _same_words("mach\n", "Current machine: m\n", "\t0: m      \n", "\t1: second \n", "'mach create'"),
    ),
    ("monitor_errors", 6): Difference(_MEMBERS, lists_members),
}
