"""Replays what a real Renode answered on the built-in engine."""

from __future__ import annotations

import pytest

from tests.conformance.compare import Comparison
from tests.conformance.corpus import CORPUS, load, run, scenarios
from tests.conformance.known_differences import KNOWN
from vboard.robot.library import KeywordLibrary

pytestmark = pytest.mark.skipif(
    not scenarios(), reason=f"no recorded scenarios at {CORPUS} (VBOARD_SHARED names their parent folder)"
)


@pytest.mark.parametrize("name", scenarios())
def test_scenario(name: str) -> None:
    library = KeywordLibrary()
    comparison = Comparison()
    problems: list[str] = []
    for number, step in enumerate(load(name)):
        answer = run(library, step)
        differences = comparison.differences(step, answer)
        known = KNOWN.get((name, number))
        if known is None:
            problems += [f"step {number} {step}: {text}" for text in differences]
        elif not differences:
            problems.append(f"step {number} {step}: equal, remove it from the known differences")
        elif not known.check(step.expected, answer):
            problems.append(f"step {number} {step}: {known.reason}; even so got {answer}")
    library.close()
    assert not problems, "\n".join(problems)


def test_known_differences_name_steps_that_exist() -> None:
    assert all(number < len(load(name)) for name, number in KNOWN)
