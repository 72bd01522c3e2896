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

_SUGGESTION = re.compile(r"\. Did you mean '[^']*'\?|: [\w.+-]+; did you mean '[^']*'\?")
_METHOD = re.compile(r"^ - \S.* (\w+) \(.*\)$", re.MULTILINE)
_PROPERTY = re.compile(r"^ - \S+ (\w+)\n+ +available for", re.MULTILINE)


@dataclass(frozen=True)
class Difference:
    """Why an answer differs, and what still has to hold (recorded answer, own answer)."""

    reason: str
    check: Callable[[Answer, Answer], bool]


def _suggests(expected: Answer, got: Answer) -> bool:
    """The error is Renode's, with the nearest valid name added."""
    return got["status"] == "FAIL" and _SUGGESTION.sub("", got["error"]) == expected["error"]


def _lists_members(expected: Answer, got: Answer) -> bool:
    """Both list methods and properties under the same headings, and share some of them."""
    recorded, own = expected["return"], got["return"]
    headings = [line for line in recorded.splitlines() if line.startswith(("The following", "Usage:"))]
    return (
        [line for line in own.splitlines() if line.startswith(("The following", "Usage:"))] == headings
        and bool(set(_METHOD.findall(recorded)) & set(_METHOD.findall(own)))
        and bool(set(_PROPERTY.findall(recorded)) & set(_PROPERTY.findall(own)))
    )


def _same_words(*words: str) -> Callable[[Answer, Answer], bool]:
    """Both answers passed and contain `words`."""
    return lambda expected, got: all(
        word in expected["return"] and word in str(got.get("return")) for word in words
    )


def _fails_in_python(expected: Answer, got: Answer) -> bool:
    """The texts are equal up to the one of the Python interpreter."""
    prefix = expected["error"].partition("unexpected token")[0]
    return got["status"] == "FAIL" and got["error"].startswith(prefix)


_NEAREST = "the engine adds the nearest valid name to Renode's text"
_MEMBERS = "lists the members of Renode's C# classes; the engine lists those of its own models"
_INTERPRETER = "IronPython's text for a syntax error; the engine has CPython's"

KNOWN: dict[tuple[str, int], Difference] = {
    ("keywords_disco", 39): Difference(
        "Renode was left running by a wait that failed: the button's edge comes at a synchronisation "
        "of the machine, and whether this read is before or after it depends on the host's speed",
        lambda _, got: got["return"] == "0x00000000\n\n",
    ),
    ("monitor_errors", 4): Difference(_NEAREST, _suggests),
    ("monitor_errors", 6): Difference(_MEMBERS, _lists_members),
    ("monitor_errors", 24): Difference(_INTERPRETER, _fails_in_python),
    ("monitor_errors", 38): Difference(_NEAREST, _suggests),
    ("repl_errors", 41): Difference(_NEAREST, _suggests),
}
