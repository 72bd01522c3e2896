"""Replays what a real Renode answered on the built-in engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.compare import Comparison
from tests.conformance.corpus import NO_TEXTS, Scenario, load, names, run, whole_names
from tests.conformance.known_differences import KNOWN
from tests.conformance.known_text_differences import KNOWN_TEXT
from vboard.robot.library import KeywordLibrary

ALL_KNOWN = KNOWN | KNOWN_TEXT


def replay(scenario: Scenario) -> None:
    """Fails with all steps that were answered otherwise."""
    library = KeywordLibrary()
    comparison = Comparison()
    problems: list[str] = []
    for number, step in enumerate(scenario.steps):
        answer = run(library, step)
        differences = comparison.differences(step, answer)
        known = ALL_KNOWN.get((scenario.name, number))
        if known is None:
            problems += [f"step {number} {step}: {text}" for text in differences]
        elif not differences and not step.left_out:
            problems.append(f"step {number} {step}: equal, remove it from the known differences")
        elif differences and not known.check(step.expected, answer):
            problems.append(f"step {number} {step}: {known.reason}; even so got {answer}")
    library.close()
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", [*names(), *names("text")])
def test_numbers(name: str, tmp_path: Path) -> None:
    replay(load(name, tmp_path))


@pytest.mark.skipif(not whole_names(), reason=NO_TEXTS)
@pytest.mark.parametrize("name", [*whole_names(), *whole_names("text")])
def test_whole_scenario(name: str, tmp_path: Path) -> None:
    replay(load(name, tmp_path, whole=True))


@pytest.mark.skipif(not whole_names(), reason=NO_TEXTS)
def test_known_differences_name_steps_that_exist(tmp_path: Path) -> None:
    assert all(number < len(load(name, tmp_path, whole=True).steps) for name, number in ALL_KNOWN)
