"""Replays what a real Renode answered on the built-in engine."""

from __future__ import annotations

import pytest

from tests.conformance.compare import Comparison
from tests.conformance.corpus import NO_TEXTS, Scenario, load, names, run, whole_names
from tests.conformance.known_differences import KNOWN
from vboard.robot.library import KeywordLibrary


def replay(scenario: Scenario) -> None:
    """Fails with all steps that were answered otherwise."""
    library = KeywordLibrary()
    comparison = Comparison()
    problems: list[str] = []
    for number, step in enumerate(scenario.steps):
        answer = run(library, step)
        differences = comparison.differences(step, answer)
        known = KNOWN.get((scenario.name, number))
        if known is None:
            problems += [f"step {number} {step}: {text}" for text in differences]
        elif not differences:
            problems.append(f"step {number} {step}: equal, remove it from the known differences")
        elif not known.check(step.expected, answer):
            problems.append(f"step {number} {step}: {known.reason}; even so got {answer}")
    library.close()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", names())
def test_numbers(name: str) -> None:
    replay(load(name))


@pytest.mark.skipif(not whole_names(), reason=NO_TEXTS)
@pytest.mark.parametrize("name", whole_names())
def test_whole_scenario(name: str) -> None:
    replay(load(name, whole=True))


@pytest.mark.skipif(not whole_names(), reason=NO_TEXTS)
def test_known_differences_name_steps_that_exist() -> None:
    assert all(number < len(load(name, whole=True).steps) for name, number in KNOWN)
